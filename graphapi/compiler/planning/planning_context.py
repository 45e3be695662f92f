"""What the making of a plan works with: the schema, its mapping, the limits, and what it looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema

from graphapi.compiler.request.arguments import Constant
from graphapi.errors import BadUserInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from graphql import GraphQLInputField

    from graphapi.compiler.request.arguments import Origin, ScalarArgument, Variables
    from graphapi.mapping import FieldMapping, Mapping


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What an operation may ask for.

    Attributes:
        default_first: the size of a page that names none.
        max_first: the largest page.
        max_degrees: the most degrees that a path may have.
        max_visited: how much a search for paths may look at.
        max_nodes: the most nodes of a neighbourhood.
        max_neighbours: the most neighbours that are read for a level of a neighbourhood beyond the first.
        max_candidates: the most nodes of a kind that a search compares with each other; of more, only the best are
            looked for, which needs an index that is read in order. None compares all.
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
    """What an inspection found wrong with a value."""

    message: str


@dataclass(frozen=True, slots=True)
class PlanGuard:
    """Something about the value of a variable on which the plan depends, beside the variables' shape."""

    origin: Origin
    look: Callable[[Any], Hashable]

    def finding(self, variables: Variables) -> Hashable:
        """What it finds under these variables."""
        try:
            return self.look(self.origin.resolve(variables))
        except BadUserInputError as error:
            return Malformed(str(error))


@dataclass(frozen=True, slots=True)
class PlanningContext:
    """The making of one plan."""

    schema: GraphQLSchema
    mapping: Mapping
    limits: ReadLimits
    variables: Variables
    inspections: dict[PlanGuard, Hashable] = field(default_factory=dict)

    def says(self, type_name: str, field_name: str) -> FieldMapping | None:
        """What a field says about the graph; None if nothing."""
        return self.mapping.get(type_name, {}).get(field_name)

    def inspect(self, leaf: ScalarArgument, look: Callable[[Any], Hashable]) -> Hashable:
        """Look at a value; what is found becomes a condition for using the plan again.

        Raises:
            BadUserInputError: the look found the value malformed.
        """
        inspection = PlanGuard(leaf.origin, look)
        finding = inspection.finding(self.variables)
        if not isinstance(leaf.origin, Constant):
            self.inspections[inspection] = finding
        if isinstance(finding, Malformed):
            raise BadUserInputError(finding.message)
        return finding

    def input_field(self, type_name: str, field_name: str) -> GraphQLInputField:
        """A field of an input type."""
        type_ = self.schema.get_type(type_name)
        if not isinstance(type_, GraphQLInputObjectType):
            msg = f"{type_name} is not an input type"
            raise TypeError(msg)
        field: GraphQLInputField = type_.fields[field_name]
        return field

    def object_type(self, name: str) -> GraphQLObjectType:
        """An object type of the schema."""
        type_ = self.schema.get_type(name)
        if not isinstance(type_, GraphQLObjectType):
            msg = f"{name} is not an object type"
            raise TypeError(msg)
        return type_
