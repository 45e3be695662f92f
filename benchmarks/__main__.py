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

from benchmarks import (
    cost,
    exploration,
    exploration_report,
    growth,
    isolation,
    load,
    load_rates,
    page,
    releases,
    relevance,
    sizes,
    soak,
    soak_report,
    starting,
    stores,
    throughput,
    workers,
)
from benchmarks.agreement import DisagreementError
from benchmarks.graph import generate, write_catalogue
from benchmarks.imdb import command as imdb
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
# The number of contestants: graphapi, the peer and the floor on Neo4j; no peer on the embedded store.
CONTESTANTS = {StoreKind.NEO4J: 3, StoreKind.EMBEDDED: 2}

app = typer.Typer(
    name="python -m benchmarks",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Compare graphapi with the peer (@neo4j/graphql on Apollo Server) and the floor (hand-written Cypher). "
    "All servers are started automatically; this requires wrk, Java 17, Maven, Node.js 20 and npm. "
    "docs/performance.md explains the figures.",
)

Films = Annotated[int, typer.Option(help="Number of films in the generated graph.")]
Seed = Annotated[int, typer.Option(help="Seed of the generated graph.")]
Release = Annotated[Literal["5.26", "2026"], typer.Option(help="Release of Neo4j.")]


class QuestionName(StrEnum):
    """The names of the questions, as choices on the command line."""

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
    store: Annotated[list[StoreKind] | None, typer.Option(help="Store to measure; both by default.")] = None,
    question: Annotated[list[QuestionName] | None, typer.Option(help="Question to measure; all by default.")] = None,
    clients: Annotated[
        list[int] | None, typer.Option(help="Number of concurrent clients; 1, 16 and 64 by default.")
    ] = None,
    minutes: Annotated[float, typer.Option(help="Minutes for the whole run; they set the length of a window.")] = 25,
    seconds: Annotated[
        float | None, typer.Option(help="Seconds of a measured window; overrides --minutes.", show_default=False)
    ] = None,
    repeats: Annotated[int, typer.Option(help="Windows per combination; the median is reported.")] = USUAL.repeats,
    compared: Annotated[int, typer.Option(help="Answers to compare for each question before measuring.")] = 50,
    json: Annotated[Path, typer.Option(help="JSON file for all windows.")] = Path("artefacts/throughput.json"),
    write_docs: Annotated[bool, typer.Option(help="Write the tables into docs/performance.md and README.md.")] = False,
    quick: Annotated[bool, typer.Option(help="Smoke test with a small graph, short windows and one repeat.")] = False,
) -> None:
    """Measure requests per second, latencies, CPU time and memory: six questions, all contestants, both stores."""
    if quick and write_docs:
        raise typer.BadParameter("cannot be combined with --quick", param_hint="--write-docs")
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
        workload = throughput.prepare(folder, films, seed)
        runs = []
        if StoreKind.NEO4J in stores:
            runs.append(throughput.run_on_neo4j(workload, course, compared, neo4j))
        if StoreKind.EMBEDDED in stores:
            runs.append(throughput.run_on_embedded(workload, course, compared))
        made = page.Report(workload, course, runs, _command())
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
    repeats: Annotated[int, typer.Option(help="Number of starts of each server.")] = 5,
    write_docs: Annotated[bool, typer.Option(help="Write the table into docs/performance.md.")] = False,
) -> None:
    """Measure the time from process start to the first correct answer: graphapi on both stores, and the peer."""
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
    requests: Annotated[int, typer.Option(help="Number of requests.")] = 200_000,
    embedded: Annotated[bool, typer.Option(help="Use the embedded store instead of Neo4j.")] = False,
    write_docs: Annotated[bool, typer.Option(help="Write the table into docs/performance.md.")] = False,
) -> None:
    """Measure the memory of the API process while it answers many requests of all six questions."""
    with _workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        table = growth.growth_table(growth.memory_growth(workload, requests, embedded=embedded, release=neo4j))
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "memory-growth", table)


