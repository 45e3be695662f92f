"""Making one page out of the rows of several reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from graphapi.compiler.result.shapes import (
    ConstantShape,
    MergedItemsShape,
    MergedPageInfoShape,
    MergedTotalShape,
    Record,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.codegen import Build, Row
    from graphapi.compiler.result.shapes import MergedPartShape, MergedShape, ObjectShape

_Found: TypeAlias = "tuple[int, Row, list[Any]]"
"""The number of the read, the row, and the row's place in the list."""


def merged_builder(shape: MergedShape, build_object: Callable[[ObjectShape], Build], *, direct: bool) -> Build:
    """The function that makes a connection out of the rows of several reads.

    Args:
        shape: the connection.
        build_object: makes the function for the object of an item.
        direct: whether the result is the answer itself, or objects are ``Record``s.
    """
    builds = {
        key: [build_object(inner) for inner in part.objects]
        for key, part in shape.parts
        if isinstance(part, MergedItemsShape)
    }
    return _Merger(shape, builds, direct).page


@dataclass(frozen=True, slots=True)
class _Merger:
    shape: MergedShape
    builds: dict[str, list[Build]]
    direct: bool

    def page(self, row: Row, variables: Variables) -> object:
        found = _in_order(self.shape, row)
        content = {key: self.part(key, part, found, row, variables) for key, part in self.shape.parts}
        return content if self.direct else Record(self.shape.typename, content, {})

    def part(self, key: str, part: MergedPartShape, found: list[_Found], row: Row, variables: Variables) -> object:
        size = int(self.shape.size.origin.resolve(variables))
        match part:
            case MergedItemsShape():
                return [self.builds[key][read](inner, variables) for read, inner, _ in found[:size]]
            case MergedTotalShape(columns):
                return sum(row[column] for column in columns)
            case MergedPageInfoShape():
                return self.page_info(part, found[:size], row, has_next=len(found) > size)
            case ConstantShape(constant):
                return constant

    def page_info(self, part: MergedPageInfoShape, page: list[_Found], row: Row, *, has_next: bool) -> object:
        values: dict[str, object] = {
            "hasNextPage": has_next,
            "hasPreviousPage": any(row[column] for column in self.shape.behind),
            "startCursor": self.shape.form.encode(page[0][2]) if page else None,
            "endCursor": self.shape.form.encode(page[-1][2]) if page else None,
            "__typename": "PageInfo",
        }
        content = {key: values[name] for key, name in part.fields}
        return content if self.direct else Record("PageInfo", content, {})


def _in_order(shape: MergedShape, row: Row) -> list[_Found]:
    """All rows in the order of the list: the greatest score first, then the kind, then the key."""
    found: list[_Found] = [
        (number, inner, [inner[column] for column in read.place])
        for number, read in enumerate(shape.reads)
        for inner in row[read.rows]
    ]
    found.sort(key=lambda one: (-one[2][0], *one[2][1:]))
    return found
