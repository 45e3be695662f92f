"""The command line: ``python -m benchmarks COMMAND``."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from benchmarks import exploration, exploration_report, growth, page, releases, sizes, starting, throughput, workers
from benchmarks.agreement import DisagreementError
from benchmarks.graph import generate, write_catalogue
from benchmarks.measure import Course
from benchmarks.page import PageError
from benchmarks.progress import quiet_logs
from benchmarks.servers import ServerError
from benchmarks.wrk import LoadGeneratorError
from graphapi.errors import GraphapiError
from graphapi.store import StoreKind
from tests.neo4j_server.java import MissingToolError

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILURES = (
    DisagreementError,
    GraphapiError,
    LoadGeneratorError,
    MissingToolError,
    PageError,
    RuntimeError,
    ServerError,
)
QUICK_FILMS = 1000
USUAL = Course()
# On Neo4j graphapi, the peer and the floor; on the embedded store no peer.
CONTESTANTS = {StoreKind.NEO4J: 3, StoreKind.EMBEDDED: 2}

app = typer.Typer(
    name="python -m benchmarks",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Measure graphapi beside the peer (@neo4j/graphql on Apollo Server) and the floor (hand-written Cypher). "
    "Starts everything it needs; wants wrk, Java 17, Maven, Node.js 20 and npm. How to read the figures: "
    "docs/performance.md.",
)

Films = Annotated[int, typer.Option(help="Size of the generated graph.")]
Seed = Annotated[int, typer.Option(help="Seed of the generated graph.")]
Release = Annotated[Literal["5.26", "2026"], typer.Option(help="Release of Neo4j.")]


class QuestionName(StrEnum):
    """The names of the questions, for the command line to check."""

    POINT = "point"
    FILM_PAGE = "film_page"
    PERSON_PAGE = "person_page"
    LIST = "list"
    DEEP = "deep"
    HEAVY = "heavy"


@app.command("throughput")
def measure_throughput(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    store: Annotated[list[StoreKind] | None, typer.Option(help="Store to measure; without it both.")] = None,
    question: Annotated[list[QuestionName] | None, typer.Option(help="Question to measure; without it all.")] = None,
    clients: Annotated[
        list[int] | None, typer.Option(help="Number of concurrent clients; without it 1, 16 and 64.")
    ] = None,
    minutes: Annotated[float, typer.Option(help="How long all of it may take; the windows are as long as fits.")] = 25,
    seconds: Annotated[
        float | None, typer.Option(help="Length of a measured window, whatever that comes to.", show_default=False)
    ] = None,
    repeats: Annotated[int, typer.Option(help="Windows of each kind; the median counts.")] = USUAL.repeats,
    compared: Annotated[int, typer.Option(help="Answers of each question compared before.")] = 50,
    json: Annotated[Path, typer.Option(help="File for every single window.")] = Path("artefacts/throughput.json"),
    write_docs: Annotated[bool, typer.Option(help="Put the tables into docs/performance.md and README.md.")] = False,
    quick: Annotated[
        bool, typer.Option(help="A small graph, short windows, one repeat: to see that it works.")
    ] = False,
) -> None:
    """Requests a second, latencies, CPU and memory: six questions, all contestants, both stores."""
    if quick and write_docs:
        raise typer.BadParameter("the figures of a quick run are none to write down", param_hint="--write-docs")
    stores = store or list(StoreKind)
    course = Course(
        clients=tuple(clients or USUAL.clients),
        repeats=repeats,
        questions=tuple(str(one) for one in question or USUAL.questions),
    )
    course = course.within(minutes, sum(CONTESTANTS[one] for one in stores))
    if seconds is not None:
        course = replace(course, seconds=seconds)
    if quick:
        films, compared = min(films, QUICK_FILMS), min(compared, 5)
        course = replace(course, seconds=1, warm_up=1, first_warm_up=1, repeats=1)
    with _workplace() as folder:
        if write_docs:
            page.check_places()
        ground = throughput.prepare(folder, films, seed)
        runs = []
        if StoreKind.NEO4J in stores:
            runs.append(throughput.run_on_neo4j(ground, course, compared, neo4j))
        if StoreKind.EMBEDDED in stores:
            runs.append(throughput.run_on_embedded(ground, course, compared))
        made = page.Made(ground, course, runs, _command())
        json.parent.mkdir(parents=True, exist_ok=True)
        json.write_text(page.as_json(made), encoding="utf-8")
        print(page.full(made))
        if write_docs:
            page.write_docs(made)


@app.command("cold-start")
def measure_cold_start(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    repeats: Annotated[int, typer.Option(help="Starts of each kind.")] = 5,
    write_docs: Annotated[bool, typer.Option(help="Put the table into docs/performance.md.")] = False,
) -> None:
    """From the start of a process to its first right answer: graphapi on both stores, and the peer."""
    with _workplace() as folder:
        table = starting.start_table(starting.cold_starts(throughput.prepare(folder, films, seed), repeats, neo4j))
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "cold-start", table)


@app.command("memory-growth")
def measure_memory_growth(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    requests: Annotated[int, typer.Option(help="Requests to answer.")] = 200_000,
    embedded: Annotated[bool, typer.Option(help="On the embedded store instead of Neo4j.")] = False,
    write_docs: Annotated[bool, typer.Option(help="Put the table into docs/performance.md.")] = False,
) -> None:
    """The memory of the API process while it answers many requests of all six kinds."""
    with _workplace() as folder:
        ground = throughput.prepare(folder, films, seed)
        table = growth.growth_table(growth.memory_growth(ground, requests, embedded=embedded, release=neo4j))
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "memory-growth", table)


@app.command("sizes")
def measure_sizes(
    films: Annotated[list[int] | None, typer.Option(help="Size of a graph; without it 20,000 and 200,000.")] = None,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    write_docs: Annotated[bool, typer.Option(help="Put the table into docs/performance.md.")] = False,
) -> None:
    """The same questions on graphs of several sizes: what they cost the database, and how long they take."""
    with _workplace():
        costs = [cost for size in films or (20_000, 200_000) for cost in sizes.costs_on(size, seed, neo4j)]
        table = sizes.size_table(costs)
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "sizes", table)


@app.command("workers")
def measure_workers(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    seconds: Annotated[float, typer.Option(help="Length of a measured window.")] = 4,
    repeats: Annotated[int, typer.Option(help="Windows of each kind; the median counts.")] = 3,
    write_docs: Annotated[bool, typer.Option(help="Put the table into docs/performance.md.")] = False,
) -> None:
    """One server process beside two, in turn, on the same Neo4j."""
    with _workplace() as folder:
        ground = throughput.prepare(folder, films, seed)
        table = workers.workers_table(workers.compare_workers(ground, repeats, seconds, neo4j))
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "workers", table)


@app.command("releases")
def measure_releases(
    other: Annotated[Path, typer.Argument(help="Python interpreter of an environment that has the other version.")],
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    seconds: Annotated[float, typer.Option(help="Length of a measured window.")] = 4,
    repeats: Annotated[int, typer.Option(help="Windows of each kind; the median counts.")] = 5,
    starts: Annotated[int, typer.Option(help="Starts of each version; the median counts.")] = 5,
) -> None:
    """This version beside another one: six questions from 16 clients, the start, and the memory at rest."""
    if not other.is_file():
        raise typer.BadParameter(f"{other} is no file", param_hint="OTHER")
    with _workplace() as folder:
        ground = throughput.prepare(folder, films, seed)
        course = Course(clients=(releases.CLIENTS,), seconds=seconds, repeats=repeats)
        print(releases.releases_table(releases.compare_releases(ground, other, course, starts, neo4j)))


@app.command("exploration")
def measure_exploration(
    catalogue: Annotated[
        list[Path] | None, typer.Option(help="Folder with a catalogue in the CSV form, to measure besides.")
    ] = None,
    credits: Annotated[int, typer.Option(help="Acting credits of the generated graph; 0 leaves it out.")] = 1_000_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    store: Annotated[list[StoreKind] | None, typer.Option(help="Store to measure; without it both.")] = None,
    question: Annotated[str | None, typer.Option(help="Only questions with this in their names.")] = None,
    seconds: Annotated[float, typer.Option(help="How long each question is asked.")] = 8,
    keep: Annotated[
        Path | None, typer.Option(help="Folder that keeps the loaded stores, or where they were kept.")
    ] = None,
    json: Annotated[Path, typer.Option(help="File for all figures; those of other graphs and stores stay in it.")] = (
        Path("artefacts/exploration.json")
    ),
    write_docs: Annotated[bool, typer.Option(help="Put the tables into docs/performance.md.")] = False,
) -> None:
    """Search, paths, co-stars, neighbourhoods: latencies for one client, and Cypher's own shortestPath beside."""
    if question is not None and write_docs:
        raise typer.BadParameter("the figures of some questions are none to write down", param_hint="--write-docs")
    with _workplace() as folder:
        course = exploration.Course(seconds, seed, neo4j, question)
        places = [exploration.existing(one, keep or folder, keep=keep is not None) for one in catalogue or ()]
        if credits:
            places.append(exploration.generated(keep or folder, credits, seed, keep=keep is not None))
        found = [one for place in places for one in exploration.explore(place, store or list(StoreKind), course)]
        tables = exploration_report.tables(exploration_report.remember(json, found, _command()))
        print(tables)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "exploration", tables)


@app.command("catalogue")
def write_graph(
    folder: Annotated[Path, typer.Argument(help="Folder for the CSV files.")], films: Films = 20_000, seed: Seed = 1
) -> None:
    """Write the generated graph as CSV files for `graphapi load catalogue`."""
    write_catalogue(generate(films, seed), folder)


def _command() -> str:
    """The command as it was given, of paths only the names: where they lie says nothing to others."""
    words = (Path(word).name if word.startswith(("/", ".", "~")) else word for word in sys.argv[1:])
    return " ".join(["python -m benchmarks", *words])


@contextmanager
def _workplace() -> Iterator[Path]:
    """A temporary folder; what goes wrong meanwhile ends the command with one message."""
    quiet_logs()
    try:
        with tempfile.TemporaryDirectory(prefix="graphapi-benchmark-") as folder:
            yield Path(folder)
    except FAILURES as error:
        print(f"error: {error}", file=sys.stderr)
        raise typer.Exit(1) from None


if __name__ == "__main__":
    app()
