"""What plans each kind of field, filter and sort key: one function for each class of ``graphapi.mapping``.

A feature brings functions of its own; ``graphapi.compiler.features.registry`` puts them together. A test proves that
every class that a schema can declare has its function.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.operands import SortKey
    from graphapi.compiler.planning.item_draft import ItemDraft
    from graphapi.compiler.planning.planner import Planner
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.arguments import ScalarArgument, Value
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape
    from graphapi.mapping import Scalar

FieldPlanner: TypeAlias = "Callable[[Planner, Field, Any, ItemDraft], FieldShape]"
"""Adds the columns of a field to an item; takes the planner, the field, its mapping, and the item."""
FilterPlanner: TypeAlias = "Callable[[PlanningContext, str, Any, Value], Condition]"
"""Makes the condition that a field of a filter states; takes the name of the input type of the field's value."""
OperatorPlanner: TypeAlias = "Callable[[PlanningContext, ScalarArgument], Condition]"
"""Makes the condition of an operator that is more than a comparison."""
SortKeyPlanner: TypeAlias = "Callable[[PlanningContext, str, Any, Value], tuple[SortKey, Scalar]]"
"""Makes the sort key that a field of an order names; takes the name of the input type of the field's value."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The planning functions, by the class of the mapping; those of operators by the operator's name."""

    fields: Mapping[type, FieldPlanner]
    filters: Mapping[type, FilterPlanner]
    operators: Mapping[str, OperatorPlanner]
    sort_keys: Mapping[type, SortKeyPlanner]
