"""The planning context: the schema, its mapping to the graph, the limits, the variables, and the guards."""

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
    """The limits on what an operation may read.

    Attributes:
        default_first: the page size if none is given.
        max_first: the maximum page size.
        max_degrees: the maximum number of degrees of a path.
        max_visited: the maximum number of nodes that a search for paths may visit.
        max_nodes: the maximum number of nodes of a neighbourhood.
        max_neighbours: the maximum number of neighbours that are read for a level of a neighbourhood after the first.
        max_candidates: the maximum number of nodes of a kind that a search compares with each other. If there are more,
            it searches only the top of the list, along an index that the store reads in order.
        looks_up: whether the candidates of a search are looked up before the operation's statement, because the store
            reads an index in order only in a statement of its own.
    """

    default_first: int = 50
    max_first: int = 1000
    max_degrees: int = 20
    max_visited: int = 500_000
    max_nodes: int = 2000
    max_neighbours: int = 10_000
    max_candidates: int = 2000
    looks_up: bool = False


@dataclass(frozen=True, slots=True)
class Malformed:
    """The result of a guard for a malformed value."""

    message: str


@dataclass(frozen=True, slots=True)
class PlanGuard:
    """A property of a variable's value that the plan depends on, in addition to the shape of the variables.

    A cached plan is used only if ``check`` returns the same result as when the plan was made.
    """

    origin: Origin
    inspect: Callable[[Any], Hashable]

    def check(self, variables: Variables) -> Hashable:
        """The result for these variables, or ``Malformed`` if the value is malformed."""
        try:
            return self.inspect(self.origin.resolve(variables))
        except BadUserInputError as error:
            return Malformed(str(error))


@dataclass(frozen=True, slots=True)
class PlanningContext:
    """The context of one plan; ``guards`` maps each guard of the plan to its result."""

    schema: GraphQLSchema
    mapping: GraphMapping
    registry: Registry
    limits: ReadLimits
    variables: Variables
    guards: dict[PlanGuard, Hashable] = field(default_factory=dict)

    def field_mapping(self, type_name: str, field_name: str) -> FieldMapping | None:
        """The mapping of a field to the graph, or None if the field has none."""
        return self.mapping.get(type_name, {}).get(field_name)

    def guard(self, value: ScalarArgument, inspect: Callable[[Any], Found]) -> Found:
        """Inspect a value, and add a guard to the plan that requires the same result.

        Raises:
            BadUserInputError: the value is malformed.
        """
        found = inspect(value.origin.resolve(self.variables))
        if not isinstance(value.origin, Constant):
            self.guards[PlanGuard(value.origin, inspect)] = found
        return found

    def input_type_name(self, type_name: str, field_name: str) -> str:
        """The name of the type of an input field, without list and non-null wrappers."""
        type_ = self.schema.get_type(type_name)
        if not isinstance(type_, GraphQLInputObjectType):
            msg = f"{type_name} is not an input type"
            raise TypeError(msg)
        return str(get_named_type(type_.fields[field_name].type).name)

    def argument_type_name(self, field: Field, argument: str) -> str:
        """The name of the type of a field's argument, without list and non-null wrappers."""
        type_ = self.schema.get_type(field.parent)
        if not isinstance(type_, GraphQLObjectType):
            msg = f"{field.parent} is not an object type"
            raise TypeError(msg)
        return str(get_named_type(type_.fields[field.name].args[argument].type).name)


FilterPlanner: TypeAlias = "Callable[[PlanningContext, str, Any, Value], Condition]"
"""A function that returns the condition of a filter field.

Its arguments are the context, the name of the input type of the field's value, the mapping of the field, and the value.
"""
OperatorPlanner: TypeAlias = "Callable[[PlanningContext, ScalarArgument], Condition]"
"""A function that returns the condition of an operator that is not a simple comparison."""
SortKeyPlanner: TypeAlias = "Callable[[PlanningContext, str, Any, Value], tuple[SortKey, Scalar]]"
"""A function that returns the sort key of an order field; it has the same arguments as a ``FilterPlanner``."""
