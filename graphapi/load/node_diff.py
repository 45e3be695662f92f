"""The difference between the nodes in the files and in the graph: the nodes to create or change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphapi.load.statements import add_label, change_nodes, create_nodes, read_nodes
from graphapi.model.nodes import SEARCH_RANK, SEARCH_TEXT
from graphapi.model.relationships import roles_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.load.desired_graph import DesiredNode
    from graphapi.load.options import Written
    from graphapi.model.elements import Label


@dataclass(frozen=True)
class NodeSchema:
    """The schema of the nodes that a load writes: their label, their possible further labels, and their properties."""

    label: str
    properties: tuple[str, ...]
    labels: tuple[str, ...] = ()

    @property
    def reading(self) -> str:
        """The statement that reads these nodes by ``$keys``."""
        return read_nodes(self.label, self.properties, self.labels)


def node_schema(label: Label) -> NodeSchema:
    """The schema of the nodes with a label."""
    properties = tuple(property_.name for property_ in label.properties)
    searched = () if label.search is None else (SEARCH_TEXT,)
    return NodeSchema(label.name, (*properties, *searched), tuple(role.label for role in roles_of(label)))


@dataclass
class NodeChanges:
    """The changes for a batch of nodes.

    ``created`` holds the properties of new nodes, grouped by their further labels. ``changed`` holds pairs of a key and
    new properties. ``labelled`` holds the keys of nodes, grouped by the label to add.
    """

    created: dict[tuple[str, ...], list[dict[str, Any]]] = field(default_factory=dict)
    changed: list[list[Any]] = field(default_factory=list)
    labelled: dict[str, list[str]] = field(default_factory=dict)

    def statements(self, schema: NodeSchema) -> list[tuple[str, dict[str, object]]]:
        """The statements that apply the changes, with their parameters."""
        label = schema.label
        statements: list[tuple[str, dict[str, object]]] = []
        for labels, nodes in self.created.items():
            possible = ("key", *schema.properties, SEARCH_RANK)
            names = tuple(name for name in possible if any(name in node for node in nodes))
            rows = [[node.get(name) for name in names] for node in nodes]
            statements.append((create_nodes(label, labels, names), {"rows": rows}))
        if self.changed:
            statements.append((change_nodes(label), {"rows": self.changed}))
        statements.extend((add_label(label, added), {"rows": keys}) for added, keys in self.labelled.items())
        return statements


def diff_nodes(
    schema: NodeSchema, batch: Sequence[DesiredNode], stored: Mapping[str, Sequence[Any]], written: Written
) -> NodeChanges:
    """Compare a batch with the nodes in the graph; ``stored`` has the records of `NodeSchema.reading` by key."""
    changes = NodeChanges()
    for node in batch:
        found = stored.get(node.key)
        if found is None:
            rank = {} if node.rank is None else {SEARCH_RANK: node.rank}
            changes.created.setdefault(node.labels, []).append({"key": node.key} | node.properties | rank)
            written.created += 1
            continue
        flags = dict(zip(schema.labels, found, strict=False))
        values = dict(zip(schema.properties, found[len(schema.labels) :], strict=True))
        differing = {name: value for name, value in node.properties.items() if values[name] != value}
        missing = [label for label in node.labels if not flags[label]]
        for label in missing:
            changes.labelled.setdefault(label, []).append(node.key)
        if differing:
            changes.changed.append([node.key, differing])
        if differing or missing:
            written.changed += 1
        else:
            written.unchanged += 1
    return changes
