"""Explorations: traversals that run before the operation's statement, as data.

The traversals themselves are in ``graphapi.traversal``. Their results become variables of the operation's statement.
The names of these variables contain a space, so they cannot collide with GraphQL variables.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.request.arguments import FromVariable

if TYPE_CHECKING:
    from graphapi.compiler.plan.columns import Item
    from graphapi.compiler.request.arguments import Variables

FRONTIER: Final = "the frontier"
"""The variable that holds the keys of the frontier that a level expands."""
FROM_FRONTIER: Final = Parameter(FromVariable(FRONTIER))
OTHER_FRONTIER: Final = "the other frontier"
"""The variable that holds the keys of the opposite frontier of a bidirectional search."""
FROM_OTHER_FRONTIER: Final = Parameter(FromVariable(OTHER_FRONTIER))


class Search(ABC):
    """The description of the search that an exploration runs."""

    __slots__ = ()

    @property
    @abstractmethod
    def field_key(self) -> str:
        """The response key of the field, which identifies an exploration within its operation."""

    @property
    @abstractmethod
    def nothing(self) -> dict[str, object]:
        """The variables that the exploration sets if it finds nothing."""

    @abstractmethod
    def most_levels(self, variables: Variables) -> int:
        """The maximum number of statements that the exploration can send."""


@dataclass(frozen=True, slots=True)
class PlannedExploration:
    """A search, and the plans of the statements that it sends."""

    asked: Search
    plans: tuple[Item, ...]


def rows_name(key: str) -> str:
    """The variable that holds the rows found for a field."""
    return f"{key} rows"


def has_before_name(key: str) -> str:
    """The variable that says whether the list has items before the rows found for a field."""
    return f"{key} has before"
