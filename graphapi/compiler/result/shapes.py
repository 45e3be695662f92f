"""The shape of a result: for each field of an object, the columns of its row that hold the value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.relay.cursor import CursorFormat
    from graphapi.compiler.request.arguments import Origin
    from graphapi.compiler.result.scalars import ScalarReader
    from graphapi.errors import GraphapiError


class Record(dict[str, Any]):
    """An object of the result as a source value for graphql-core, with the name of its type.

    The properties that custom resolvers need are available as attributes.
    """

    __slots__ = ("properties", "typename")

    def __init__(self, typename: str, fields: Mapping[str, Any], properties: Mapping[str, Any]) -> None:
        super().__init__(fields)
        self.typename = typename
        self.properties = properties

    def __getattr__(self, name: str) -> Any:
        try:
            return self.properties[name]
        except KeyError:
            msg = f"{name} was not read: the field that wants it must name it (needing)"
            raise AttributeError(msg) from None


@dataclass(frozen=True, slots=True)
class ScalarShape:
    """A scalar from a column."""

    column: int
    read: ScalarReader


@dataclass(frozen=True, slots=True)
class IdShape:
    """A global id from the column that holds the key."""

    column: int
    label: str


@dataclass(frozen=True, slots=True)
class ConstantShape:
    """A value that does not depend on the row: a string such as a type name, null, or an error."""

    value: str | GraphapiError | None


@dataclass(frozen=True, slots=True)
class CursorShape:
    """The cursor of a row, from the columns that hold the values of the sort keys."""

    format: CursorFormat
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InlineShape:
    """An object that is built from the same row."""

    object: ObjectShape


@dataclass(frozen=True, slots=True)
class PresentShape:
    """An object that is built from the same row, or null if a column is null."""

    column: int
    object: ObjectShape


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list of objects from a column of rows."""

    column: int
    object: ObjectShape


@dataclass(frozen=True, slots=True)
class FirstShape:
    """The object of the first row in a column of rows, or null if there is none."""

    column: int
    object: ObjectShape
    required: bool = False


@dataclass(frozen=True, slots=True)
class VariantShape:
    """An object of one of several types, built from the only column that has rows."""

    variants: tuple[tuple[int, ObjectShape], ...]


@dataclass(frozen=True, slots=True)
class FirstScalarShape:
    """The value of the first row in a column of rows, or null if there is none."""

    column: int
    read: ScalarReader


@dataclass(frozen=True, slots=True)
class ByIdsShape:
    """Objects in the order of their ids, with null for an id that has no object.

    ``found`` maps each label of the ids to the column of its rows and the shape of its objects. The first column of
    each row holds the key.
    """

    ids: Origin
    found: Mapping[str, tuple[int, ObjectShape]]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class PageReadShape:
    """The column that holds the rows of one list.

    ``position`` are the columns of a row that hold its sort keys. It is empty unless several lists are merged.
    """

    rows: int
    position: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageShape:
    """A connection, whose parts share the rows of one page.

    Attributes:
        parts: the parts with their response keys.
        typename: the name of the connection's type.
        reads: the lists that are merged into the page; empty if no part needs rows.
        descending: for each sort key, whether it sorts in descending order.
        size: the size of the page.
        reverse: whether the page is read from the end of the list.
        reads_one_more: whether one row more than the size is read, to find out whether the list continues.
        beyond: the columns that say whether there are items outside the cursor at the end towards which the page is
            read.
        behind: the columns that say whether there are items outside the cursor at the other end.
    """

    parts: tuple[tuple[str, PartShape], ...]
    typename: str
    reads: tuple[PageReadShape, ...]
    descending: tuple[bool, ...]
    size: Parameter
    reverse: bool
    reads_one_more: bool
    beyond: tuple[int, ...]
    behind: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemsShape:
    """The edges or the nodes of a page, with the shape of the objects of each list."""

    objects: tuple[ObjectShape, ...]


@dataclass(frozen=True, slots=True)
class TotalShape:
    """The total count of a connection, which is the sum of several columns."""

    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageInfoShape:
    """The ``pageInfo`` of a connection.

    ``fields`` are the response keys with the names of the fields. ``cursors`` are the cursors of the rows of each list.
    """

    fields: tuple[tuple[str, str], ...]
    cursors: tuple[CursorShape, ...]


PartShape: TypeAlias = ItemsShape | TotalShape | PageInfoShape | ConstantShape
FieldShape: TypeAlias = (
    ScalarShape
    | IdShape
    | ConstantShape
    | CursorShape
    | InlineShape
    | PresentShape
    | ListShape
    | FirstShape
    | VariantShape
    | FirstScalarShape
    | ByIdsShape
    | PageShape
)


@dataclass(frozen=True, slots=True)
class ObjectShape:
    """An object of the result: its type, its fields in order, and the properties for custom resolvers."""

    typename: str
    fields: tuple[tuple[str, FieldShape], ...]
    properties: tuple[tuple[str, int], ...] = ()
