"""The schema of a catalogue's CSV files, derived from the model: their columns, with types and validators."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from graphapi.load.validators import check_integer, check_name, check_names, check_rating, check_year
from graphapi.model.elements import RelationshipType, Rule
from graphapi.model.nodes import CHARACTER, FILM, LABELS, PERSON
from graphapi.model.relationships import (
    ACTED_IN,
    ACTOR,
    BILLING,
    CREDIT_ROLES,
    NOTE,
    RELATIONSHIPS,
    relationship_typed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.model.elements import Label, PropertyType

    Validator = Callable[[str], str | None]

_VALIDATORS: Final[dict[Rule, Validator]] = {
    Rule.NAME: check_name,
    Rule.YEAR: check_year,
    Rule.COUNT: check_integer,
    Rule.RATING: check_rating,
}
_TYPES: Final = {Rule.YEAR: "INTEGER", Rule.COUNT: "INTEGER", Rule.RATING: "DOUBLE"}


@dataclass(frozen=True)
class Column:
    """A column: its name, its type in the staging database, whether a value is required, and its validator.

    If ``is_list``, its text holds several names separated by ``|``, and formats with lists may have a list.
    """

    name: str
    type: str = "VARCHAR"
    required: bool = False
    check: Validator | None = None
    is_list: bool = False


@dataclass(frozen=True)
class FileSchema:
    """A file: its rows are staged in ``table``, and become nodes with the label ``label`` if that is set.

    ``file`` is its name as a CSV file. If ``open``, it may have further columns, which are ignored.
    """

    file: str
    table: str
    columns: tuple[Column, ...]
    optional: bool = False
    label: str = ""
    open: bool = False


@dataclass(frozen=True)
class RelationshipFile:
    """A CSV file with a row for each relationship of a type.

    Its first two columns hold keys of nodes with the labels ``first`` and ``second``.
    """

    file: str
    relationship: RelationshipType
    first: str
    second: str


def key_column(label: str) -> str:
    """The name of the column that holds keys of nodes with a label, such as ``film_key``."""
    return f"{label.lower()}_key"


def table_of(file: str) -> str:
    """The table in which the rows of a file are staged."""
    # The table is not called "cast", because that is an SQL keyword.
    return "credits" if file == CAST_FILE else PurePath(file).stem


def list_relationships(label: Label) -> tuple[RelationshipType, ...]:
    """The relationship types in the list columns of a label's file."""
    return tuple(r for r in LIST_RELATIONSHIPS if r.source == label.name)


CAST_FILE: Final = ACTOR.file
CHARACTER_NAME_COLUMN: Final = "character"
"""The column of the cast that holds the name of the character."""
LIST_RELATIONSHIPS: Final = tuple(r for r in RELATIONSHIPS if r.list_column)
# The first column is the key of the film, as in the cast file.
_CREDIT_FILES: Final = tuple(
    RelationshipFile(role.file, r, r.target, r.source)
    for role in CREDIT_ROLES
    if (r := relationship_typed(role.relationship)) is not ACTED_IN
)
RELATIONSHIP_FILES: Final = (
    *_CREDIT_FILES,
    *(RelationshipFile(r.file, r, r.source, r.target) for r in RELATIONSHIPS if r.file),
)


def node_columns(label: Label) -> tuple[PropertyType | RelationshipType, ...]:
    """The content of the columns of a label's file after the key: properties, then lists, then ids at other sites."""
    ids = tuple(p for p in label.properties if p.column.endswith("_id"))
    return (*(p for p in label.properties if p not in ids), *list_relationships(label), *ids)


def _property_column(property_: PropertyType) -> Column:
    type_ = _TYPES.get(property_.rule, "VARCHAR")
    return Column(property_.column, type_, property_.required, _VALIDATORS.get(property_.rule))


def _key_column(label: str) -> Column:
    return Column(key_column(label), required=True, check=check_name)


def _node_schema(label: Label, file: str) -> FileSchema:
    columns = tuple(
        Column(held.list_column or "", check=check_names, is_list=True)
        if isinstance(held, RelationshipType)
        else _property_column(held)
        for held in node_columns(label)
    )
    key = Column("key", required=True, check=check_name)
    return FileSchema(file, table_of(file), (key, *columns), label not in {FILM, PERSON}, label.name)


NODE_SCHEMAS: Final = tuple(_node_schema(label, label.file) for label in LABELS if label.file)
CAST_SCHEMA: Final = FileSchema(
    CAST_FILE,
    table_of(CAST_FILE),
    (
        _key_column(FILM.name),
        _key_column(PERSON.name),
        _property_column(BILLING),
        Column(CHARACTER_NAME_COLUMN, check=check_name),
        Column(key_column(CHARACTER.name), check=check_name),
        _property_column(NOTE),
    ),
)
# A catalogue without directors is common; one without a cast is a mistake.
_RELATIONSHIP_SCHEMAS: Final = tuple(
    FileSchema(
        file.file,
        table_of(file.file),
        (_key_column(file.first), _key_column(file.second), *map(_property_column, file.relationship.properties)),
        optional=True,
    )
    for file in RELATIONSHIP_FILES
)
FILES: Final = (*NODE_SCHEMAS, CAST_SCHEMA, *_RELATIONSHIP_SCHEMAS)


def schema_of(label: str) -> FileSchema:
    """The schema of the file with the nodes of a label."""
    return next(schema for schema in NODE_SCHEMAS if schema.label == label)
