"""The command ``python -m benchmarks imdb``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from benchmarks.commands.options import Release, Stores, WriteDocs, command_line, publish, workplace
from benchmarks.imdb import report, shape
from benchmarks.imdb.content import SelectedContent
from benchmarks.imdb.dumps import generate
from benchmarks.imdb.loading import Selection
from benchmarks.imdb.measure import RunOptions, measure_store
from benchmarks.progress import say
from graphapi.store import StoreKind

app = typer.Typer()


@app.command("imdb")
def measure_imdb(
    scale: Annotated[
        float, typer.Option(min=shape.SMALLEST_SCALE, max=1, help="Size of the dumps; 1 is that of the real ones.")
    ] = 1,
    everything: Annotated[bool, typer.Option("--everything", help="Load titles of all types, not only films.")] = False,
    store: Stores = None,
    keep: Annotated[
        Path | None, typer.Option(help="Folder that keeps the dumps and the loaded stores for later runs.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the dumps and of the values.")] = 1,
    neo4j: Release = "5.26",
    store_memory: Annotated[int, typer.Option(help="Heap of the store in MiB.")] = 4096,
    seconds: Annotated[float, typer.Option(help="Measuring time for each question in seconds.")] = 8,
    question: Annotated[str | None, typer.Option(help="Measure only questions whose names contain this text.")] = None,
    json: Annotated[Path, typer.Option(help="File for the results; it keeps those of other sizes and stores.")] = Path(
        "artefacts/imdb.json"
    ),
    write_docs: WriteDocs = False,
) -> None:
    """Load dumps of the size and shape of IMDb's; measure the load, the start, disk, memory and all questions."""
    if question is not None and write_docs:
        raise typer.BadParameter("cannot be combined with --question", param_hint="--write-docs")
    selection = Selection(everything)
    options = RunOptions(scale, seed, neo4j, seconds, store_memory, question)
    with workplace() as temporary:
        folder = (keep or temporary).resolve()
        dumps = folder / f"dumps-{scale:g}-{seed}"
        say(f"Generating dumps at scale {scale:g} …")
        generate(dumps, scale, seed)
        say("Choosing what to ask for …")
        content = SelectedContent(dumps, selection.title_types, temporary, include_adult=everything)
        for kind in store or list(StoreKind):
            # Each store is remembered as soon as it is measured, because a run takes long.
            found = [measure_store(folder, dumps, content, kind, selection, options)]
            tables = report.tables(report.remember(json, found, selection, options, command_line()))
        publish("imdb", tables, write_docs=write_docs)