@app.command("sizes")
def measure_sizes(
    films: Annotated[list[int] | None, typer.Option(help="Number of films; 20,000 and 200,000 by default.")] = None,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    write_docs: Annotated[bool, typer.Option(help="Write the table into docs/performance.md.")] = False,
) -> None:
    """Measure the db hits and latencies of the same questions on graphs of several sizes."""
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
    seconds: Annotated[float, typer.Option(help="Seconds of a measured window.")] = 4,
    repeats: Annotated[int, typer.Option(help="Windows per combination; the median is reported.")] = 3,
    write_docs: Annotated[bool, typer.Option(help="Write the table into docs/performance.md.")] = False,
) -> None:
    """Compare one server process with two on the same Neo4j."""
    with _workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        table = workers.workers_table(workers.compare_workers(workload, repeats, seconds, neo4j))
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "workers", table)


@app.command("releases")
def measure_releases(
    other: Annotated[Path, typer.Argument(help="Python interpreter of an environment with the other version.")],
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    seconds: Annotated[float, typer.Option(help="Seconds of a measured window.")] = 4,
    repeats: Annotated[int, typer.Option(help="Windows per combination; the median is reported.")] = 5,
    starts: Annotated[int, typer.Option(help="Number of starts of each version; the median is reported.")] = 5,
) -> None:
    """Compare this version with another one: six questions from 16 clients, start time, and memory at rest."""
    if not other.is_file():
        raise typer.BadParameter(f"{other} is not a file", param_hint="OTHER")
    with _workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        course = Course(clients=(releases.CLIENTS,), seconds=seconds, repeats=repeats)
        print(releases.releases_table(releases.compare_releases(workload, other, course, starts, neo4j)))


@app.command("exploration")
def measure_exploration(
    catalogue: Annotated[
        list[Path] | None, typer.Option(help="Folder with a catalogue of CSV files to measure as well.")
    ] = None,
    credits: Annotated[int, typer.Option(help="Acting credits in the generated graph; 0 omits it.")] = 1_000_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    store: Annotated[list[StoreKind] | None, typer.Option(help="Store to measure; both by default.")] = None,
    question: Annotated[str | None, typer.Option(help="Measure only questions whose names contain this text.")] = None,
    seconds: Annotated[float, typer.Option(help="Measuring time for each question in seconds.")] = 8,
    keep: Annotated[Path | None, typer.Option(help="Folder that keeps the loaded stores for later runs.")] = None,
    json: Annotated[Path, typer.Option(help="File for the results; it keeps those of other graphs and stores.")] = (
        Path("artefacts/exploration.json")
    ),
    write_docs: Annotated[bool, typer.Option(help="Write the tables into docs/performance.md.")] = False,
) -> None:
    """Measure search, paths, co-stars and neighbourhoods for one client, and compare paths with shortestPath."""
    if question is not None and write_docs:
        raise typer.BadParameter("cannot be combined with --question", param_hint="--write-docs")
    with _workplace() as folder:
        course = exploration.RunOptions(seconds, seed, neo4j, question)
        places = [exploration.existing(one, keep or folder, keep=keep is not None) for one in catalogue or ()]
        if credits:
            places.append(exploration.generated(keep or folder, credits, seed, keep=keep is not None))
        found = [one for place in places for one in exploration.explore(place, store or list(StoreKind), course)]
        tables = exploration_report.tables(exploration_report.remember(json, found, _command()))
        print(tables)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "exploration", tables)


@app.command("relevance")
def measure_relevance(
    catalogue: Annotated[Path, typer.Argument(help="Folder with a catalogue of CSV files.")],
    neo4j: Release = "5.26",
    store: Annotated[StoreKind, typer.Option(help="Store to load and ask.")] = StoreKind.EMBEDDED,
    keep: Annotated[Path | None, typer.Option(help="Folder that keeps the loaded store for later runs.")] = None,
    write_docs: Annotated[bool, typer.Option(help="Write the table into docs/performance.md.")] = False,
) -> None:
    """Measure whether search suggests the best-known films and people of a catalogue from what is typed first."""
    if not (catalogue / "films.csv").is_file():
        raise typer.BadParameter(f"{catalogue} has no films.csv", param_hint="CATALOGUE")
    with _workplace() as folder:
        table = relevance.measure_relevance(catalogue, keep or folder, store, neo4j, keep=keep is not None)
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "relevance", table)


