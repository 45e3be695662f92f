"""From a record to the ``data`` of the answer.

A shape says, for each field of an object in the answer, which columns of its row the value is made
of. ``builder`` turns a shape into nested functions once a plan, so that making an answer is a walk
over the record and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from graphapi.compiler.identity import encode_id, identities_of

if TYPE_CHECKING:
    from graphapi.compiler.cursor import CursorForm
    from graphapi.compiler.leaves import LeafReader
    from graphapi.compiler.plan import Parameter
    from graphapi.compiler.values import Origin, Variables
    from graphapi.errors import GraphapiError

Row: TypeAlias = Sequence[Any]
Build: TypeAlias = "Callable[[Row, Variables], Any]"


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
class LeafShape:
    """A scalar from a column."""

    column: int
    read: LeafReader


@dataclass(frozen=True, slots=True)
class IdShape:
    """A global id from the column that holds the key."""

    column: int
    label: str


@dataclass(frozen=True, slots=True)
class ConstantShape:
    """A value that does not depend on the row: a type's name, or an error in its place."""

    value: str | GraphapiError


@dataclass(frozen=True, slots=True)
class CursorShape:
    """The cursor of a row, from the columns that hold the values of the sort keys."""

    form: CursorForm
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InlineShape:
    """An object that is made of the same row."""

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
class FirstLeafShape:
    """The one value of a column of rows, or null."""

    column: int
    read: LeafReader


@dataclass(frozen=True, slots=True)
class ByIdsShape:
    """Objects in the order of their ids; null where there is none.

    ``found`` names for each label that an id can have the column of its rows, of which the first column holds the key.
    """

    ids: Origin
    found: Mapping[str, tuple[int, ObjectShape]]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class PageShape:
    """A connection: parts that share the rows of one page.

    ``rows`` is the column of the rows, with one more than ``size`` if ``overfull``; ``reverse``d if the page
    was read from its end. ``beyond`` is the column that says whether the list goes on past the far
    side of the page even if there is no row too many, ``behind`` whether it has items on the near side.
    """

    parts: tuple[tuple[str, PartShape], ...]
    typename: str
    rows: int | None
    size: Parameter
    reverse: bool
    overfull: bool
    beyond: int | None
    behind: int | None


@dataclass(frozen=True, slots=True)
class ItemsShape:
    """The edges or the nodes of a page."""

    object: ObjectShape


@dataclass(frozen=True, slots=True)
class TotalShape:
    """The column with the number of items of the whole list."""

    column: int


@dataclass(frozen=True, slots=True)
class PageInfoShape:
    """The page's place in the list: response key and the name of the field, or ``__typename``."""

    fields: tuple[tuple[str, str], ...]
    cursor: CursorShape | None


PartShape: TypeAlias = ItemsShape | TotalShape | PageInfoShape | ConstantShape
FieldShape: TypeAlias = (
    LeafShape
    | IdShape
    | ConstantShape
    | CursorShape
    | InlineShape
    | ListShape
    | FirstShape
    | FirstLeafShape
    | ByIdsShape
    | PageShape
)


@dataclass(frozen=True, slots=True)
class ObjectShape:
    """An object of the answer: its type, its fields in order, and properties for resolvers of its own."""

    typename: str
    fields: tuple[tuple[str, FieldShape], ...]
    properties: tuple[tuple[str, int], ...] = ()


class NotDirectError(Exception):
    """The record holds what only graphql-core may judge, such as null where the schema forbids it."""


def builder(shape: ObjectShape, *, direct: bool) -> Build:
    """The function that makes an object out of its row.

    Args:
        shape: the object.
        direct: whether the result is the answer itself. Then a value that graphql-core would have to
            convert or refuse raises ``NotDirectError``; otherwise objects are ``Record``s for graphql-core
            to go through.
    """
    return _Builder(direct).object(shape)


