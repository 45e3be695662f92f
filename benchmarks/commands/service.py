"""Commands that measure a server in use: abusive clients, the estimated cost, and many hours."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from benchmarks import cost, exploration, isolation, page, soak, soak_report, throughput
from benchmarks.commands.options import (
    Credits,
    Films,
    Keep,
    Release,
    Seed,
    Stores,
    WriteDocs,
    command_line,
    publish,
    workplace,
)
from graphapi.store import StoreKind

app = typer.Typer()


@app.command("isolation")
def measure_isolation(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    seconds: Annotated[float, typer.Option(help="How long the client asks, alone and beside the others.")] = 60,
    write_docs: WriteDocs = False,
) -> None:
    """Ask for film pages at a steady rate, alone and beside eight clients that send the worst operations."""
    with workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        table = isolation.isolation_table(isolation.measure_isolation(workload, seconds, neo4j))
        publish("isolation", table, write_docs=write_docs)


@app.command("cost")
def measure_cost(
    operations: Annotated[int, typer.Option(help="Operations to generate for each store.")] = 2000,
    credits: Credits = 1_000_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    store: Stores = None,
    keep: Keep = None,
    samples: Annotated[Path | None, typer.Option(help="File for all operations and what they took, as JSON.")] = None,
    write_docs: WriteDocs = False,
) -> None:
    """Compare the estimated cost of generated operations with the rows and the time that they took."""
    with workplace() as folder:
        place = exploration.generated(keep or folder, credits, seed, keep=keep is not None)
        found = {kind.value: cost.calibrate(place, kind, operations, seed, neo4j) for kind in store or list(StoreKind)}
        if samples is not None:
            samples.write_text(cost.as_json(found))
        table = cost.cost_table(found, cost.DEFAULT_LIMIT)
        publish("cost", table, write_docs=write_docs)


@app.command("soak")
def measure_soak(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    minutes: Annotated[float, typer.Option(help="Minutes of traffic on each store.")] = 30,
    store: Annotated[Literal["embedded", "neo4j", "both"], typer.Option(help="Store to run on.")] = "both",
    write_docs: WriteDocs = False,
) -> None:
    """Send mixed traffic for a long time; exit code 1 if requests fail, or memory or open descriptors grow."""
    with workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        stores = list(StoreKind) if store == "both" else [StoreKind(store)]
        runs = [soak.soak(workload, kind, minutes, neo4j) for kind in stores]
        tables = soak_report.soak_tables(runs, page.made_by(command_line(), films, seed))
        publish("soak", tables, write_docs=write_docs)
    if not soak_report.is_met(runs):
        raise typer.Exit(1)
