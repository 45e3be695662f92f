"""The search for the paths between two people, as data; ``graphapi.traversal.paths`` runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import orjson

from graphapi.compiler.plan.explorations import Search, has_before_name, rows_name

if TYPE_CHECKING:
    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.request.arguments import Variables

Rank: TypeAlias = "tuple[int, tuple[int, ...], tuple[str, ...]]"
"""The sort key of a path: its degrees, the negated votes of its films (the fewest votes first), and its keys."""


@dataclass(frozen=True, slots=True)
class PathSearch(Search):
    """A search for the paths between two people.

    Attributes:
        key: the response key of the field, which identifies the exploration within its operation.
        start: the key of the person where paths start.
        end: the key of the person where paths end.
        types: the relationship types that count as credits. If a person has several in a film, the first is shown.
        avoided_films: the keys of films that no path may contain.
        avoided_people: the keys of people that no path may contain, not even as its start or end.
        most_degrees: the most degrees that a path may have.
        size: the size of the page.
        one_more: whether to find one path more than that, to determine whether there is a next page.
        after: the rank, as text, after which the page starts; None for the first page.
        most_visited: the most nodes and partial paths that the search may visit.
    """

    key: str
    start: Parameter
    end: Parameter
    types: tuple[str, ...]
    avoided_films: Parameter
    avoided_people: Parameter
    most_degrees: Parameter
    size: Parameter
    one_more: bool
    after: Parameter | None
    most_visited: int

    @property
    def field_key(self) -> str:
        """The response key of the field, which identifies an exploration within its operation."""
        return self.key

    @property
    def rows_name(self) -> str:
        """The name of the variable that holds the rows."""
        return rows_name(self.key)

    @property
    def has_before_name(self) -> str:
        """The name of the variable that says whether there are paths before the first row."""
        return has_before_name(self.key)

    @property
    def nothing(self) -> dict[str, object]:
        """The values of the search's variables if nothing was found."""
        return {self.rows_name: [], self.has_before_name: False}

    def most_levels(self, variables: Variables) -> int:
        """The most statements that the search can send: for each degree, two levels and one search for common films."""
        return 3 * self.most_degrees.integer(variables)

    @staticmethod
    def keys(parameter: Parameter, variables: Variables) -> frozenset[str]:
        """The keys that a parameter holds."""
        value = parameter.value(variables)
        return frozenset(map(str, value)) if isinstance(value, list | tuple) else frozenset()

    def wanted(self, variables: Variables) -> int:
        """The number of paths that the search has to find."""
        return self.size.integer(variables) + self.one_more

    def rank_after(self, variables: Variables) -> Rank | None:
        """The rank after which the page starts; None for the first page."""
        return None if self.after is None else read_rank(self.after.text(variables))


def write_rank(rank: Rank) -> str:
    """A rank as text, for cursors."""
    _, popularity, keys = rank
    return orjson.dumps([[-votes for votes in popularity], keys]).decode()


def read_rank(text: str) -> Rank:
    """The rank that a text represents.

    Raises:
        ValueError: the text does not represent a rank.
    """
    content = orjson.loads(text)
    match content:
        case [[*votes], [*keys]] if _are(int, votes) and _are(str, keys) and len(keys) == 2 * len(votes) + 1:
            return len(votes), tuple(-number for number in votes), tuple(keys)
    raise ValueError(text)


def _are(type_: type, values: list[object]) -> bool:
    return all(type(value) is type_ for value in values)
