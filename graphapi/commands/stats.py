"""``graphapi stats``: reports on the content of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from graphapi.commands.shell import (
    AsJson,
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
    from collections.abc import Iterable

    from graphapi.settings import Settings
    from graphapi.stats.report import GraphReport

EXAMPLES = examples("graphapi stats", "graphapi stats --duplicates 100", "graphapi stats --json")


def stats(
    duplicates: Annotated[
        int, typer.Option("--duplicates", metavar="N", min=0, help="How many pairs of similar people to show.")
    ] = 10,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Report on the graph: counts, degrees, missing facts, and people that look like one person.

    The command reads the whole graph, in about the time of an export.
    """
    settings = read_settings(data_dir=data_dir)
    configure_logging(settings)
    report = run(_report(settings, duplicates, quiet=as_json))
    if as_json:
        print_json(report.as_json())
    else:
        print_report(report)


async def _report(settings: Settings, duplicates: int, *, quiet: bool) -> GraphReport:
    from graphapi.load.progress import show_progress
    from graphapi.stats.report import report_on

    async with opened_graph(settings) as graph:
        with show_progress(quiet=quiet) as progress:
            return await report_on(graph, most_duplicates=duplicates, progress=progress)


def print_report(report: GraphReport) -> None:
    """Print a report as tables."""
    counts = [*report.nodes.items(), *report.relationships.items()]
    _print_table("Counts", ("", "number"), ((name, f"{number:,}") for name, number in counts))
    degrees = (
        (one.label, one.title, f"{one.mean:,.2f}", f"{one.maximum:,}", one.name or "", f"{one.without:,}")
        for one in report.degrees
    )
    _print_table("Degrees", ("of each", "number of", "mean", "maximum", "who has it", "have none"), degrees)
    missing = (
        (one.label, one.property, f"{one.missing:,}", f"{100 * one.missing / one.nodes:.1f} %")
        for one in report.missing
    )
    _print_table("Missing facts", ("of", "fact", "missing", "share"), missing)
    count = report.duplicate_count
    title = f"People that look like one person: {count:,} {'pair' if count == 1 else 'pairs'}"
    pairs = (
        (" = ".join(dict.fromkeys(one.names)), ", ".join(one.keys), ", ".join(map(str, one.films)), one.reason)
        for one in report.duplicates
    )
    _print_table(title, ("name", "keys", "films", "why"), pairs)


def _print_table(title: str, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table()
    numbers = {"number", "mean", "maximum", "have none", "missing", "share", "films"}
    for heading in headings:
        table.add_column(heading, justify="right" if heading in numbers else "left")
    for row in rows:
        table.add_row(*row)
    out = console(wrap=True)
    out.print(title, style="bold", markup=False)
    if table.row_count:
        out.print(table, markup=False)
