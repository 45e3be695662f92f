"""What an operation would cost, without asking the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, get_operation_ast, parse, validate

from graphapi.compiler.description import describe, most_rows
from graphapi.errors import BadUserInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.api.schema import GraphSchema


@dataclass(frozen=True, slots=True)
class Explanation:
    """An operation's way to the graph.

    Attributes:
        plan: what is read, a line for each read, inner reads indented.
        statement: the Cypher text; None if the operation asks nothing of the graph.
        parameters: the values that go with it.
        most_rows: how many rows can be read at the most; a list without a limit counts as ten.
        direct: whether the record becomes the answer without graphql-core going through it.
    """

    plan: list[str]
    statement: str | None
    parameters: Mapping[str, object]
    most_rows: int
    direct: bool


def explain(
    schema: GraphSchema, text: str, variables: Mapping[str, Any] | None = None, operation_name: str | None = None
) -> Explanation:
    """The plan, the statement and the cost of an operation.

    Raises:
        BadUserInputError: the document does not parse or is not valid, has no such operation, or the
            variables do not fit; the message has a line for each thing that is wrong, with its place.
    """
    try:
        document = parse(text)
    except GraphQLError as error:
        raise BadUserInputError(_located([error])) from error
    errors = validate(schema.graphql_schema, document)
    if errors:
        raise BadUserInputError(_located(errors))
    operation = get_operation_ast(document, operation_name)
    if operation is None:
        msg = f"There is no operation named {operation_name}." if operation_name else "Say which operation is meant."
        raise BadUserInputError(msg)
    coerced = schema.compiler.coerce(operation, variables or {})
    if isinstance(coerced, list):
        raise BadUserInputError(_located(coerced))
    compiled = schema.compiler.compile(text, document, operation, coerced)
    return Explanation(
        plan=describe(compiled.plan),
        statement=compiled.statement.text if compiled.statement else None,
        parameters=compiled.parameters(coerced),
        most_rows=most_rows(compiled.plan, coerced),
        direct=compiled.direct is not None,
    )


def _located(errors: list[GraphQLError]) -> str:
    lines = []
    for error in errors:
        place = "".join(f"{location.line}:{location.column}: " for location in (error.locations or ())[:1])
        lines.append(place + error.message)
    return "\n".join(lines)
