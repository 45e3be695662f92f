"""The shape of an answer: for each field of an object, which columns of its row the value is made of."""

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
    """An object of the answer on its way through graphql-core: it knows its type.

    Properties that a field with a resolver of its own asked for are its attributes.
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
    """A value that does not depend on the row: a type's name, nothing, or an error in its place."""

    value: str | GraphapiError | None


@dataclass(frozen=True, slots=True)
class CursorShape:
    """The cursor of a row, from the columns that hold the values of the sort keys."""

    format: CursorFormat
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InlineShape:
    """An object that is made of the same row."""

    object: ObjectShape


@dataclass(frozen=True, slots=True)
class PresentShape:
    """An object that is made of the same row, or null if there is nothing in a column."""

    column: int
    object: ObjectShape


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list of objects from a column of rows."""

    column: int
    object: ObjectShape


@dataclass(frozen=True, slots=True)
class FirstShape:
    """The one object of a column of rows, or null."""

    column: int
    object: ObjectShape
    required: bool = False


@dataclass(frozen=True, slots=True)
class VariantShape:
    """An object of one of several types: that of the one column which has rows."""

    variants: tuple[tuple[int, ObjectShape], ...]


@dataclass(frozen=True, slots=True)
class FirstScalarShape:
    """The one value of a column of rows, or null."""

    column: int
    read: ScalarReader


@dataclass(frozen=True, slots=True)
class ByIdsShape:
    """Objects in the order of their ids; null where there is none.

    ``found`` names for each label that an id can have the column of its rows, of which the first column holds the key.
    """

    ids: Origin
    found: Mapping[str, tuple[int, ObjectShape]]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class PageReadShape:
    """The column with the rows of one list; ``position`` are the columns of a row that hold its sort keys.

    The sort keys are there only where the rows of several lists are merged.
    """

    rows: int
    position: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageShape:
    """A connection, whose parts share the rows of one page.

    Attributes:
        parts: the parts by their response keys.
        typename: the name of the connection's type.
        reads: the lists that the page is merged from; none if no part needs rows.
        descending: for each sort key, whether the list is in its descending order.
        size: the size of the page.
        reverse: whether the page is read from the end of the list.
        overfull: whether one row more than the size is read, to see whether the list goes on.
        beyond: the columns that say whether the list goes on past the far side, even if no row is left over.
        behind: the columns that say whether the list has items before the near side of the page.
    """

    parts: tuple[tuple[str, PartShape], ...]
    typename: str
    reads: tuple[PageReadShape, ...]
    descending: tuple[bool, ...]
    size: Parameter
    reverse: bool
    overfull: bool
    beyond: tuple[int, ...]
    behind: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemsShape:
    """The edges or the nodes of a page: an object for the rows of each list."""

    objects: tuple[ObjectShape, ...]


@dataclass(frozen=True, slots=True)
class TotalShape:
    """The columns whose sum is the number of items."""

    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageInfoShape:
    """The page's position in the list: response keys with names of fields, and the cursor of a row of each list."""

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
    """An object of the answer: its type, its fields in order, and properties for resolvers of its own."""

    typename: str
    fields: tuple[tuple[str, FieldShape], ...]
    properties: tuple[tuple[str, int], ...] = ()
