"""What a plan is made from: the schema, its mapping, the limits, and the values that it depends on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from graphql import GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, get_named_type

from graphapi.compiler.request.arguments import Constant
from graphapi.errors import BadUserInputError

if TYPE_CHECKING:
    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.operands import SortKey
    from graphapi.compiler.planning.registry import Registry
    from graphapi.compiler.request.arguments import Origin, ScalarArgument, Value, Variables
    from graphapi.compiler.request.selection import Field
    from graphapi.mapping import FieldMapping, GraphMapping
    from graphapi.model.elements import Scalar

Found = TypeVar("Found", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What an operation may read.

    Attributes:
        default_first: the size of a page whose size is not given.
        max_first: the largest size of a page.
        max_degrees: the most degrees that a path may have.
        max_visited: the most nodes that a search for paths may visit.
        max_nodes: the most nodes of a neighbourhood.
        max_neighbours: the most neighbours that are read for a level of a neighbourhood beyond the first.
        max_candidates: the most nodes of a kind that a search compares with each other. Where there are more, only the
            top of the list is searched, which needs an index that the store reads in order. None compares all.
    """

    default_first: int = 50
    max_first: int = 1000
    max_degrees: int = 20
    max_visited: int = 500_000
    max_nodes: int = 2000
    max_neighbours: int = 10_000
    max_candidates: int | None = 2000


@dataclass(frozen=True, slots=True)
class Malformed:
    """What a guard returns for a malformed value."""

    message: str


@dataclass(frozen=True, slots=True)
class PlanGuard:
    """A fact about the value of a variable on which the plan depends, beside the variables' shape.

    A cached plan is used only where ``check`` still returns what it returned when the plan was made.
    """

    origin: Origin
    inspect: Callable[[Any], Hashable]

    def check(self, variables: Variables) -> Hashable:
        """What it returns for these variables."""
        try:
            return self.inspect(self.origin.resolve(variables))
        except BadUserInputError as error:
            return Malformed(str(error))


@dataclass(frozen=True, slots=True)
class PlanningContext:
    """What one plan is made from; ``guards`` are the facts that it depends on, with what they were."""

    schema: GraphQLSchema
    mapping: GraphMapping
    registry: Registry
    limits: ReadLimits
    variables: Variables
    guards: dict[PlanGuard, Hashable] = field(default_factory=dict)

    def field_mapping(self, type_name: str, field_name: str) -> FieldMapping | None:
        """What a field declares about the graph; None if nothing."""
        return self.mapping.get(type_name, {}).get(field_name)

    def guard(self, value: ScalarArgument, inspect: Callable[[Any], Found]) -> Found:
        """Look at a value; what is found becomes a condition for using the plan again.

        Raises:
            BadUserInputError: the value is malformed.
        """
        found = inspect(value.origin.resolve(self.variables))
        if not isinstance(value.origin, Constant):
            self.guards[PlanGuard(value.origin, inspect)] = found
        return found

    def input_type_name(self, type_name: str, field_name: str) -> str:
        """The name of the type of an input field, without list and non-null."""
        type_ = self.schema.get_type(type_name)
        if not isinstance(type_, GraphQLInputObjectType):
            msg = f"{type_name} is not an input type"
            raise TypeError(msg)
        return str(get_named_type(type_.fields[field_name].type).name)

    def argument_type_name(self, field: Field, argument: str) -> str:
        """The name of the type of a field's argument, without list and non-null."""
        type_ = self.schema.get_type(field.parent)
        if not isinstance(type_, GraphQLObjectType):
            msg = f"{field.parent} is not an object type"
            raise TypeError(msg)
        return str(get_named_type(type_.fields[field.name].args[argument].type).name)


FilterPlanner: TypeAlias = "Callable[[PlanningContext, str, Any, Value], Condition]"
"""Makes the condition that a field of a filter states; takes the name of the input type of the field's value."""
OperatorPlanner: TypeAlias = "Callable[[PlanningContext, ScalarArgument], Condition]"
"""Makes the condition of an operator that is more than a comparison."""
SortKeyPlanner: TypeAlias = "Callable[[PlanningContext, str, Any, Value], tuple[SortKey, Scalar]]"
"""Makes the sort key that a field of an order names; takes the name of the input type of the field's value."""
