"""The look-up of the nodes on a page, as data; ``graphapi.traversal.page_look_up`` runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.plan.conditions import describe_filter
from graphapi.compiler.plan.explorations import Search
from graphapi.compiler.plan.nodes import PlanColumn

if TYPE_CHECKING:
    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.request.arguments import Variables
    from graphapi.mapping import Property


@dataclass(frozen=True, slots=True)
class PageKeys(PlanColumn):
    """The keys of the first nodes of a label along an index. It is the only column of its statement.

    Attributes:
        label: the label.
        index: the properties of the index.
        condition: the condition on the nodes.
        limit: the maximum number of keys.
    """

    label: str
    index: tuple[Property, ...]
    condition: Condition
    limit: Parameter

    def describe(self) -> str:
        """Describe the column in words."""
        index = " and ".join(one.name for one in self.index)
        return f"keys of (:{self.label}){describe_filter(self.condition)}, along the index of {index}, up to the limit"


@dataclass(frozen=True, slots=True)
class PageLookUp(Search):
    """The look-up of the nodes on a page.

    Attributes:
        label: the label of the nodes.
        column: the position of the page in the plan.
    """

    label: str
    column: int

    @property
    def field_key(self) -> str:
        """A name that identifies the look-up within its operation."""
        return f"page of {self.label} {self.column}"

    @property
    def nothing(self) -> dict[str, object]:
        """The values of the look-up's variables if nothing was found."""
        return {self.keys_name: []}

    @property
    def keys_name(self) -> str:
        """The variable that holds the keys."""
        return f"{self.field_key} keys"

    def most_levels(self, variables: Variables) -> int:
        """The most statements that the look-up sends."""
        return 1
