"""Explorations: what is searched for before the operation's own statement, as data.

The searching itself is in ``graphapi.exploration``. Here stand what was asked for, the statements of the levels, and
the names under which what is found stands among the variables: with a space in them, which no variable of GraphQL
has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import orjson

from graphapi.compiler.plan import Parameter
from graphapi.compiler.request.arguments import FromVariable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphapi.compiler.cypher.syntax import Bindings
    from graphapi.compiler.plan import Item
    from graphapi.compiler.request.arguments import Variables
    from graphapi.mapping import Pattern
    from graphapi.statement import Statement

FRONTIER: Final = "the frontier"
"""The name of the keys from which a level goes on."""
FROM_FRONTIER: Final = Parameter(FromVariable(FRONTIER))
OTHER_FRONTIER: Final = "the other frontier"
"""The name of the keys from which the search comes towards that one."""
FROM_OTHER_FRONTIER: Final = Parameter(FromVariable(OTHER_FRONTIER))

Rank: TypeAlias = "tuple[int, tuple[int, ...], tuple[str, ...]]"
"""The place of a path among all paths: its degrees; its films' votes, made negative, the fewest first; its keys."""


@dataclass(frozen=True, slots=True)
class ExplorationStatement:
    """One of the statements that an exploration asks."""

    plan: Item
    statement: Statement
    bindings: Bindings

    def parameters(self, variables: Variables) -> dict[str, object]:
        """The values that go with the statement."""
        return {name: parameter.value(variables) for name, parameter in self.bindings.items()}


@dataclass(frozen=True, slots=True)
class PathSearch:
    """A search for the paths between two people.

    Attributes:
        key: the response key of the field, which tells explorations of one operation apart.
        start: the key of the person where paths start.
        end: the key of the person where they end.
        types: the relationships that count as credits; where somebody has several in a film, the first is shown.
        avoided_films: keys of films that no path goes through.
        avoided_people: keys of people that no path goes through, nor starts or ends with.
        most_degrees: the most degrees that a path may have.
        size: how many paths are asked for.
        one_more: whether to find one more than that, to see whether the list goes on.
        after: the rank, as text, after which the paths are asked for.
        most_visited: how much the search may look at.
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
    def rows_name(self) -> str:
        """The name of the rows that are found."""
        return rows_name(self.key)

    @property
    def has_before_name(self) -> str:
        """The name of whether there are paths before the first of the rows."""
        return has_before_name(self.key)

    @property
    def nothing(self) -> dict[str, object]:
        """What stands among the variables where nothing was found."""
        return {self.rows_name: [], self.has_before_name: False}

    def most_levels(self, variables: Variables) -> int:
        """How many statements the search can ask: a degree, from people to films and back, and a look at who meets."""
        return 3 * int(str(self.most_degrees.value(variables)))

    @staticmethod
    def keys(parameter: Parameter, variables: Variables) -> frozenset[str]:
        """The keys that a parameter holds."""
        value = parameter.value(variables)
        return frozenset(map(str, value)) if isinstance(value, list | tuple) else frozenset()

    def wanted(self, variables: Variables) -> int:
        """How many paths the search has to find."""
        return int(str(self.size.value(variables))) + self.one_more

    def rank_after(self, variables: Variables) -> Rank | None:
        """The rank after which paths are asked for."""
        return None if self.after is None else read_rank(str(self.after.value(variables)))


@dataclass(frozen=True, slots=True)
class NeighbourhoodSearch:
    """A search for what lies around a node.

    Attributes:
        key: the response key of the field, which tells explorations of one operation apart.
        label: the label of the node in the middle.
        center: its key.
        patterns: for each label, behind which patterns its neighbours are.
        details: for a type of relationship, the properties that are read of it.
        levels: for each statement, the labels whose neighbours it reads. The first reads the node in the middle too.
        depth: how many steps around it the search goes.
        size: how many neighbours are taken of each node for each pattern.
        most_nodes: the most nodes that are found.
        most_neighbours: the most neighbours that a level beyond the first reads.
    """

    key: str
    label: str
    center: Parameter
    patterns: Mapping[str, tuple[Pattern, ...]]
    details: Mapping[str, tuple[str, ...]]
    levels: tuple[tuple[str, ...], ...]
    depth: int
    size: Parameter
    most_nodes: int
    most_neighbours: int

    @property
    def rows_name(self) -> str:
        """The name of the one row that is found."""
        return rows_name(self.key)

    @property
    def nothing(self) -> dict[str, object]:
        """What stands among the variables where nothing was found."""
        return {self.rows_name: [], **{frontier_name(label): [] for label in self.patterns}}

    def most_levels(self, variables: Variables) -> int:
        """How many statements the search can ask."""
        return len(self.levels)


def frontier_name(label: str) -> str:
    """The name of the keys of a label from which a level of a neighbourhood goes on."""
    return f"{FRONTIER} {label}"


def rows_name(key: str) -> str:
    """The name of the rows that are found for a field."""
    return f"{key} rows"


def has_before_name(key: str) -> str:
    """The name of whether there are others before the rows that are found for a field."""
    return f"{key} has before"


@dataclass(frozen=True, slots=True)
class PlannedExploration:
    """A search, and the plans of the statements that it asks."""

    asked: PathSearch | NeighbourhoodSearch
    plans: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Exploration:
    """A search, and the statements that it asks."""

    asked: PathSearch | NeighbourhoodSearch
    reads: tuple[ExplorationStatement, ...]


def nothing_found(explorations: Iterable[Exploration]) -> dict[str, object]:
    """What stands among the variables before anything was searched for."""
    return {name: value for exploration in explorations for name, value in exploration.asked.nothing.items()}


def write_rank(rank: Rank) -> str:
    """A rank as text, for cursors."""
    _, fame, keys = rank
    return orjson.dumps([[-votes for votes in fame], keys]).decode()


def read_rank(text: str) -> Rank:
    """The rank behind the text.

    Raises:
        ValueError: it is not the text of a rank.
    """
    content = orjson.loads(text)
    match content:
        case [[*votes], [*keys]] if _are(int, votes) and _are(str, keys) and len(keys) == 2 * len(votes) + 1:
            return len(votes), tuple(-number for number in votes), tuple(keys)
    raise ValueError(text)


def _are(type_: type, values: list[object]) -> bool:
    return all(type(value) is type_ for value in values)
