"""The exported schema is up to date, and everything in it has a description."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    find_schema_changes,
)

from graphapi.api.schema import GraphSchema
from graphapi.mapping import Property

ROOT = Path(__file__).parents[2]
EXPORTED = (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")
SCHEMA = GraphSchema()


def test_the_exported_schema_is_the_schema() -> None:
    changes = find_schema_changes(build_schema(EXPORTED), build_schema(SCHEMA.as_str()))
    assert [change.description for change in changes] == []
    assert SCHEMA.as_str() + "\n" == EXPORTED, "run: graphapi export-schema --output schema/schema.graphql"


def described() -> list[tuple[str, str | None]]:
    """The name and description of each type, field, argument and enum value of the schema."""
    found: list[tuple[str, str | None]] = []
    for name, type_ in SCHEMA.graphql_schema.type_map.items():
        if name.startswith("__"):
            continue
        found.append((name, type_.description))
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in type_.fields.items():
                found.append((f"{name}.{field_name}", field.description))
                found += [(f"{name}.{field_name}({arg})", a.description) for arg, a in field.args.items()]
        elif isinstance(type_, GraphQLInputObjectType):
            found += [(f"{name}.{field_name}", field.description) for field_name, field in type_.fields.items()]
        elif isinstance(type_, GraphQLEnumType):
            found += [(f"{name}.{value_name}", value.description) for value_name, value in type_.values.items()]
    return found


def test_everything_has_a_description() -> None:
    assert [name for name, description in described() if not description] == []


@pytest.mark.parametrize("type_name", ["Film", "Person", "Character", "Genre", "Place", "Keyword"])
def test_every_property_can_be_filtered_and_ordered_by(type_name: str) -> None:
    mapping = SCHEMA.compiler.mapping
    properties = {name for name, says in mapping[type_name].items() if isinstance(says, Property)}
    assert properties <= mapping[f"{type_name}Where"].keys()
    assert properties <= mapping[f"{type_name}Order"].keys()
