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
    from graphapi.model.elements import Label, PropertyType


@dataclass(frozen=True)
class NodeSchema:
    """The schema of the nodes that a load writes: their label, their possible further labels, and their properties.

    ``is_ranked`` says whether new nodes get a search rank.
    """

    label: str
    properties: tuple[str, ...]
    labels: tuple[str, ...] = ()
    is_ranked: bool = False

    @property
    def reading(self) -> str:
        """The statement that reads these nodes by ``$keys``."""
        return read_nodes(self.label, self.properties, self.labels)


def node_schema(label: Label, properties: Sequence[PropertyType]) -> NodeSchema:
    """The schema of the nodes with a label, and with those of its properties that the files have."""
    names = tuple(one.name for one in properties)
    searched = (SEARCH_TEXT,) if label.search is not None and label.search.property in names else ()
    labels = tuple(role.label for role in roles_of(label))
    return NodeSchema(label.name, (*names, *searched), labels, is_ranked=label.search is not None)


@dataclass
class NodeChanges:
    """The changes for a batch of nodes.

    ``created`` holds the rows of new nodes, grouped by their further labels: key, properties, and search rank if the
    schema has one. ``changed`` holds pairs of a key and new properties. ``labelled`` holds the keys of nodes, grouped
    by the label to add.
    """

    created: dict[tuple[str, ...], list[list[Any]]] = field(default_factory=dict)
    changed: list[list[Any]] = field(default_factory=list)
    labelled: dict[str, list[str]] = field(default_factory=dict)

    def statements(self, schema: NodeSchema) -> list[tuple[str, list[Any]]]:
        """The statements that apply the changes, with their rows."""
        label = schema.label
        names = ("key", *schema.properties, *((SEARCH_RANK,) if schema.is_ranked else ()))
        statements: list[tuple[str, list[Any]]] = [
            (create_nodes(label, labels, names), rows) for labels, rows in self.created.items()
        ]
        if self.changed:
            statements.append((change_nodes(label), self.changed))
        statements.extend((add_label(label, added), keys) for added, keys in self.labelled.items())
        return statements


def diff_nodes(
    schema: NodeSchema, batch: Sequence[DesiredNode], stored: Mapping[str, Sequence[Any]], written: Written
) -> NodeChanges:
    """Compare a batch with the nodes in the graph; ``stored`` has the records of `NodeSchema.reading` by key."""
    changes = NodeChanges()
    count = len(schema.labels)
    for key, values, rank, labels, has_row in batch:
        found = stored.get(key)
        if found is None:
            if has_row:
                row = [key, *values, rank] if schema.is_ranked else [key, *values]
                changes.created.setdefault(labels, []).append(row)
                written.created += 1
            continue
        differing = {
            name: value
            for name, value, old in zip(schema.properties, values, found[count:], strict=True)
            if value is not None and value != old
        }
        flags = zip(schema.labels, found, strict=False)
        missing = [label for label, has_it in flags if not has_it and label in labels] if labels else []
        for label in missing:
            changes.labelled.setdefault(label, []).append(key)
        if differing:
            changes.changed.append([key, differing])
        if differing or missing:
            written.changed += 1
        else:
            written.unchanged += 1
    return changes
