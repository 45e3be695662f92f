"""Whether a search finds the well-known films and people of a catalogue from what somebody types first.

This is a known-item search: each item is typed in five ways, and its place among the first ten suggestions counts.
"""

from __future__ import annotations

import asyncio
import csv
import time
from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Final, TypeAlias

from benchmarks.exploration_report import quantile
from benchmarks.progress import say
from benchmarks.report import markdown
from benchmarks.stores import LARGE, fill_embedded, neo4j_with
from graphapi.api.schema import build_schema
from graphapi.execution.context import Context
from graphapi.settings import Settings
from graphapi.store import StoreKind, connect, open_graph
from graphapi.store.batching import SharedReads
from graphapi.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from graphapi.api.schema import GraphSchema
    from graphapi.store import Endpoint, Graph

ITEMS: Final = 60
SHOWN: Final = 10
SECONDS: Final = 60.0
DOCUMENT: Final = """
query Suggest($text: String!, $first: Int!) {
  search(query: $text, first: $first) { nodes { __typename ... on Film { key } ... on Person { key } } }
}
"""
TYPED: Final[Mapping[str, Callable[[str], str]]] = {
    "3 letters": lambda name: name[:3],
    "5 letters": lambda name: name[:5],
    "first word": lambda name: name.split()[0],
    "last word": lambda name: name.split()[-1],
    "without spaces": lambda name: "".join(name.lower().split()),
}


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A film or a person that is looked for: its type in the API, its key, and its title or name."""

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """The places of items among the suggestions, from 1 on, or None; and the milliseconds that the searches took."""

    places: tuple[int | None, ...]
    milliseconds: tuple[float, ...]

    @property
    def shown(self) -> int:
        """How many items are among the suggestions."""
        return sum(place is not None for place in self.places)

    @property
    def reciprocal_rank(self) -> float:
        """The mean of the reciprocal places; an item that is not found counts 0."""
        return fmean(0 if place is None else 1 / place for place in self.places)


KnownItems: TypeAlias = "Mapping[str, Sequence[KnownItem]]"
Places: TypeAlias = "Mapping[str, Mapping[str, Found]]"


def known_items(catalogue: Path) -> KnownItems:
    """The sixty films with most votes, and the sixty people with most films.

    If no film has votes, the films with most credits are taken.
    """
    credits = {(row["film_key"], row["person_key"]) for name in ("cast", "directors") for row in _rows(catalogue, name)}
    films, people = list(_rows(catalogue, "films")), list(_rows(catalogue, "people"))
    votes = {row["key"]: int(row["votes"]) for row in films if row.get("votes")}
    of_films = votes or Counter(film for film, _ in credits)
    return {
        "Film": _most(films, "Film", "title", of_films),
        "Person": _most(people, "Person", "name", Counter(person for _, person in credits)),
    }


def _most(rows: Iterable[Mapping[str, str]], kind: str, name: str, counts: Mapping[str, int]) -> list[KnownItem]:
    ordered = sorted(rows, key=lambda row: (-counts.get(row["key"], 0), row["key"]))
    return [KnownItem(kind, row["key"], row[name]) for row in ordered[:ITEMS]]


def _rows(catalogue: Path, name: str) -> Iterable[dict[str, str]]:
    path = catalogue / f"{name}.csv"
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def measure_relevance(catalogue: Path, folder: Path, kind: StoreKind, release: str, *, keep: bool) -> str:
    """The table of a catalogue on a store that holds it; the store's files remain in the folder if ``keep`` is set."""
    items = known_items(catalogue)
    stored = folder / f"{kind.value}-{catalogue.name}"
    if kind is StoreKind.NEO4J:
        with neo4j_with(catalogue, release, memory=LARGE, kept=stored if keep else None) as store:
            return relevance_table(asyncio.run(_on_neo4j(store.endpoint, items)))
    fill_embedded(stored, catalogue)
    return relevance_table(asyncio.run(_on_embedded(Settings(neo4j_uri=None, data_dir=stored), items)))


async def _on_neo4j(endpoint: Endpoint, items: KnownItems) -> Places:
    graph = await connect(endpoint)
    try:
        return await find_items(graph, build_schema(Settings(neo4j_uri=endpoint.uri)), items)
    finally:
        await graph.close()


async def _on_embedded(settings: Settings, items: KnownItems) -> Places:
    async with open_graph(settings) as graph:
        await migrate(graph)
        return await find_items(graph, build_schema(settings), items)


async def find_items(graph: Graph, schema: GraphSchema, items: KnownItems) -> Places:
    """Type all items in all ways, one search after the other: the places by way of typing and type of item."""
    reads = SharedReads(graph)
    found: dict[str, dict[str, Found]] = {}
    for way, type_it in TYPED.items():
        found[way] = {}
        for kind, wanted in items.items():
            answers = [await _place(schema, reads, item, type_it(item.name)) for item in wanted]
            found[way][kind] = Found(tuple(place for place, _ in answers), tuple(took for _, took in answers))
            say(f"  {way}, {kind}: {found[way][kind].shown} of {len(wanted)}")
    return found


async def _place(schema: GraphSchema, reads: SharedReads, item: KnownItem, text: str) -> tuple[int | None, float]:
    start = time.perf_counter()
    context = Context(reads, asyncio.get_running_loop().time() + SECONDS, "relevance")
    result = await schema.execute(DOCUMENT, {"text": text, "first": SHOWN}, context_value=context)
    took = (time.perf_counter() - start) * 1000
    if result.errors is not None or result.data is None:
        raise RuntimeError(f"The search for {text!r} failed: {result.errors}")
    nodes: list[dict[str, str]] = result.data["search"]["nodes"]
    wanted = {"__typename": item.kind, "key": item.key}
    return (nodes.index(wanted) + 1 if wanted in nodes else None), took


def relevance_table(found: Places) -> str:
    """The table: items among the first ten, their mean reciprocal rank, and the latency of the searches."""
    head = ["typed", "films: in first 10", "MRR", "people: in first 10", "MRR", "p50 ms", "p99 ms"]
    rows = []
    for way, kinds in found.items():
        cells = [
            cell
            for kind in ("Film", "Person")
            for cell in (f"{kinds[kind].shown} of {len(kinds[kind].places)}", f"{kinds[kind].reciprocal_rank:.2f}")
        ]
        took = sorted(one for kind in kinds.values() for one in kind.milliseconds)
        rows.append([way, *cells, f"{quantile(took, 0.5):.1f}", f"{quantile(took, 0.99):.1f}"])
    return markdown(head, rows)
