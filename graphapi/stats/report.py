"""The report on a graph: counts, degrees, missing facts, and people that look like one person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from graphapi.load.options import SilentProgress
from graphapi.load.staging import open_staging
from graphapi.model.nodes import LABELS, label_named
from graphapi.model.relationships import RELATIONSHIPS
from graphapi.stats.duplicates import DuplicatePair, find_duplicates
from graphapi.stats.snapshot import copy_graph, name_property, node_table

if TYPE_CHECKING:
    from graphapi.load.options import ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.model.elements import Label, RelationshipType
    from graphapi.store.bolt import Graph

MEMORY_MIB = 512


@dataclass(frozen=True)
class DegreeReport:
    """The number of relationships of one type that the nodes of a label have.

    Attributes:
        label: the label of the nodes.
        type: the type of the relationships.
        title: what the nodes at the other ends are, such as ``Films acted in``.
        mean: the mean over all nodes of the label.
        maximum: the largest number; 0 if there is no relationship.
        key: the key of a node with the largest number, None if there is no relationship.
        name: the name of that node.
        without: the number of nodes of the label that have none.
    """

    label: str
    type: str
    title: str
    mean: float
    maximum: int
    key: str | None
    name: str | None
    without: int


@dataclass(frozen=True)
class MissingFact:
    """A property that nodes of a label lack: the number of these nodes, and of all nodes of the label."""

    label: str
    property: str
    missing: int
    nodes: int


@dataclass(frozen=True)
class GraphReport:
    """The report on a graph.

    Attributes:
        nodes: the number of nodes by label.
        relationships: the number of relationships by type.
        degrees: for each type of relationships, the degrees at its start and at its end.
        missing: the properties that some nodes lack, in the order of the model.
        duplicate_count: the number of pairs of people that look like one person.
        duplicates: the first of these pairs, ordered by the number of their credits.
    """

    nodes: dict[str, int]
    relationships: dict[str, int]
    degrees: list[DegreeReport]
    missing: list[MissingFact]
    duplicate_count: int
    duplicates: list[DuplicatePair]

    def as_json(self) -> dict[str, object]:
        """The report as values that JSON can represent."""
        return asdict(self)


async def report_on(graph: Graph, *, most_duplicates: int, progress: ProgressListener | None = None) -> GraphReport:
    """Read the whole graph, and report on it. The report names at most ``most_duplicates`` pairs of people.

    Raises:
        StoreUnavailableError: the store cannot be reached.
    """
    with open_staging(MEMORY_MIB) as database:
        progress = progress or SilentProgress()
        await copy_graph(graph, database, progress)
        progress.started("Comparing people", None)
        nodes = {label.name: database.count(f"SELECT count(*) FROM {node_table(label)}") for label in LABELS}
        counts = dict(database.run("SELECT type, count(*) FROM relationship GROUP BY type"))
        duplicate_count, duplicates = find_duplicates(database, most_duplicates)
        progress.started("Counting", None)
        report = GraphReport(
            nodes=nodes,
            relationships={one.type: counts.get(one.type, 0) for one in RELATIONSHIPS},
            degrees=[
                degrees
                for one in RELATIONSHIPS
                for degrees in (
                    _degrees(database, one, one.source, "source", one.target_title),
                    _degrees(database, one, one.target, "target", one.source_title),
                )
            ],
            missing=[fact for label in LABELS for fact in _missing_facts(database, label)],
            duplicate_count=duplicate_count,
            duplicates=duplicates,
        )
        progress.finished()
        return report


def _degrees(database: Staging, relationship: RelationshipType, label: str, end: str, title: str) -> DegreeReport:
    node = label_named(label)
    table = node_table(node)
    name = name_property(node).name
    ((number, total, linked),) = database.run(
        f"SELECT (SELECT count(*) FROM {table}), count(*), count(DISTINCT {end}) FROM relationship WHERE type = ?",
        [relationship.type],
    )
    first = database.run(
        f"SELECT count(*) AS degree, key, any_value({name}) FROM relationship JOIN {table} ON {end} = key "
        "WHERE type = ? GROUP BY key ORDER BY degree DESC, key LIMIT 1",
        [relationship.type],
    )
    maximum, key, named = first[0] if first else (0, None, None)
    mean = round(total / number, 2) if number else 0.0
    return DegreeReport(label, relationship.type, title, mean, maximum, key, named, number - linked)


def _missing_facts(database: Staging, label: Label) -> list[MissingFact]:
    known = ", ".join(
        f"count(*) FILTER ({one.name} IS NOT NULL AND {one.name}::VARCHAR <> 'false')" for one in label.properties
    )
    ((number, *counts),) = database.run(f"SELECT count(*), {known} FROM {node_table(label)}")
    return [
        MissingFact(label.name, one.name, number - count, number)
        for one, count in zip(label.properties, counts, strict=True)
        if count < number
    ]
