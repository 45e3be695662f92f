"""The schema as Strawberry builds it, and what its fields say about the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry
from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from graphapi.api.fields import GRAPH
from graphapi.api.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphql import GraphQLField, GraphQLInputField, GraphQLSchema
    from strawberry.extensions import SchemaExtension
    from strawberry.types.base import StrawberryObjectDefinition, StrawberryType

    from graphapi.mapping import FieldMapping, Mapping


class _Names(NameConverter):
    """Names a connection after its edge: ``Connection[FilmCastEdge, Person]`` is ``FilmCastConnection``."""

    def from_generic(self, generic_type: StrawberryObjectDefinition, types: list[StrawberryType | type]) -> str:
        return self.get_name_from_type(types[0]).removesuffix("Edge") + generic_type.name


def build_schema(
    *, query: type = Query, extensions: Sequence[type[SchemaExtension]] = (), types: Sequence[type] = ()
) -> strawberry.Schema:
    """The schema of the API.

    Args:
        query: the root type; a subclass of ``Query`` adds fields of its own.
        extensions: Strawberry extensions, run for every operation in this order.
        types: further types that no field leads to.
    """
    return strawberry.Schema(
        query=query,
        types=list(types),
        extensions=list(extensions),
        config=StrawberryConfig(name_converter=_Names()),
    )


def read_mapping(schema: GraphQLSchema) -> Mapping:
    """What every field of every type says about the graph, inputs included."""
    return {
        name: {field_name: says for field_name, field in type_.fields.items() if (says := _says(field)) is not None}
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType)
        and not name.startswith("__")
    }


def _says(field: GraphQLField | GraphQLInputField) -> FieldMapping | None:
    declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(declared, StrawberryField):
        return None
    says: FieldMapping | None = declared.metadata.get(GRAPH)
    return says
