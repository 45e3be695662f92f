"""Commands that measure catalogues: loading, searching and exploring them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from benchmarks import exploration, exploration_report, load, load_rates, page, relevance, stores
from benchmarks.commands.options import Films, Keep, Release, Seed, Stores, WriteDocs, command_line, publish, workplace
from benchmarks.graph import generate, write_catalogue
from graphapi.store import StoreKind

app = typer.Typer()


@app.command("exploration")
def measure_exploration(
    catalogue: Annotated[
        list[Path] | None, typer.Option(help="Folder with a catalogue of CSV files to measure as well.")
    ] = None,
    credits: Annotated[int, typer.Option(help="Acting credits in the generated graph; 0 omits it.")] = 1_000_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    store: Stores = None,
    question: Annotated[str | None, typer.Option(help="Measure only questions whose names contain this text.")] = None,
    seconds: Annotated[float, typer.Option(help="Measuring time for each question in seconds.")] = 8,
    keep: Keep = None,
    json: Annotated[Path, typer.Option(help="File for the results; it keeps those of other graphs and stores.")] = (
        Path("artefacts/exploration.json")
    ),
    write_docs: WriteDocs = False,
) -> None:
    """Measure search, paths, co-stars and neighbourhoods for one client, and compare paths with shortestPath."""
    if question is not None and write_docs:
        raise typer.BadParameter("cannot be combined with --question", param_hint="--write-docs")
    with workplace() as folder:
        course = exploration.RunOptions(seconds, seed, neo4j, question)
        places = [exploration.existing(one, keep or folder, keep=keep is not None) for one in catalogue or ()]
        if credits:
            places.append(exploration.generated(keep or folder, credits, seed, keep=keep is not None))
        found = [one for place in places for one in exploration.explore(place, store or list(StoreKind), course)]
        tables = exploration_report.tables(exploration_report.remember(json, found, command_line()))
        publish("exploration", tables, write_docs=write_docs)


@app.command("relevance")
def measure_relevance(
    catalogue: Annotated[Path, typer.Argument(help="Folder with a catalogue of CSV files.")],
    neo4j: Release = "5.26",
    store: Annotated[StoreKind, typer.Option(help="Store to load and ask.")] = StoreKind.EMBEDDED,
    keep: Annotated[Path | None, typer.Option(help="Folder that keeps the loaded store for later runs.")] = None,
    write_docs: WriteDocs = False,
) -> None:
    """Measure whether search suggests the best-known films and people of a catalogue from what is typed first."""
    if not (catalogue / "films.csv").is_file():
        raise typer.BadParameter(f"{catalogue} has no films.csv", param_hint="CATALOGUE")
    with workplace() as folder:
        table = relevance.measure_relevance(catalogue, keep or folder, store, neo4j, keep=keep is not None)
        publish("relevance", table, write_docs=write_docs)


@app.command("load")
def measure_load(
    catalogue: Annotated[
        Path | None, typer.Option(help="Folder with a catalogue of CSV files; generated if it is not set.")
    ] = None,
    credits: Annotated[int, typer.Option(help="Acting credits in the generated catalogue.")] = 1_000_000,
    neo4j: Release = "5.26",
    write_docs: WriteDocs = False,
) -> None:
    """Load a catalogue into empty stores on both paths, and by each store's own loader with ready-made files."""
    with workplace() as folder:
        found = catalogue or load.generate(folder / "catalogue", credits)
        table = load_rates.rates_table(load_rates.measure_rates(found, folder, stores.RELEASES[neo4j]))
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "load", f"{page.made_on(command_line())}\n\n{table}")


@app.command("catalogue")
def write_graph(
    folder: Annotated[Path, typer.Argument(help="Folder for the CSV files.")], films: Films = 20_000, seed: Seed = 1
) -> None:
    """Write the generated graph as CSV files for `graphapi load catalogue`."""
    write_catalogue(generate(films, seed), folder)
