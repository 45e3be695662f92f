"""The look-ups that find the candidates of a search before the operation's statement, as data.

The embedded store reads an index in order only in a statement of its own: in a subquery, it follows an index for equal
values alone. `graphapi.traversal.candidates` runs the look-ups, and the operation's statement compares the candidates.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from graphapi.compiler.plan import explorations
from graphapi.compiler.plan.nodes import PlanColumn
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.request.arguments import Constant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.features.search.nodes import NumberedKind
    from graphapi.compiler.request.arguments import Origin, Variables

ALL: Final = Parameter(Constant(2**31 - 1))
"""The limit of a look-up that finds all matching nodes, because a kind has few nodes."""


class Way(Enum):
    """A way in which a look-up finds nodes of a kind, described in words."""

    PROBE = "that match among the most popular ones, for each tier"
    TYPED = "that match without typing errors by the full-text index, for each tier"
    SAME = "whose text is the query"
    BEGINNING = "whose text begins with the query"
    WORDS = "that have the words of the query, by the full-text index"
    BEST_BEGINNING = "whose text begins with the query, the most popular first"
    BEST_WORDS = "that have the words of the query, the most popular first"
    BEST = "whose words begin with those of the query, the most popular first"
    MEANT = "that match with typing errors, the most popular first"


TIERED: Final = frozenset({Way.PROBE, Way.TYPED})
"""The ways that find matches of all tiers, and return the keys for each tier, from the best to the worst."""
_BY_TEXT: Final = frozenset({Way.TYPED, Way.BEGINNING, Way.WORDS})
"""The ways that ask an index on texts. If they reach their limit, the best nodes may not be among those found."""


@dataclass(frozen=True, slots=True)
class CandidateKeys(PlanColumn):
    """The keys of nodes that one look-up finds. It is the only column of its statement.

    Attributes:
        label: the label of the nodes.
        way: how they are found.
        text: the text of the query.
        most: the maximum number of keys.
    """

    label: str
    way: Way
    text: Origin
    most: Parameter

    def describe(self) -> str:
        """Describe the column in words."""
        return f"keys of (:{self.label}) {self.way.value}, up to a limit"


@dataclass(frozen=True, slots=True)
class CandidateSearch(explorations.Search):
    """The search for the candidates of a search field.

    Attributes:
        key: the response key of the field, which identifies the exploration within its operation.
        kinds: the kinds of nodes.
        text: the text of the query.
        probed: the number of most popular nodes of a kind that are compared with the query first.
        most: the most keys of a kind that an index on texts returns.
        count: the number of best matches.
        forgives: whether nodes may match with typing errors if none matches without.
    """

    key: str
    kinds: tuple[NumberedKind, ...]
    text: Origin
    probed: Parameter
    most: Parameter
    count: Parameter
    forgives: bool

    @property
    def columns(self) -> Mapping[tuple[str, Way], CandidateKeys]:
        """The look-ups by label and way, in the order of their statements."""
        return {
            (kind.searched.label, way): CandidateKeys(kind.searched.label, way, self.text, self._limit(kind, way))
            for kind in self.kinds
            for way in self._ways(kind)
        }

    def _ways(self, kind: NumberedKind) -> tuple[Way, ...]:
        if kind.searched.few:
            return (Way.TYPED, Way.MEANT) if self.forgives else (Way.TYPED,)
        return tuple(way for way in Way if way is not Way.MEANT or self.forgives)

    def _limit(self, kind: NumberedKind, way: Way) -> Parameter:
        if way in _BY_TEXT:
            return ALL if kind.searched.few else self.most
        return self.probed if way is Way.PROBE else self.count

    @property
    def field_key(self) -> str:
        """The response key of the field, which identifies the exploration within its operation."""
        return self.key

    @property
    def nothing(self) -> dict[str, object]:
        """The values of the search's variables if nothing was found."""
        return {forgives_name(self.key): False, **{keys_name(self.key, kind): [] for kind in self.kinds}}

    def most_levels(self, variables: Variables) -> int:
        """The most statements that the search can send."""
        return len(self.columns)


def keys_name(key: str, kind: NumberedKind) -> str:
    """The variable that holds the keys of the candidates of a kind."""
    return f"{key} {kind.searched.label} candidates"


def forgives_name(key: str) -> str:
    """The variable that says whether typing errors are allowed."""
    return f"{key} forgives"
