"""The fields of a response, and what the columns of a plan and the values in the response cost for each of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

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
    ObjectShape,
    PageShape,
    PresentShape,
    ScalarShape,
    TotalShape,
    VariantShape,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphapi.compiler.result.shapes import FieldShape

Path: TypeAlias = "tuple[str, ...]"
"""The response keys that lead to a field; positions in lists are left out."""
Position: TypeAlias = "tuple[int, ...]"
"""The place of a column in a plan: its number, after those of the columns around it."""

VALUE_IN_RESPONSE: Final = 0.2
"""The cost of a value in the response, in rows. One column can be the value of many aliases."""


@dataclass(frozen=True, slots=True)
class ResponseFields:
    """The fields of a response, by their paths.

    Attributes:
        rows: what each field costs alone, in rows: those that the store goes through for it, and its values.
        values: the values in the objects of each field, not counting those of the fields below it.
    """

    rows: Mapping[Path, float]
    values: Mapping[Path, float]


def response_fields(
    shape: ObjectShape, columns: Mapping[Position, float], returned: Mapping[Position, float]
) -> ResponseFields:
    """What each field costs alone.

    A column that several fields share counts for the first of them.

    Args:
        shape: the shape of the result.
        columns: the rows that each column goes through.
        returned: the rows that each list of the record has.
    """
    walk = _Walk(columns, returned)
    walk.add_object(shape, (), (), 1.0)
    for path, number in walk.values.items():
        walk.rows[path] += VALUE_IN_RESPONSE * number
    return ResponseFields(dict(walk.rows), dict(walk.values))


@dataclass(slots=True)
class _Walk:
    columns: Mapping[Position, float]
    returned: Mapping[Position, float]
    rows: defaultdict[Path, float] = field(default_factory=lambda: defaultdict(float))
    values: defaultdict[Path, float] = field(default_factory=lambda: defaultdict(float))
    counted: set[Position] = field(default_factory=set)

    def add_object(self, shape: ObjectShape, row: Position, path: Path, number: float) -> None:
        """Add the fields of so many objects that are made of rows at a position."""
        self.values[path] += number * len(shape.fields)
        for key, inner in shape.fields:
            self.add_field(inner, row, (*path, key), number)

    def add_field(self, shape: FieldShape, row: Position, path: Path, number: float) -> None:
        match shape:
            case ScalarShape(column=column) | IdShape(column=column) | FirstScalarShape(column=column):
                self.add_column((*row, column), path)
            case CursorShape() | ConstantShape():
                pass
            case InlineShape(object=inner):
                self.add_object(inner, row, path, number)
            case PresentShape(column=column, object=inner):
                self.add_column((*row, column), path)
                self.add_object(inner, row, path, number)
            case ListShape(column=column, object=inner) | FirstShape(column=column, object=inner):
                self.add_rows([(column, inner)], row, path)
            case VariantShape(variants=variants):
                self.add_rows(variants, row, path)
            case ByIdsShape(found=found):
                self.add_rows(found.values(), row, path)
            case PageShape():
                self.add_page(shape, row, path)

    def add_rows(self, lists: Iterable[tuple[int, ObjectShape]], row: Position, path: Path) -> None:
        for column, shape in lists:
            position = (*row, column)
            self.add_column(position, path)
            self.add_object(shape, position, path, self.returned.get(position, 0.0))

    def add_page(self, page: PageShape, row: Position, path: Path) -> None:
        for column in (*(read.rows for read in page.reads), *page.beyond, *page.behind):
            self.add_column((*row, column), path)
        for key, part in page.parts:
            if isinstance(part, ItemsShape):
                for read, shape in zip(page.reads, part.objects, strict=False):
                    position = (*row, read.rows)
                    self.add_object(shape, position, (*path, key), self.returned.get(position, 0.0))
            elif isinstance(part, TotalShape):
                for column in part.columns:
                    self.add_column((*row, column), (*path, key))

    def add_column(self, position: Position, path: Path) -> None:
        if position not in self.counted:
            self.counted.add(position)
            self.rows[path] += self.columns.get(position, 0.0)
