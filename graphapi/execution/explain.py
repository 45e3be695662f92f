"""Explains the plan, the statements and the cost of an operation, without reading the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from graphql import GraphQLError, get_operation_ast

from graphapi.compiler.compiled import empty_results
from graphapi.compiler.explain import describe, most_rows
from graphapi.compiler.plan.explorations import FRONTIER, OTHER_FRONTIER
from graphapi.errors import BadUserInputError
from graphapi.execution.document_limits import UNLIMITED
from graphapi.execution.documents import Documents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

    from graphapi.compiler.compiled import CompiledOperation, CompiledRead, Exploration
    from graphapi.compiler.compiler import Compiler
    from graphapi.compiler.request.arguments import Variables
    from graphapi.execution.document_limits import DocumentLimits
    from graphapi.model.graph_statistics import GraphStatistics


class ExplainedSchema(Protocol):
    """A Strawberry schema whose graph fields are compiled."""

    compiler: Compiler
    graphql_schema: GraphQLSchema


@dataclass(frozen=True, slots=True)
class LevelExplanation:
    """A statement that an exploration runs, level by level, before the main statement of the operation.

    Attributes:
        field: the response key of the field that needs the exploration.
        plan: one line for each read; nested reads are indented.
        statement: the Cypher text.
        parameters: the parameters of the statement; results of earlier levels are empty here.
    """

    field: str
    plan: list[str]
    statement: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The plan, the statements and the cost of an operation.

    Attributes:
        plan: one line for each read; nested reads are indented.
        statement: the Cypher text; None if the operation reads nothing from the graph.
        parameters: the parameters of the statement.
        most_rows: the maximum number of rows read; a list without a limit counts as ten.
        direct: whether the result is built from the record without graphql-core.
        levels: the statements of the explorations, which run before the main statement.
        most_levels: the maximum number of times that these statements are run, in total.
        estimate: the estimated cost on a graph; None without statistics.
    """

    plan: list[str]
    statement: str | None
    parameters: Mapping[str, object]
    most_rows: int
    direct: bool
    levels: list[LevelExplanation]
    most_levels: int
    estimate: CostEstimate | None = None


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """The estimated cost of an operation.

    Attributes:
        cost: the cost, as ``GRAPHAPI_MAX_COST`` limits it.
        touched: the rows that the store is expected to go through.
        fields: the cost of each field alone, in rows, by its path; the most expensive first.
        values: the values in the response, as ``GRAPHAPI_MAX_RESPONSE_VALUES`` limits them.
    """

    cost: int
    touched: int
    fields: dict[str, int]
    values: int


def explain(
    schema: ExplainedSchema,
    text: str,
    variables: Mapping[str, Any] | None = None,
    operation_name: str | None = None,
    *,
    limits: DocumentLimits | None = None,
    statistics: GraphStatistics | None = None,
) -> Explanation:
    """The plan, the statement and the cost of an operation.

    Args:
        schema: the schema of the document.
        text: the text of the document.
        variables: the values of the variables.
        operation_name: the operation to explain, if the document has several.
        limits: the server's limits on documents; None for no limits.
        statistics: the statistics of the graph whose cost is estimated.

    Raises:
        BadUserInputError: the document has a syntax error, is invalid or does not have the operation, or the variables
            are invalid. The message has one line for each error, with its location.
    """
    document, operation = _find_operation(schema, text, operation_name, limits or UNLIMITED)
    coerced = schema.compiler.coerce(operation, variables or {})
    if isinstance(coerced, list):
        raise BadUserInputError(_located(coerced))
    compiled = schema.compiler.compile(text, document, operation, coerced)
    values = {**coerced, **empty_results(compiled.explorations)}
    return Explanation(
        plan=describe(compiled.plan),
        statement=compiled.statement.text if compiled.statement else None,
        parameters=compiled.parameters(values),
        most_rows=most_rows(compiled.plan, coerced),
        direct=compiled.result.bypasses_graphql_core,
        levels=[_explain_level(found, read, values) for found in compiled.explorations for read in found.reads],
        most_levels=sum(exploration.asked.most_levels(coerced) for exploration in compiled.explorations),
        estimate=None if statistics is None else _estimate(compiled, statistics, coerced),
    )


def _estimate(compiled: CompiledOperation, statistics: GraphStatistics, variables: Variables) -> CostEstimate:
    estimate = compiled.estimator.estimate(statistics, variables)
    rows = sorted(estimate.fields.items(), key=lambda item: -item[1])
    fields = {".".join(path): round(number) for path, number in rows if number >= 0.5}
    return CostEstimate(estimate.cost, round(estimate.touched), fields, estimate.response_values)


def _find_operation(
    schema: ExplainedSchema, text: str, name: str | None, limits: DocumentLimits
) -> tuple[DocumentNode, OperationDefinitionNode]:
    """The document of a text and the operation to explain, validated as by a server with these limits."""
    documents = Documents(limits, cache_size=1)
    try:
        checked = documents.parse(text)
    except GraphQLError as error:
        raise BadUserInputError(_located([error])) from error
    errors = documents.validate(schema.graphql_schema, checked)
    if errors:
        raise BadUserInputError(_located(errors))
    operation = get_operation_ast(checked.node, name)
    if operation is None:
        raise BadUserInputError(f"There is no operation named {name}." if name else "Say which operation is meant.")
    return checked.node, operation


def _explain_level(exploration: Exploration, read: CompiledRead, values: Mapping[str, object]) -> LevelExplanation:
    parameters = read.parameters({**values, FRONTIER: [], OTHER_FRONTIER: []})
    return LevelExplanation(exploration.asked.field_key, describe(read.plan), read.statement.text, parameters)


def _located(errors: list[GraphQLError]) -> str:
    lines = []
    for error in errors:
        place = "".join(f"{location.line}:{location.column}: " for location in (error.locations or ())[:1])
        lines.append(place + error.message)
    return "\n".join(lines)