@dataclass(frozen=True, slots=True)
class _Builder:
    direct: bool

    def object(self, shape: ObjectShape) -> Build:
        fields = [(key, self.field(field)) for key, field in shape.fields]
        if self.direct:
            return lambda row, variables: {key: build(row, variables) for key, build in fields}
        return lambda row, variables: Record(
            shape.typename,
            {key: build(row, variables) for key, build in fields},
            {name: row[column] for name, column in shape.properties},
        )

    def field(self, shape: FieldShape) -> Build:
        match shape:
            case InlineShape(inner):
                return self.object(inner)
            case ListShape(column, inner):
                return self._list(column, self.object(inner))
            case FirstShape():
                return self._first(shape)
            case ByIdsShape():
                return self._by_ids(shape)
            case PageShape():
                return self._page(shape)
            case _:
                return self.value(shape)

    def value(self, shape: LeafShape | FirstLeafShape | IdShape | ConstantShape | CursorShape) -> Build:
        match shape:
            case LeafShape(column, read):
                return self._leaf(column, read)
            case FirstLeafShape(column, read):
                leaf = self._leaf(0, read)
                return lambda row, variables: leaf(row[column][0] if row[column] else (None,), variables)
            case IdShape(column, label):
                return lambda row, _: encode_id(label, row[column])
            case ConstantShape(constant):
                return lambda _row, _variables: constant
            case CursorShape(form, columns):
                return lambda row, _: form.encode([row[column] for column in columns])

    def _leaf(self, column: int, read: LeafReader) -> Build:
        if not self.direct:
            prepare = read.prepare
            return lambda row, _: prepare(row[column])
        admits = read.admits

        def leaf(row: Row, _: Variables) -> Any:
            value = row[column]
            if not admits(value):
                raise NotDirectError
            return value

        return leaf

    def _list(self, column: int, build: Build) -> Build:
        return lambda row, variables: [build(inner, variables) for inner in row[column]]

    def _first(self, shape: FirstShape) -> Build:
        build, column, required = self.object(shape.object), shape.column, shape.required

        def first(row: Row, variables: Variables) -> Any:
            rows = row[column]
            if rows:
                return build(rows[0], variables)
            if required and self.direct:
                raise NotDirectError
            return None

        return first

    def _by_ids(self, shape: ByIdsShape) -> Build:
        found = {label: (column, self.object(inner)) for label, (column, inner) in shape.found.items()}

        def by_ids(row: Row, variables: Variables) -> Any:
            objects = {
                (label, inner[0]): build(inner, variables)
                for label, (column, build) in found.items()
                for inner in row[column]
            }
            wanted = identities_of(shape.ids.resolve(variables), shape.labels)
            return [objects.get(identity) if isinstance(identity, tuple) else identity for identity in wanted]

        return by_ids

    def _page(self, shape: PageShape) -> Build:
        parts = [(key, self._part(part)) for key, part in shape.parts]

        def page(row: Row, variables: Variables) -> Any:
            page = _page_of(shape, row, variables)
            content = {key: part(page, row, variables) for key, part in parts}
            return content if self.direct else Record(shape.typename, content, {})

        return page

    def _part(self, shape: PartShape) -> Callable[[_Page, Row, Variables], Any]:
        match shape:
            case ItemsShape(inner):
                build = self.object(inner)
                return lambda page, _, variables: [build(row, variables) for row in page.rows]
            case TotalShape(column):
                return lambda _page, row, _variables: row[column]
            case ConstantShape(value):
                return lambda _page, _row, _variables: value
            case PageInfoShape(fields, cursor):
                return lambda page, _row, _variables: self._page_info(fields, cursor, page)

    def _page_info(self, fields: tuple[tuple[str, str], ...], cursor: CursorShape | None, page: _Page) -> Any:
        content = {key: _page_fact(name, cursor, page) for key, name in fields}
        return content if self.direct else Record("PageInfo", content, {})


@dataclass(frozen=True, slots=True)
class _Page:
    rows: Sequence[Row]
    has_next: bool
    has_previous: bool


def _page_of(shape: PageShape, row: Row, variables: Variables) -> _Page:
    rows: Sequence[Row] = () if shape.rows is None else row[shape.rows]
    beyond = shape.beyond is not None and row[shape.beyond]
    behind = shape.behind is not None and row[shape.behind]
    if shape.overfull:
        size = int(shape.size.origin.resolve(variables))
        beyond = beyond or len(rows) > size
        rows = rows[:size]
    if shape.reverse:
        return _Page(rows[::-1], has_next=behind, has_previous=beyond)
    return _Page(rows, has_next=beyond, has_previous=behind)


def _page_fact(name: str, cursor: CursorShape | None, page: _Page) -> object:
    match name:
        case "hasNextPage":
            return page.has_next
        case "hasPreviousPage":
            return page.has_previous
        case "startCursor" | "endCursor":
            if cursor is None or not page.rows:
                return None
            row = page.rows[0 if name == "startCursor" else -1]
            return cursor.form.encode([row[column] for column in cursor.columns])
        case _:
            return "PageInfo"
