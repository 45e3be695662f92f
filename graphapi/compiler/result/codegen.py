"""A function for each object of an answer, written in Python for just that object.

A dictionary display is the quickest way from a row to an object: a loop over fields with a call for each takes three
times as long. What is written here is made of positions, of GraphQL names, which the specification holds to letters,
digits and underscores, and of the fixed conditions in ``leaves``; nothing of a client's values is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from graphapi.compiler.relay.global_id import encode_id
from graphapi.compiler.result.shapes import (
    ConstantShape,
    FirstScalarShape,
    FirstShape,
    IdShape,
    InlineShape,
    ItemsShape,
    ListShape,
    PageInfoShape,
    PageShape,
    ScalarShape,
    TotalShape,
)

if TYPE_CHECKING:
    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.scalars import ScalarReader
    from graphapi.compiler.result.shapes import FieldShape, ObjectShape, PartShape

Row: TypeAlias = Sequence[Any]
Build: TypeAlias = "Callable[[Row, Variables], Any]"


class NotDirectError(Exception):
    """The record holds what only graphql-core may judge, such as null where the schema forbids it."""


def generate(shape: ObjectShape, build: Callable[[FieldShape], Build]) -> Build:
    """The function that makes an object out of its row.

    Args:
        shape: the object.
        build: makes the function for a field that takes more than an expression.

    The function raises ``NotDirectError`` for a value that cannot stand in the answer as it is.
    """
    writer = _Writer(build)
    text = f"lambda row, variables: {writer.object(shape, 'row')}"
    function: Build = eval(compile(text, f"<{shape.typename}>", "eval"), writer.names)
    return function


def _is_read_exactly(page: PageShape) -> bool:
    """Whether the rows are those of the page and nothing is asked of what is around it."""
    return not page.overfull and not any(isinstance(part, PageInfoShape) for _, part in page.parts)


def _refuse() -> NoReturn:
    raise NotDirectError


@dataclass(slots=True)
class _Writer:
    """Writes expressions; ``names`` are what they refer to."""

    build: Callable[[FieldShape], Build]
    names: dict[str, Any] = field(default_factory=lambda: {"encode_id": encode_id, "refuse": _refuse})
    counter: int = 0

    def fresh(self, stem: str) -> str:
        self.counter += 1
        return f"{stem}{self.counter}"

    def bind(self, thing: object) -> str:
        """A name for something that is not written out."""
        name = self.fresh("bound")
        self.names[name] = thing
        return name

    def object(self, shape: ObjectShape, row: str) -> str:
        return f"{{{', '.join(f'{key!r}: {self.field(inner, row)}' for key, inner in shape.fields)}}}"

    def field(self, shape: FieldShape, row: str) -> str:
        match shape:
            case ScalarShape(column, reader):
                return self.leaf(f"{row}[{column}]", reader)
            case IdShape(column, label):
                return f"encode_id({label!r}, {row}[{column}])"
            case ConstantShape():
                return self.constant(shape)
            case InlineShape(inner):
                return self.object(inner, row)
            case ListShape(column, inner):
                return self.list(f"{row}[{column}]", inner)
            case FirstShape(column, inner, required):
                return self.first(self.list(f"{row}[{column}]", inner), required=required)
            case FirstScalarShape(column, reader):
                inner_row = self.fresh("row")
                leaves = f"[{self.leaf(f'{inner_row}[0]', reader)} for {inner_row} in {row}[{column}]]"
                return self.first(leaves, required=False)
            case PageShape(rows=int()) if _is_read_exactly(shape):
                parts = (f"{key!r}: {self.part(part, shape, row)}" for key, part in shape.parts)
                return f"{{{', '.join(parts)}}}"
            case _:
                return f"{self.bind(self.build(shape))}({row}, variables)"

    def part(self, part: PartShape, page: PageShape, row: str) -> str:
        match part:
            case ItemsShape(inner):
                return self.list(f"{row}[{page.rows}]{'[::-1]' if page.reverse else ''}", inner)
            case TotalShape(column):
                return f"{row}[{column}]"
            case ConstantShape():
                return self.constant(part)
            case PageInfoShape():
                raise AssertionError(part)

    def constant(self, shape: ConstantShape) -> str:
        return repr(shape.value) if isinstance(shape.value, str) else self.bind(shape.value)

    def leaf(self, value: str, reader: ScalarReader) -> str:
        if reader.admits is None:
            return "refuse()"
        name = self.fresh("value")
        named = f"({name} := {value})"
        if reader.nullable:
            admitted = f"{named} is None or {reader.admits.format(name, name)}"
        else:
            admitted = reader.admits.format(named, name)
        return f"({name} if {admitted} else refuse())"

    def list(self, rows: str, shape: ObjectShape) -> str:
        inner_row = self.fresh("row")
        return f"[{self.object(shape, inner_row)} for {inner_row} in {rows}]"

    def first(self, found: str, *, required: bool) -> str:
        name = self.fresh("found")
        return f"({name}[0] if ({name} := {found}) else {'refuse()' if required else 'None'})"
