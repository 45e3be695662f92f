"""Explorations: traversals that run before the operation's statement, as data.

The traversals themselves are in ``graphapi.traversal``. What they find is among the variables of the operation's
statement, under names that contain a space, which no variable of GraphQL can have.
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
"""The name of the keys from which a level goes on."""
FROM_FRONTIER: Final = Parameter(FromVariable(FRONTIER))
OTHER_FRONTIER: Final = "the other frontier"
"""The name of the keys from which the search comes towards that frontier."""
FROM_OTHER_FRONTIER: Final = Parameter(FromVariable(OTHER_FRONTIER))


class Search(ABC):
    """What an exploration is asked for."""

    __slots__ = ()

    @property
    @abstractmethod
    def field_key(self) -> str:
        """The response key of the field, which identifies an exploration within its operation."""

    @property
    @abstractmethod
    def nothing(self) -> dict[str, object]:
        """What is among the variables where nothing was found."""

    @abstractmethod
    def most_levels(self, variables: Variables) -> int:
        """The most statements that the exploration can send."""


@dataclass(frozen=True, slots=True)
class PlannedExploration:
    """A search, and the plans of the statements that it sends."""

    asked: Search
    plans: tuple[Item, ...]


def rows_name(key: str) -> str:
    """The name of the rows that are found for a field."""
    return f"{key} rows"


def has_before_name(key: str) -> str:
    """The name of whether there are others before the rows that are found for a field."""
    return f"{key} has before"
