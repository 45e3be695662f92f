"""Removing the sample before the first load, if the graph holds nothing else."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from graphapi.load.csv_schema import CAST_FILE, CHARACTER_NAME_COLUMN, key_column, list_relationships
from graphapi.load.statements import IS_EMPTY, READ_CATALOGUE, READ_LABELS_AND_KEYS, REMOVE_SOME
from graphapi.model.nodes import CHARACTER, FILM, LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.options import LoadOptions, ProgressListener
    from graphapi.store.bolt import Graph

NODES_PER_STATEMENT = 2000
LOAD_LOCK = "loads"
"""The name of the lock in the graph that a load holds, so that only one load at a time finds the graph empty."""


@dataclass(frozen=True)
class FoundGraph:
    """The graph before a load: whether it is empty, and whether everything that it holds may be replaced."""

    is_empty: bool
    is_replaceable: bool


async def is_empty(graph: Graph) -> bool:
    """Whether the graph has no nodes except its own records (migrations, locks, the catalogue)."""
    (count,) = await graph.read(IS_EMPTY, {})
    return bool(count == 0)


async def is_sample(graph: Graph) -> bool:
    """Whether every node of the graph belongs to the sample; this also holds after an interrupted removal.

    The mark in the graph is not enough to allow a removal: each node must also have a key of the sample.
    """
    (catalogues,) = await graph.read(READ_CATALOGUE, {})
    if not any(sample for sample, _ in catalogues):
        return False
    with sample_folder() as folder:
        expected = sample_keys(folder)
    # One node more than the sample has is enough to decide; the rest of a large graph is not read.
    (keys,) = await graph.read(READ_LABELS_AND_KEYS, {"limit": len(expected) + 1})
    return expected.issuperset((label, key) for label, key in keys)


async def find_state(graph: Graph, options: LoadOptions) -> FoundGraph:
    """Whether the graph is empty, or holds only a sample that may be removed."""
    if await is_empty(graph):
        return FoundGraph(is_empty=True, is_replaceable=True)
    return FoundGraph(is_empty=False, is_replaceable=not options.keep_sample and await is_sample(graph))


async def remove_sample(graph: Graph, progress: ProgressListener) -> None:
    """Remove everything from a graph that holds only the sample; `find_state` comes before.

    The graph stays marked as the sample until its last node is removed, so the next load completes a removal that was
    interrupted. No row is written before the removal is complete.
    """
    progress.started("Removing the sample", None)
    while (removed := (await graph.write(REMOVE_SOME, {"count": NODES_PER_STATEMENT}))[0][0]) > 0:
        progress.advanced(removed)
    progress.finished()


@contextmanager
def sample_folder() -> Iterator[Path]:
    """The folder with the CSV files of the sample."""
    with as_file(files("graphapi.load") / "sample_catalogue") as folder:
        yield folder


def sample_keys(folder: Path) -> set[tuple[str, str]]:
    """The label and key of every node of the sample."""
    keys: set[tuple[str, str]] = set()
    for label in LABELS:
        if label.file is None:
            continue
        for row in _rows(folder / label.file):
            keys.add((label.name, row["key"]))
            keys |= {
                (relationship.target, name)
                for relationship in list_relationships(label)
                for name in row.get(relationship.list_column or "", "").split("|")
                if name
            }
    for row in _rows(folder / CAST_FILE):
        key, name = row[key_column(CHARACTER.name)], row[CHARACTER_NAME_COLUMN]
        if key or name:
            keys.add((CHARACTER.name, key or f"{row[key_column(FILM.name)]}/{name}"))
    return keys


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file; none if the sample does not have it."""
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
