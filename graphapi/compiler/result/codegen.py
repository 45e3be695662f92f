"""The generator of Python functions that build the objects of a result from rows.

A dictionary display is the fastest way to build an object from a row; a loop that calls a function for each field
takes three times as long. The generated code consists of positions, GraphQL names and the fixed conditions in
``scalars``. The specification restricts GraphQL names to letters, digits and underscores. The code contains no value
from a client.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from graphapi.compiler.relay.global_id import encode_id, identities_of
from graphapi.compiler.result.pages import page_builder
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
    PageInfoShape,
    PageShape,
    PresentShape,
    Record,
    ScalarShape,
    TotalShape,
    VariantShape,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.pages import Build, Row
    from graphapi.compiler.result.scalars import ScalarReader
    from graphapi.compiler.result.shapes import FieldShape, ObjectShape, PartShape


class NeedsGraphQLCoreError(Exception):
    """The record holds a value that graphql-core has to convert or reject, such as null for a non-null type."""


def generate(shape: ObjectShape, *, as_record: bool) -> Build:
    """Generate the function that builds an object from its row.

    Args:
        shape: the shape of the object.
        as_record: whether objects are ``Record``s, the source values for graphql-core. Otherwise the function returns
            data of the response, and raises ``NeedsGraphQLCoreError`` for a value that graphql-core would have to
            convert or reject.
    """
    writer = _Writer(as_record)
    text = f"lambda row, variables: {writer.object(shape, 'row')}"
    function: Build = eval(compile(text, f"<{shape.typename}>", "eval"), writer.names)
    return function


def _is_read_exactly(page: PageShape) -> bool:
    """Whether the rows are exactly those of the page, and ``pageInfo`` is not selected."""
    has_page_info = any(isinstance(part, PageInfoShape) for _, part in page.parts)
    return len(page.reads) == 1 and not page.reads_one_more and not has_page_info


def _refuse() -> NoReturn:
    raise NeedsGraphQLCoreError


@dataclass(slots=True)
class _Writer:
    """Writes Python expressions; ``names`` holds the objects that they refer to."""

    as_record: bool
    names: dict[str, Any] = field(default_factory=lambda: {"encode_id": encode_id, "refuse": _refuse, "Record": Record})
    counter: int = 0

    def fresh(self, stem: str) -> str:
        self.counter += 1
        return f"{stem}{self.counter}"

    def bind(self, thing: object) -> str:
        """Bind an object to a new name, and return the name."""
        name = self.fresh("bound")
        self.names[name] = thing
        return name

    def object(self, shape: ObjectShape, row: str) -> str:
        return self.record(
            shape.typename,
            ((key, self.field(inner, row)) for key, inner in shape.fields),
            ((name, f"{row}[{column}]") for name, column in shape.properties),
        )

    def record(self, typename: str, fields: Iterable[tuple[str, str]], properties: Iterable[tuple[str, str]]) -> str:
        content = _display(fields)
        return f"Record({typename!r}, {content}, {_display(properties)})" if self.as_record else content

    def field(self, shape: FieldShape, row: str) -> str:
        match shape:
            case ScalarShape(column, reader):
                return self.scalar(f"{row}[{column}]", reader)
            case IdShape(column, label):
                return f"encode_id({label!r}, {row}[{column}])"
            case ConstantShape():
                return self.constant(shape)
            case CursorShape(format_, columns):
                values = ", ".join(f"{row}[{column}]" for column in columns)
                return f"{self.bind(format_.encode)}([{values}])"
            case PageShape() if _is_read_exactly(shape):
                return self.record(
                    shape.typename, ((key, self.part(part, shape, row)) for key, part in shape.parts), ()
                )
            case PageShape():
                return self.call(page_builder(shape, self.inner, as_record=self.as_record), row)
            case ByIdsShape():
                return self.call(_objects_by_ids(shape, self.inner), row)
            case _:
                return self.nested(shape, row)

    def nested(
        self,
        shape: InlineShape | PresentShape | ListShape | FirstShape | FirstScalarShape | VariantShape,
        row: str,
    ) -> str:
        match shape:
            case InlineShape(inner):
                return self.object(inner, row)
            case PresentShape(column, inner):
                return f"(None if {row}[{column}] is None else {self.object(inner, row)})"
            case ListShape(column, inner):
                return self.list(f"{row}[{column}]", inner)
            case FirstShape(column, inner, required):
                return self.first(self.list(f"{row}[{column}]", inner), self.missing(required=required))
            case FirstScalarShape(column, reader):
                inner_row = self.fresh("row")
                values = f"[{self.scalar(f'{inner_row}[0]', reader)} for {inner_row} in {row}[{column}]]"
                return self.first(values, "None")
            case VariantShape(variants):
                text = self.missing(required=True)
                for column, inner in reversed(variants):
                    text = self.first(self.list(f"{row}[{column}]", inner), text)
                return text

    def part(self, part: PartShape, page: PageShape, row: str) -> str:
        match part:
            case ItemsShape((inner,)):
                return self.list(f"{row}[{page.reads[0].rows}]{'[::-1]' if page.reverse else ''}", inner)
            case TotalShape((column,)):
                return f"{row}[{column}]"
            case ConstantShape():
                return self.constant(part)
            case _:
                raise AssertionError(part)

    def constant(self, shape: ConstantShape) -> str:
        return repr(shape.value) if isinstance(shape.value, str) else self.bind(shape.value)

    def scalar(self, value: str, reader: ScalarReader) -> str:
        if self.as_record:
            return f"{self.bind(reader.prepare)}({value})"
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

    def first(self, found: str, otherwise: str) -> str:
        name = self.fresh("found")
        return f"({name}[0] if ({name} := {found}) else {otherwise})"

    def missing(self, *, required: bool) -> str:
        return "refuse()" if required and not self.as_record else "None"

    def inner(self, shape: ObjectShape) -> Build:
        """Generate a separate function for an object; its caller passes the row."""
        return generate(shape, as_record=self.as_record)

    def call(self, build: Build, row: str) -> str:
        return f"{self.bind(build)}({row}, variables)"


def _display(items: Iterable[tuple[str, str]]) -> str:
    """The code of a dictionary display."""
    return f"{{{', '.join(f'{key!r}: {value}' for key, value in items)}}}"


def _objects_by_ids(shape: ByIdsShape, build_object: Callable[[ObjectShape], Build]) -> Build:
    """The function that returns the objects in the order of the requested ids."""
    found = {label: (column, build_object(inner)) for label, (column, inner) in shape.found.items()}

    def by_ids(row: Row, variables: Variables) -> list[Any]:
        objects = {
            (label, inner[0]): build(inner, variables)
            for label, (column, build) in found.items()
            for inner in row[column]
        }
        wanted = identities_of(shape.ids.resolve(variables), shape.labels)
        return [objects.get(identity) if isinstance(identity, tuple) else identity for identity in wanted]

    return by_ids
