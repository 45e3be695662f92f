"""Builds the parts of a connection from the rows of one or more lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from graphapi.compiler.result.shapes import ConstantShape, ItemsShape, PageInfoShape, Record, TotalShape

if TYPE_CHECKING:
    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.shapes import ObjectShape, PageShape, PartShape

Row: TypeAlias = Sequence[Any]
Build: TypeAlias = "Callable[[Row, Variables], Any]"
"""A function that builds a value from a row."""


@dataclass(frozen=True, slots=True)
class _Page:
    """The rows of a page.

    ``numbers`` holds for each row the number of the list that it comes from. It is empty if there is only one list.
    """

    rows: Sequence[Row]
    numbers: Sequence[int]
    has_next: bool
    has_previous: bool


def page_builder(shape: PageShape, build_object: Callable[[ObjectShape], Build], *, as_record: bool) -> Build:
    """The function that builds a connection from the row that holds its columns.

    Args:
        shape: the shape of the connection.
        build_object: returns the function that builds an object of a shape.
        as_record: whether objects are ``Record``s, the source values for graphql-core.
    """
    return _PageBuilder(shape, build_object, as_record).function()


@dataclass(frozen=True, slots=True)
class _PageBuilder:
    shape: PageShape
    build_object: Callable[[ObjectShape], Build]
    as_record: bool

    def function(self) -> Build:
        parts = [(key, self.part(part)) for key, part in self.shape.parts]
        typename = self.shape.typename

        def connection(row: Row, variables: Variables) -> dict[str, Any]:
            page = self.page(row, variables)
            content = {key: part(page, row, variables) for key, part in parts}
            return Record(typename, content, {}) if self.as_record else content

        return connection

    def part(self, shape: PartShape) -> Callable[[_Page, Row, Variables], Any]:
        match shape:
            case ItemsShape(objects):
                return _items([self.build_object(inner) for inner in objects])
            case TotalShape(columns):
                return lambda _page, row, _variables: sum(row[column] for column in columns)
            case ConstantShape(value):
                return lambda _page, _row, _variables: value
            case PageInfoShape():
                return lambda page, _row, _variables: self.page_info(shape, page)

    def page_info(self, shape: PageInfoShape, page: _Page) -> dict[str, Any]:
        content = {key: _page_fact(name, shape, page) for key, name in shape.fields}
        return Record("PageInfo", content, {}) if self.as_record else content

    def page(self, row: Row, variables: Variables) -> _Page:
        rows, numbers = self.rows(row)
        beyond = any(row[column] for column in self.shape.beyond)
        behind = any(row[column] for column in self.shape.behind)
        size: int = self.shape.size.origin.resolve(variables)
        beyond = beyond or (self.shape.reads_one_more and len(rows) > size)
        rows, numbers = rows[:size], numbers[:size]
        if self.shape.reverse:
            return _Page(rows[::-1], numbers[::-1], has_next=behind, has_previous=beyond)
        return _Page(rows, numbers, has_next=beyond, has_previous=behind)

    def rows(self, row: Row) -> tuple[Sequence[Row], Sequence[int]]:
        """The rows of all lists in the order in which the page is read, and the numbers of their lists."""
        reads = self.shape.reads
        if len(reads) == 1:
            return row[reads[0].rows], ()
        merged = [(number, inner) for number, read in enumerate(reads) for inner in row[read.rows]]
        # Sorting is stable, so the rows are sorted by the last key first.
        for key, descending in reversed(list(enumerate(self.shape.descending))):
            merged.sort(key=_sort_key([read.position[key] for read in reads]), reverse=descending)
        return [inner for _, inner in merged], [number for number, _ in merged]


def _sort_key(columns: Sequence[int]) -> Callable[[tuple[int, Row]], Any]:
    """The function that returns the value of a sort key, whose column differs between the lists."""
    return lambda numbered: numbered[1][columns[numbered[0]]]


def _items(builds: Sequence[Build]) -> Callable[[_Page, Row, Variables], Any]:
    if len(builds) == 1:
        (build,) = builds
        return lambda page, _, variables: [build(row, variables) for row in page.rows]
    return lambda page, _, variables: [
        builds[number](row, variables) for number, row in zip(page.numbers, page.rows, strict=True)
    ]


def _page_fact(name: str, shape: PageInfoShape, page: _Page) -> object:
    match name:
        case "hasNextPage":
            return page.has_next
        case "hasPreviousPage":
            return page.has_previous
        case "startCursor" | "endCursor":
            if not shape.cursors or not page.rows:
                return None
            position = 0 if name == "startCursor" else -1
            row = page.rows[position]
            cursor = shape.cursors[page.numbers[position] if page.numbers else 0]
            return cursor.format.encode([row[column] for column in cursor.columns])
        case _:
            return "PageInfo"
