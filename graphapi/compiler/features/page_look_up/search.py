"""The look-up of the nodes on a page, as data; ``graphapi.traversal.page_look_up`` runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.plan.conditions import ALWAYS, describe_filter
from graphapi.compiler.plan.explorations import Search
from graphapi.compiler.plan.nodes import PlanColumn
from graphapi.compiler.plan.operands import describe_order

if TYPE_CHECKING:
    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.operands import SortKey
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
class IndexValue(PlanColumn):
    """The value at a position along the index on a property. It is the only column of its statement.

    Attributes:
        label: the label of the nodes.
        key: the property, and the direction.
        condition: the condition on the nodes.
        position: the number of nodes before the value.
    """

    label: str
    key: SortKey
    condition: Condition
    position: Parameter

    def describe(self) -> str:
        """Describe the column in words."""
        return f"value at a position of (:{self.label}){describe_filter(self.condition)}{describe_order((self.key,))}"


@dataclass(frozen=True, slots=True)
class SortedKeys(PlanColumn):
    """The keys of the first nodes of a label in an order. It is the only column of its statement.

    Attributes:
        label: the label.
        condition: the condition on the nodes.
        order: the order.
        limit: the maximum number of keys.
        bound: the last value of the first sort key; None if there is no bound.
        begin: a range within which the first sort key begins; with the bound, it is the range of the index to read.
    """

    label: str
    condition: Condition
    order: tuple[SortKey, ...]
    limit: Parameter
    bound: Parameter | None = None
    begin: Condition = ALWAYS

    def describe(self) -> str:
        """Describe the column in words."""
        until = "" if self.bound is None else ", up to a value"
        return f"keys of (:{self.label}){describe_filter(self.condition)}{describe_order(self.order)}{until}"


@dataclass(frozen=True, slots=True)
class SortedPageLookUp(Search):
    """The look-up of the nodes on a page that is sorted by an indexed property first.

    Attributes:
        page: the label and the position of the page.
        size: the number of rows of the page.
        is_filtered: whether there are conditions on other properties.
        has_tail: whether nodes without a value of the first sort key follow.
    """

    page: PageLookUp
    size: Parameter
    is_filtered: bool
    has_tail: bool

    @property
    def field_key(self) -> str:
        """A name that identifies the look-up within its operation."""
        return self.page.field_key

    @property
    def nothing(self) -> dict[str, object]:
        """The values of the look-up's variables if nothing was found; two are only used by its own statements."""
        return {**self.page.nothing, self.position_name: 0, self.bound_name: None}

    @property
    def position_name(self) -> str:
        """The variable that holds the position of the bound."""
        return f"{self.field_key} position"

    @property
    def bound_name(self) -> str:
        """The variable that holds the bound."""
        return f"{self.field_key} bound"

    def most_levels(self, variables: Variables) -> int:
        """The most statements that the look-up sends."""
        return 2 + 2 * self.is_filtered + 1 + self.has_tail


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
