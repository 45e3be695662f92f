"""The kinds of nodes that a load writes, and what has to be done to the graph so that it holds what the files state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphapi.load import derivation
from graphapi.load.statements import RANK, add_label, change_nodes, create_nodes, read_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.load.derivation import NodeFacts
    from graphapi.load.options import Written


@dataclass(frozen=True)
class NodeKind:
    """Nodes as a load writes them: their label, the labels they may have beside it, and their properties."""

    label: str
    properties: tuple[str, ...]
    labels: tuple[str, ...] = ()

    @property
    def reading(self) -> str:
        """The statement that reads such nodes by ``$keys``."""
        return read_nodes(self.label, self.properties, self.labels)


FILM = NodeKind("Film", (*map(derivation.property_name, derivation.FILM_COLUMNS), "searchText"))
PERSON = NodeKind(
    "Person", (*map(derivation.property_name, derivation.PERSON_COLUMNS), "searchText"), ("Actor", "Director")
)
CHARACTER = NodeKind("Character", ("name", "description", "searchText"))
LISTED = {label: NodeKind(label, ("name", "searchText")) for _, _, label in derivation.FILM_LISTS}


@dataclass
class NodePlan:
    """What to write for a batch of nodes.

    ``created`` has the properties of new nodes by their labels, ``changed`` pairs of key and properties,
    ``labelled`` the keys of nodes by the label that they lack.
    """

    created: dict[tuple[str, ...], list[dict[str, Any]]] = field(default_factory=dict)
    changed: list[list[Any]] = field(default_factory=list)
    labelled: dict[str, list[str]] = field(default_factory=dict)

    def statements(self, kind: NodeKind) -> list[tuple[str, dict[str, object]]]:
        """The statements of the plan with their parameters."""
        label = kind.label
        work: list[tuple[str, dict[str, object]]] = []
        for labels, nodes in self.created.items():
            names = tuple(name for name in ("key", *kind.properties, RANK) if any(name in node for node in nodes))
            rows = [[node.get(name) for name in names] for node in nodes]
            work.append((create_nodes(label, labels, names), {"rows": rows}))
        if self.changed:
            work.append((change_nodes(label), {"rows": self.changed}))
        work.extend((add_label(label, added), {"rows": keys}) for added, keys in self.labelled.items())
        return work


def plan_nodes(
    kind: NodeKind, batch: Sequence[NodeFacts], stored: Mapping[str, Sequence[Any]], written: Written
) -> NodePlan:
    """What to write so that the graph holds a batch; ``stored`` is what `NodeKind.reading` gave, by key."""
    plan = NodePlan()
    for node in batch:
        found = stored.get(node.key)
        if found is None:
            rank = {} if node.rank is None else {RANK: node.rank}
            plan.created.setdefault(node.labels, []).append({"key": node.key} | node.properties | rank)
            written.created += 1
            continue
        flags = dict(zip(kind.labels, found, strict=False))
        values = dict(zip(kind.properties, found[len(kind.labels) :], strict=True))
        differing = {name: value for name, value in node.properties.items() if values[name] != value}
        lacking = [label for label in node.labels if not flags[label]]
        for label in lacking:
            plan.labelled.setdefault(label, []).append(node.key)
        if differing:
            plan.changed.append([node.key, differing])
        if differing or lacking:
            written.changed += 1
        else:
            written.unchanged += 1
    return plan
