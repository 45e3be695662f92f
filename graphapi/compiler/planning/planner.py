"""The planner, which turns a selection into a plan and the shapes of its result.

Each object of the result is built from the row of an item. The planner adds the columns that the object needs to the
item, and the shape of the object holds the positions of these columns.
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
    """Plans one operation.

    Attributes:
        context: the planning context.
        bypasses_graphql_core: whether the result can be built without graphql-core. It cannot if a field has a custom
            resolver, if an id is malformed, or if planning ``failed``.
        failed: whether a field has invalid arguments.
        explorations: the traversals that have to run before the operation's statement.
    """

    context: PlanningContext
    bypasses_graphql_core: bool = True
    failed: bool = False
    explorations: list[PlannedExploration] = field(default_factory=list)

    def object(self, typename: str, fields: Sequence[Field], item: ItemDraft) -> ObjectShape:
        """The shape of an object that is built from the item's row."""
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
"""A function that adds the columns of a field to an item, and returns the shape of the field.

Its arguments are the planner, the field, the mapping of the field, and the item.
"""
