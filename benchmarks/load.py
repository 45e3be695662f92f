"""Compare the speed of ``graphapi load catalogue`` with plain ``UNWIND … MERGE`` statements on both stores.

    python -m benchmarks.load [FOLDER] [--credits 50000] [--neo4j bolt://127.0.0.1:7687] [--no-embedded]

FOLDER is a catalogue of CSV files. Without it, a catalogue with the given number of credits is generated, and each
credit has its own character. Both contenders load the same files into an empty store with the same constraints and
indexes, and must produce the same numbers of nodes and relationships. Without ``--neo4j``, only the embedded store is
measured. All data on the server at that address is deleted, so use a server that holds nothing you need.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import logging
import random
import resource
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from rich.console import Console
from rich.table import Table

from benchmarks.plain_load import load_plainly
from graphapi.load.catalogue import load_catalogue
from graphapi.store import Endpoint, StoreKind, connect
from graphapi.store.embedded import EmbeddedServer
from graphapi.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from graphapi.store import Graph

    Contender = Callable[[Graph, Path], Awaitable[int]]

WARM_UP_CREDITS = 5_000
COUNTS = """
MATCH (n) WHERE NOT n:Migration AND NOT n:Lock AND NOT n:Catalogue
WITH count(n) AS nodes, count(CASE WHEN n:Actor THEN 1 END) AS actors,
     count(CASE WHEN n:Director THEN 1 END) AS directors
MATCH ()-[r]->() WITH nodes, actors, directors, count(r) AS relationships
RETURN [nodes, actors, directors, relationships]
"""


def generate(folder: Path, credits: int) -> Path:
    """Generate a catalogue with ten credits per film and, on average, five per person; few people have very many."""
    folder.mkdir(parents=True)
    # A fixed seed, so that the catalogue is the same every time.
    chance = random.Random(7)
    films, people = credits // 10, credits // 5
    genres = ["Drama", "Comedy", "Thriller", "Action", "Romance", "Horror", "Documentary", "Western"]
    _write(
        folder / "films.csv",
        "key,title,year,runtime_minutes,rating,votes,plot,genres",
        (
            (f"f{n}", f"Film number {n}", 1920 + n % 100, 60 + n % 120, n % 100 / 10, n, f"Plot of film {n}.",
             "|".join(chance.sample(genres, 2)))
            for n in range(films)
        ),
    )  # fmt: skip
    _write(
        folder / "people.csv", "key,name,birth_year", ((f"p{n}", f"Person {n}", 1900 + n % 100) for n in range(people))
    )
    _write(
        folder / "cast.csv",
        "film_key,person_key,billing,character,character_key,note",
        (
            (f"f{film}", f"p{int(people * chance.random() ** 2)}", place + 1, f"Character {film} {place}", "", "")
            for film in range(films)
            for place in range(10)
        ),
    )
    _write(
        folder / "directors.csv",
        "film_key,person_key",
        ((f"f{film}", f"p{chance.randrange(people)}") for film in range(films)),
    )
    return folder


def _write(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


async def load_with_graphapi(graph: Graph, folder: Path) -> int:
    """Load with graphapi, and return the number of rows."""
    return (await load_catalogue(graph, folder)).rows


async def measure(graph: Graph, contender: Contender, folder: Path) -> tuple[float, list[int]]:
    """Run a contender on an empty graph; return its rows per second and the resulting counts."""
    await empty(graph)
    start = time.perf_counter()
    rows = await contender(graph, folder)
    rate = rows / (time.perf_counter() - start)
    (counts,) = await graph.read(COUNTS, {})
    return rate, counts


async def empty(graph: Graph) -> None:
    """Delete all nodes except the records of migrations; constraints remain."""
    statement = "MATCH (n) WHERE NOT n:Migration WITH n LIMIT 5000 DETACH DELETE n RETURN count(*)"
    while (await graph.write(statement, {}))[0][0]:
        pass


async def run(endpoint: Endpoint, contender: Contender, folder: Path, warm_up: Path) -> tuple[float, list[int], float]:
    """Measure a contender on a warm store; return its rate, its counts and the peak memory of this process in MiB."""
    graph = await connect(endpoint)
    try:
        await migrate(graph)
        await measure(graph, contender, warm_up)
        rate, counts = await measure(graph, contender, folder)
    finally:
        await graph.close()
    return rate, counts, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def embedded(name: str, folder: Path) -> Iterator[Endpoint]:
    """Start a new embedded store for a run, because emptying one takes longer than loading."""
    server = EmbeddedServer(folder / name, memory=1024)
    try:
        yield server.start()
    finally:
        server.stop()


async def compare(
    kind: StoreKind,
    opened: Callable[[str], AbstractContextManager[Endpoint]],
    folder: Path,
    warm_up: Path,
    table: Table,
) -> None:
    """Measure both contenders on one store; graphapi comes first, so that the peak memory is its own."""
    with opened("ours") as endpoint:
        ours, our_counts, memory = await run(endpoint, load_with_graphapi, folder, warm_up)
    with opened("plain") as endpoint:
        plain, plain_counts, _ = await run(endpoint, load_plainly, folder, warm_up)
    if our_counts != plain_counts:
        sys.exit(f"The graphs differ: {our_counts} with graphapi, {plain_counts} with plain statements.")
    table.add_row(kind, f"{ours:,.0f}", f"{plain:,.0f}", f"{ours / plain:.2f}", f"{memory:,.0f} MiB")


async def main(arguments: argparse.Namespace) -> None:
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        folder = arguments.folder or generate(temporary / "generated", arguments.credits)
        warm_up = generate(temporary / "warm-up", WARM_UP_CREDITS)
        table = Table(title=f"Rows per second, {arguments.folder or f'{arguments.credits:,} generated credits'}")
        for heading in ("store", "graphapi load", "plain UNWIND … MERGE", "ratio", "memory of graphapi"):
            table.add_column(heading)
        if arguments.embedded:
            await compare(StoreKind.EMBEDDED, partial(embedded, folder=temporary), folder, warm_up, table)
        if arguments.neo4j:
            server = nullcontext(Endpoint(arguments.neo4j, StoreKind.NEO4J))
            await compare(StoreKind.NEO4J, lambda _: server, folder, warm_up, table)
        Console().print(table)


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--credits", type=int, default=50_000)
    parser.add_argument("--neo4j")
    parser.add_argument("--no-embedded", dest="embedded", action="store_false")
    asyncio.run(main(parser.parse_args()))
