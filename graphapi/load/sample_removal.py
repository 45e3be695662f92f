"""Making room for a load: a graph that holds nothing but the sample is emptied of it first."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from graphapi.load.statements import IS_EMPTY, READ_CATALOGUE, READ_KEYS, REMOVE_SOME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.options import LoadOptions, ProgressListener
    from graphapi.store.bolt import Graph

REMOVED_AT_ONCE = 2000
LOADS = "loads"
"""The lock of the graph that whoever loads into it holds: a graph is found empty once."""


@dataclass(frozen=True)
class Room:
    """What a load finds: whether the graph holds nothing, and whether the sample was removed for that."""

    fresh: bool
    sample_removed: bool = False


async def is_empty(graph: Graph) -> bool:
    """Whether the graph holds no film, person or anything else, its own records aside."""
    (count,) = await graph.read(IS_EMPTY, {})
    return bool(count == 0)


async def is_sample(graph: Graph) -> bool:
    """Whether the graph holds the sample, or what an unfinished emptying left of it, and nothing else.

    The graph's own word is not enough to delete anything: whatever it holds must be of the sample.
    """
    (catalogues,) = await graph.read(READ_CATALOGUE, {})
    if not any(sample for sample, _ in catalogues):
        return False
    with sample_folder() as folder:
        known = sample_keys(folder)
    # More than the sample has is enough to know; a graph of millions is not read for that.
    (keys,) = await graph.read(READ_KEYS, {"most": len(known) + 1})
    return known.issuperset((label, key) for label, key in keys)


async def make_room(graph: Graph, options: LoadOptions, progress: ProgressListener) -> Room:
    """Empty the graph of the sample when it holds nothing else, unless ``options`` keep it.

    Until the last of the sample is gone the graph still says that it holds the sample, so an emptying that was
    killed is taken up again by the next load; and no row of a load is written before that.
    """
    if await is_empty(graph):
        return Room(fresh=True)
    if options.keep_sample or not await is_sample(graph):
        return Room(fresh=False)
    progress.started("Removing the sample", None)
    while (removed := (await graph.write(REMOVE_SOME, {"count": REMOVED_AT_ONCE}))[0][0]) > 0:
        progress.advanced(removed)
    progress.finished()
    return Room(fresh=True, sample_removed=True)


@contextmanager
def sample_folder() -> Iterator[Path]:
    """The folder of the sample's CSV files."""
    with as_file(files("graphapi.load") / "sample_catalogue") as folder:
        yield folder


def sample_keys(folder: Path) -> set[tuple[str, str]]:
    """Label and key of every node of the sample."""
    keys = {("Film", row["key"]) for row in _rows(folder, "films.csv")}
    keys |= {("Person", row["key"]) for row in _rows(folder, "people.csv")}
    keys |= {("Character", row["key"]) for row in _rows(folder, "characters.csv")}
    for row in _rows(folder, "cast.csv"):
        if row["character_key"] or row["character"]:
            keys.add(("Character", row["character_key"] or f"{row['film_key']}/{row['character']}"))
    for row in _rows(folder, "films.csv"):
        for column, label in (("genres", "Genre"), ("places", "Place"), ("keywords", "Keyword")):
            keys |= {(label, name) for name in row[column].split("|") if name}
    return keys


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