@app.command("isolation")
def measure_isolation(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    seconds: Annotated[float, typer.Option(help="How long the client asks, alone and beside the others.")] = 60,
    write_docs: Annotated[bool, typer.Option(help="Write the table into docs/performance.md.")] = False,
) -> None:
    """Ask for film pages at a steady rate, alone and beside eight clients that send the worst operations."""
    with _workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        table = isolation.isolation_table(isolation.measure_isolation(workload, seconds, neo4j))
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "isolation", table)


@app.command("cost")
def measure_cost(
    operations: Annotated[int, typer.Option(help="Operations to generate for each store.")] = 2000,
    credits: Annotated[int, typer.Option(help="Acting credits in the generated graph.")] = 1_000_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    store: Annotated[list[StoreKind] | None, typer.Option(help="Store to measure; both by default.")] = None,
    keep: Annotated[Path | None, typer.Option(help="Folder that keeps the loaded stores for later runs.")] = None,
    samples: Annotated[Path | None, typer.Option(help="File for all operations and what they took, as JSON.")] = None,
    write_docs: Annotated[bool, typer.Option(help="Write the table into docs/performance.md.")] = False,
) -> None:
    """Compare the estimated cost of generated operations with the rows and the time that they took."""
    with _workplace() as folder:
        place = exploration.generated(keep or folder, credits, seed, keep=keep is not None)
        found = {kind.value: cost.calibrate(place, kind, operations, seed, neo4j) for kind in store or list(StoreKind)}
        if samples is not None:
            samples.write_text(cost.as_json(found))
        table = cost.cost_table(found, cost.DEFAULT_LIMIT)
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "cost", table)


@app.command("load")
def measure_load(
    catalogue: Annotated[
        Path | None, typer.Option(help="Folder with a catalogue of CSV files; generated if it is not set.")
    ] = None,
    credits: Annotated[int, typer.Option(help="Acting credits in the generated catalogue.")] = 1_000_000,
    neo4j: Release = "5.26",
    write_docs: Annotated[bool, typer.Option(help="Write the table into docs/performance.md.")] = False,
) -> None:
    """Load a catalogue into empty stores on both paths, and by each store's own loader with ready-made files."""
    with _workplace() as folder:
        found = catalogue or load.generate(folder / "catalogue", credits)
        table = load_rates.rates_table(load_rates.measure_rates(found, folder, stores.RELEASES[neo4j]))
        print(table)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "load", f"{page.made_on(_command())}\n\n{table}")


@app.command("soak")
def measure_soak(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    minutes: Annotated[float, typer.Option(help="Minutes of traffic on each store.")] = 30,
    store: Annotated[Literal["embedded", "neo4j", "both"], typer.Option(help="Store to run on.")] = "both",
    write_docs: Annotated[bool, typer.Option(help="Write the tables into docs/performance.md.")] = False,
) -> None:
    """Send mixed traffic for a long time; exit code 1 if requests fail, or memory or open descriptors grow."""
    with _workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        stores = list(StoreKind) if store == "both" else [StoreKind(store)]
        runs = [soak.soak(workload, kind, minutes, neo4j) for kind in stores]
        tables = soak_report.soak_tables(runs, page.made_by(_command(), films, seed))
        print(tables)
        if write_docs:
            page.fill(page.PERFORMANCE_PAGE, "soak", tables)
    if not soak_report.is_met(runs):
        raise typer.Exit(1)


@app.command("catalogue")
def write_graph(
    folder: Annotated[Path, typer.Argument(help="Folder for the CSV files.")], films: Films = 20_000, seed: Seed = 1
) -> None:
    """Write the generated graph as CSV files for `graphapi load catalogue`."""
    write_catalogue(generate(films, seed), folder)


def _command() -> str:
    """The command line of this run; paths are shortened to file names, because their folders mean nothing elsewhere."""
    words = (Path(word).name if word.startswith(("/", ".", "~")) else word for word in sys.argv[1:])
    return " ".join(["python -m benchmarks", *words])


@contextmanager
def _workplace() -> Iterator[Path]:
    """Yield a temporary folder; an expected error ends the command with one message."""
    quiet_logs()
    try:
        with tempfile.TemporaryDirectory(prefix="graphapi-benchmark-") as folder:
            yield Path(folder)
    except FAILURES as error:
        print(f"error: {error}", file=sys.stderr)
        raise typer.Exit(1) from None


imdb.register(app, _workplace, _command)

if __name__ == "__main__":
    app()
