"""Commands that measure the answers to the six questions, and the server that gives them."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from benchmarks import growth, page, releases, scaling, sizes, starting, throughput, workers
from benchmarks.commands.options import Films, Release, Seed, Stores, WriteDocs, command_line, publish, workplace
from benchmarks.measure import Course
from graphapi.store import StoreKind

QUICK_FILMS = 1000
USUAL = Course()
# The number of contestants: graphapi, the peer and the floor on Neo4j; no peer on the embedded store.
CONTESTANTS = {StoreKind.NEO4J: 3, StoreKind.EMBEDDED: 2}

app = typer.Typer()


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
    store: Stores = None,
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
    with workplace() as folder:
        if write_docs:
            page.check_places()
        workload = throughput.prepare(folder, films, seed)
        runs = []
        if StoreKind.NEO4J in stores:
            runs.append(throughput.run_on_neo4j(workload, course, compared, neo4j))
        if StoreKind.EMBEDDED in stores:
            runs.append(throughput.run_on_embedded(workload, course, compared))
        made = page.Report(workload, course, runs, command_line())
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
    write_docs: WriteDocs = False,
) -> None:
    """Measure the time from process start to the first correct answer: graphapi on both stores, and the peer."""
    with workplace() as folder:
        table = starting.start_table(starting.cold_starts(throughput.prepare(folder, films, seed), repeats, neo4j))
        publish("cold-start", table, write_docs=write_docs)


@app.command("memory-growth")
def measure_memory_growth(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    requests: Annotated[int, typer.Option(help="Number of requests.")] = 200_000,
    embedded: Annotated[bool, typer.Option(help="Use the embedded store instead of Neo4j.")] = False,
    write_docs: WriteDocs = False,
) -> None:
    """Measure the memory of the API process while it answers many requests of all six questions."""
    with workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        table = growth.growth_table(growth.memory_growth(workload, requests, embedded=embedded, release=neo4j))
        publish("memory-growth", table, write_docs=write_docs)


@app.command("sizes")
def measure_sizes(
    films: Annotated[list[int] | None, typer.Option(help="Number of films; 20,000 and 200,000 by default.")] = None,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    write_docs: WriteDocs = False,
) -> None:
    """Measure the db hits and latencies of the same questions on graphs of several sizes."""
    with workplace():
        costs = [cost for size in films or (20_000, 200_000) for cost in sizes.costs_on(size, seed, neo4j)]
        table = sizes.size_table(costs)
        publish("sizes", table, write_docs=write_docs)


@app.command("workers")
def measure_workers(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    seconds: Annotated[float, typer.Option(help="Seconds of a measured window.")] = 4,
    repeats: Annotated[int, typer.Option(help="Windows per combination; the median is reported.")] = 3,
    write_docs: WriteDocs = False,
) -> None:
    """Compare one server process with two on the same Neo4j."""
    with workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        course = replace(workers.COURSE, seconds=seconds, repeats=repeats)
        table = workers.workers_table(workers.compare_workers(workload, course, neo4j))
        publish("workers", table, write_docs=write_docs)


@app.command("scaling")
def measure_scaling(
    films: Films = 20_000,
    seed: Seed = 1,
    neo4j: Release = "5.26",
    seconds: Annotated[float, typer.Option(help="Seconds of a measured window.")] = scaling.COURSE.seconds,
    repeats: Annotated[
        int, typer.Option(help="Windows per combination; the median is reported.")
    ] = scaling.COURSE.repeats,
    write_docs: Annotated[bool, typer.Option(help="Write the tables into docs/scaling.md.")] = False,
) -> None:
    """Measure 1, 2 and 4 server processes on one Neo4j, and calculate what several machines would answer."""
    course = replace(
        scaling.COURSE, seconds=seconds, repeats=repeats, first_warm_up=min(scaling.COURSE.first_warm_up, seconds)
    )
    with workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        windows = workers.compare_workers(workload, course, neo4j, scaling.NUMBERS)
        text = f"{page.made_by(command_line(), films, seed)}\n\n{scaling.scaling_tables(windows)}"
        publish("scaling", text, write_docs=write_docs, target=scaling.SCALING_PAGE)


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
    with workplace() as folder:
        workload = throughput.prepare(folder, films, seed)
        course = Course(clients=(releases.CLIENTS,), seconds=seconds, repeats=repeats)
        print(releases.releases_table(releases.compare_releases(workload, other, course, starts, neo4j)))
