"""The Strawberry schema, and the mapping of its fields to the graph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import strawberry
from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from graphapi.api.fields import GRAPH
from graphapi.api.query import Query
from graphapi.compiler.compiler import Compiler
from graphapi.compiler.optimize import PASSES
from graphapi.compiler.planning.planning_context import ReadLimits
from graphapi.execution.strawberry_extensions import GraphExecution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphql import GraphQLField, GraphQLInputField, GraphQLSchema
    from strawberry.extensions import SchemaExtension
    from strawberry.types.base import StrawberryObjectDefinition, StrawberryType

    from graphapi.compiler.optimize import Pass
    from graphapi.mapping import FieldMapping, GraphMapping
    from graphapi.settings import Settings

EMBEDDED_CANDIDATES: Final = 500
"""The most candidates of a kind that the embedded store compares. It reads a candidate in 20 µs."""


class _Names(NameConverter):
    """Names a connection after its edge: ``Connection[FilmCastEdge, Person]`` is ``FilmCastConnection``."""

    def from_generic(self, generic_type: StrawberryObjectDefinition, types: list[StrawberryType | type]) -> str:
        return self.get_name_from_type(types[0]).removesuffix("Edge") + generic_type.name


class GraphSchema(strawberry.Schema):
    """A Strawberry schema whose graph fields are answered by one statement.

    Args:
        query: the root type; a subclass of ``Query`` can add fields.
        mutation: the root type of mutations, if there are any.
        extensions: Strawberry extensions, created for each operation and run in this order.
        limits: the limits on reads, such as the sizes of pages.
        plan_cache_size: the maximum number of cached plans.
        passes: the optimizer passes, in order.
        direct: whether results are built without graphql-core where possible.
    """

    def __init__(
        self,
        query: type = Query,
        *,
        mutation: type | None = None,
        extensions: Sequence[type[SchemaExtension]] = (),
        limits: ReadLimits | None = None,
        plan_cache_size: int = 1000,
        passes: Sequence[Pass] = PASSES,
        direct: bool = True,
    ) -> None:
        super().__init__(
            query=query,
            mutation=mutation,
            extensions=[*extensions, GraphExecution],
            config=StrawberryConfig(name_converter=_Names()),
        )
        self.graphql_schema = self._schema
        self.compiler = Compiler(
            self._schema,
            read_mapping(self._schema),
            limits,
            cache_size=plan_cache_size,
            passes=passes,
            bypasses_graphql_core=direct,
        )


def build_schema(settings: Settings, *, extensions: Sequence[type[SchemaExtension]] = ()) -> GraphSchema:
    """Build the schema of the API, with the limits from the settings."""
    limits = ReadLimits(settings.default_first, settings.max_first, settings.max_degrees, settings.max_visited)
    if settings.neo4j_uri is None:
        # The embedded store reads an index in order only in a statement of its own.
        limits = replace(limits, looks_up=True, max_candidates=EMBEDDED_CANDIDATES)
    return GraphSchema(
        extensions=extensions,
        limits=limits,
        plan_cache_size=settings.plan_cache_size,
    )


def read_mapping(schema: GraphQLSchema) -> GraphMapping:
    """The mapping of every field of every type, including input types."""
    return {
        name: {
            field_name: field_mapping
            for field_name, field in type_.fields.items()
            if (field_mapping := _mapping_of(field)) is not None
        }
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType)
        and not name.startswith("__")
    }


def _mapping_of(field: GraphQLField | GraphQLInputField) -> FieldMapping | None:
    declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(declared, StrawberryField):
        return None
    field_mapping: FieldMapping | None = declared.metadata.get(GRAPH)
    return field_mapping
