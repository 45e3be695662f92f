"""From a record to the ``data`` of the answer.

A shape is turned into a function once a plan, so that making an answer is a walk over the record and nothing
else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphapi.compiler.features.search.result import merged_builder
from graphapi.compiler.relay.global_id import encode_id, identities_of
from graphapi.compiler.result.codegen import Build, NotDirectError, Row, generate
from graphapi.compiler.result.shapes import (
    ByIdsShape,
    ConstantShape,
    CursorShape,
    FirstScalarShape,
    FirstShape,
    IdShape,
    InlineShape,
    ItemsShape,
    ListShape,
    MergedShape,
    PageInfoShape,
    PageShape,
    PresentShape,
    Record,
    ScalarShape,
    TotalShape,
    VariantShape,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.shapes import FieldShape, ObjectShape, PartShape


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
        if self.direct:
            return generate(shape, self.field)
        fields = [(key, self.field(field)) for key, field in shape.fields]
        return lambda row, variables: Record(
            shape.typename,
            {key: build(row, variables) for key, build in fields},
            {name: row[column] for name, column in shape.properties},
        )

    def field(self, shape: FieldShape) -> Build:
        match shape:
            case InlineShape(inner):
                return self.object(inner)
            case PresentShape(column, inner):
                return self._present(column, self.object(inner))
            case ListShape(column, inner):
                return self._list(column, self.object(inner))
            case FirstShape():
                return self._first(shape)
            case VariantShape(variants):
                return self._variant(variants)
            case ByIdsShape():
                return self._by_ids(shape)
            case PageShape():
                return self._page(shape)
            case MergedShape():
                return merged_builder(shape, self.object, direct=self.direct)
            case _:
                return self.value(shape)

    def value(self, shape: ScalarShape | FirstScalarShape | IdShape | ConstantShape | CursorShape) -> Build:
        match shape:
            case ScalarShape(column, reader):
                return lambda row, _: reader.prepare(row[column])
            case FirstScalarShape(column, reader):
                return lambda row, _: reader.prepare(row[column][0][0]) if row[column] else None
            case IdShape(column, label):
                return lambda row, _: encode_id(label, row[column])
            case ConstantShape(constant):
                return lambda _row, _variables: constant
            case CursorShape(form, columns):
                return lambda row, _: form.encode([row[column] for column in columns])

    def _present(self, column: int, build: Build) -> Build:
        return lambda row, variables: None if row[column] is None else build(row, variables)

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

    def _variant(self, variants: Sequence[tuple[int, ObjectShape]]) -> Build:
        builds = [(column, self.object(inner)) for column, inner in variants]

        def variant(row: Row, variables: Variables) -> Any:
            for column, build in builds:
                if row[column]:
                    return build(row[column][0], variables)
            if self.direct:
                raise NotDirectError
            return None

        return variant

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
