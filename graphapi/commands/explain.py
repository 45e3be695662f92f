"""``graphapi explain``: prints the plan, the statements and the cost of an operation."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from graphapi.commands.shell import (
    AsJson,
    BadFileError,
    DataDir,
    configure_logging,
    console,
    examples,
    opened_graph,
    print_json,
    read_settings,
    run,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from graphapi.execution.explain import CostEstimate
    from graphapi.model.graph_statistics import GraphStatistics
    from graphapi.settings import Settings

MOST_FIELDS = 10
EXAMPLES = examples(
    "graphapi explain query.graphql",
    "graphapi explain query.graphql --estimate",
    """graphapi explain query.graphql --variables '{"year": 1993}' --json""",
)


def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File with a GraphQL document, - for standard input.")],
    variables: Annotated[
        str | None, typer.Option(metavar="JSON", help="Values of the variables.", show_default=False)
    ] = None,
    operation: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which operation, if there are several.", show_default=False)
    ] = None,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Read the sizes of the graph, and print the estimated cost.")
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Print the plan, the Cypher statement and the cost of an operation, without running it."""
    from graphapi.api.schema import build_schema
    from graphapi.execution.document_limits import DocumentLimits
    from graphapi.execution.explain import explain as explain_text

    values = _read_variables(variables)
    settings = read_settings(data_dir=data_dir)
    limits = DocumentLimits.of(settings)
    text = _read_file(file)
    statistics = run(_statistics(settings)) if estimate else None
    found = explain_text(build_schema(settings), text, values, operation, limits=limits, statistics=statistics)
    if as_json:
        print_json(asdict(found))
        return
    out = console()
    for level in found.levels:
        out.print(f"Level of {level.field}", style="bold")
        _print_read(out, level.plan, level.statement, level.parameters)
        out.print()
    out.print("Plan", style="bold")
    _print_read(out, found.plan, found.statement, found.parameters)
    out.print("\nCost", style="bold")
    before = f", after at most {found.most_levels} for levels" if found.levels else ""
    out.print(f"  {1 if found.statement else 0} statement, at most {found.most_rows:,} rows{before}", markup=False)
    if found.estimate is not None:
        _print_estimate(out, found.estimate, settings)


def _print_estimate(out: Console, estimate: CostEstimate, settings: Settings) -> None:
    cost, values = f"{estimate.cost:,} ({estimate.touched:,} rows of the graph)", f"{estimate.values:,}"
    out.print(f"  estimated cost {cost}; {_limit(settings.max_cost)}", markup=False)
    out.print(f"  estimated values in the response {values}; {_limit(settings.max_response_values)}", markup=False)
    for path, rows in list(estimate.fields.items())[:MOST_FIELDS]:
        out.print(f"  {rows:>12,} rows  {path or 'the operation'}", markup=False)


def _limit(limit: int | None) -> str:
    return "there is no limit" if limit is None else f"the limit is {limit:,}"


async def _statistics(settings: Settings) -> GraphStatistics:
    from graphapi.execution.graph_statistics import read_statistics

    configure_logging(settings)
    async with opened_graph(settings) as graph:
        return await read_statistics(graph)


def _print_read(out: Console, plan: Sequence[str], statement: str | None, parameters: Mapping[str, object]) -> None:
    for line in plan:
        out.print(f"  {line}", markup=False)
    out.print("\nStatement", style="bold")
    out.print(statement or "  None: nothing of the graph is asked for.", markup=False)
    out.print("\nParameters", style="bold")
    for name, value in parameters.items():
        out.print(f"  {name} = {orjson.dumps(value, default=str).decode()}", markup=False)


def _read_file(file: Path) -> str:
    try:
        if str(file) == "-":
            return typer.get_text_stream("stdin", encoding="utf-8").read()
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadFileError(f"{file} is not UTF-8.") from None
    except OSError as error:
        raise BadFileError(f"{file} cannot be read: {error.strerror}.") from None


def _read_variables(text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        values = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise typer.BadParameter(f"not JSON: {error}", param_hint="--variables") from None
    if not isinstance(values, dict):
        raise typer.BadParameter("must be a JSON object", param_hint="--variables")
    return values
