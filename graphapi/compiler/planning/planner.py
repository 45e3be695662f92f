"""From a selection to a plan and the shapes of its result.

The columns that an object of the result needs are added to the item whose row the object is made of. The shape says
which columns those are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from graphapi.compiler.result.shapes import ConstantShape, ObjectShape
from graphapi.errors import BadUserInputError
from graphapi.mapping import Needs, Property

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphapi.compiler.plan.explorations import PlannedExploration
    from graphapi.compiler.planning.item_draft import ItemDraft
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape
    from graphapi.mapping import FieldMapping


@dataclass(slots=True)
class Planner:
    """Makes the plan of one operation.

    Attributes:
        context: the schema, the limits and the variables that the plan is made for.
        bypasses_graphql_core: whether the shape makes the whole answer. It does not if a field has a resolver of its
            own, or if planning ``failed``.
        failed: whether a field has arguments that cannot be used.
        explorations: the traversals that have to run before the operation's statement.
    """

    context: PlanningContext
    bypasses_graphql_core: bool = True
    failed: bool = False
    explorations: list[PlannedExploration] = field(default_factory=list)

    def object(self, typename: str, fields: Sequence[Field], item: ItemDraft) -> ObjectShape:
        """The shape of an object that is made of the item's row."""
        shapes: list[tuple[str, FieldShape]] = []
        properties: list[tuple[str, int]] = []
        for child in fields:
            mapping = self.context.field_mapping(child.parent, child.name)
            if child.name == "__typename":
                shapes.append((child.key, ConstantShape(typename)))
            elif mapping is None or isinstance(mapping, Needs):
                self.bypasses_graphql_core = False
                properties += self._needed(child, mapping, item)
            else:
                shapes.append((child.key, self._field_or_failure(child, mapping, item)))
        return ObjectShape(typename, tuple(shapes), tuple(properties))

    def only(self, child: Field, item: ItemDraft) -> ObjectShape:
        """The shape of a field that has one possible type."""
        ((typename, fields),) = child.children.items()
        return self.object(typename, fields, item)

    def _needed(self, child: Field, needs: Needs | None, item: ItemDraft) -> list[tuple[str, int]]:
        needed: list[tuple[str, int]] = []
        for attribute, field_name in needs.fields if needs else ():
            column = self.context.field_mapping(child.parent, field_name)
            if not isinstance(column, Property):
                msg = f"{child.parent}.{child.name} needs {field_name}, which is not a property"
                raise TypeError(msg)
            needed.append((attribute, item.add(column)))
        return needed

    def _field_or_failure(self, child: Field, mapping: FieldMapping, item: ItemDraft) -> FieldShape:
        try:
            return self.context.registry.fields[type(mapping)](self, child, mapping, item)
        except BadUserInputError as error:
            self.bypasses_graphql_core = False
            self.failed = True
            return ConstantShape(error)


FieldPlanner: TypeAlias = "Callable[[Planner, Field, Any, ItemDraft], FieldShape]"
"""Adds the columns of a field to an item; takes the planner, the field, its mapping, and the item."""
