"""The nodes of the staged rows that were in the graph before the load."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphapi.load.staged_pairs import StagedPairs
    from graphapi.load.staging import Staging


class ExistingNodes:
    """The keys of these nodes by label, in the staging database. ``labels`` are the labels that have such nodes.

    The nodes without a row of their own are among them from the start: `check_references` has found them in the graph.
    """

    def __init__(self, staging: Staging, *, graph_is_empty: bool) -> None:
        self._staging = staging
        self.labels: set[str] = set()
        staging.run("CREATE TABLE existing_node (label VARCHAR, key VARCHAR)")
        if not graph_is_empty:
            staging.run("INSERT INTO existing_node SELECT label, key FROM existing_key")
            self.labels.update(label for (label,) in staging.run("SELECT DISTINCT label FROM existing_node"))

    def add(self, label: str, keys: Sequence[str]) -> None:
        """Note that nodes are in the graph."""
        if keys:
            self._staging.add_keys("existing_node", label, keys)
            self.labels.add(label)

    def keys(self, label: str) -> str:
        """SQL for the column ``key`` of the nodes of a label."""
        return f"SELECT DISTINCT key FROM existing_node WHERE label = '{label}'"

    def new_pairs(self, pairs: StagedPairs) -> str:
        """SQL for the pairs with a node that is not in the graph: ``first``, ``second``."""
        if not self.labels.issuperset(pairs.labels):
            return f"SELECT first, second FROM ({pairs.sql})"
        return f"{self._joined(pairs)} WHERE a.key IS NULL OR b.key IS NULL"

    def known_pairs(self, pairs: StagedPairs) -> str | None:
        """SQL for the pairs of nodes that are in the graph; None if there are none."""
        if not self.labels.issuperset(pairs.labels):
            return None
        return f"{self._joined(pairs)} WHERE a.key IS NOT NULL AND b.key IS NOT NULL"

    def _joined(self, pairs: StagedPairs) -> str:
        first, second = map(self.keys, pairs.labels)
        return (
            f"SELECT first, second FROM ({pairs.sql}) LEFT JOIN ({first}) AS a ON a.key = first "
            f"LEFT JOIN ({second}) AS b ON b.key = second"
        )
