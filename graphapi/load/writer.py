"""Writing the desired graph: new nodes and relationships and changed properties, in batches."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from graphapi.load import desired_graph
from graphapi.load.batches import batched, prefetch
from graphapi.load.cast_diff import diff_cast, stored_cast
from graphapi.load.cast_statements import READ_CASTS, write_casts
from graphapi.load.csv_schema import CAST_FILE, LIST_RELATIONSHIPS, RELATIONSHIP_FILES, table_of
from graphapi.load.node_diff import diff_nodes, node_schema
from graphapi.load.relationship_diff import (
    diff_relationships,
    schema_of_column,
    schema_of_file,
    stored_relationships,
)
from graphapi.load.statements import WRITE_CATALOGUE, read_ranks, read_relationships, write_ranks, write_relationships
from graphapi.model.nodes import CHARACTER, LABELS, label_named

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from graphapi.load.desired_graph import DesiredCast, DesiredNode, DesiredRelationships
    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.load.statements import RelationshipSchema
    from graphapi.model.elements import Label
    from graphapi.store.bolt import Graph

    Send = Callable[[str, Mapping[str, object]], Awaitable[object]]


class Writer:
    """Writes one load.

    ``send`` executes a writing statement with its parameters. If ``graph_is_empty``, the stored graph is not read.
    """

    def __init__(
        self,
        graph: Graph,
        send: Send,
        summary: LoadSummary,
        options: LoadOptions,
        progress: ProgressListener,
        *,
        graph_is_empty: bool,
    ) -> None:
        self._graph = graph
        self._send = send
        self._summary = summary
        self._size = options.batch_rows
        self._progress = progress
        self._graph_is_empty = graph_is_empty
        self.changed = False

    async def write(self, staging: Staging) -> None:
        """Write the staged rows.

        Nodes are written first, with the labels that follow from their credits: adding a label to a node later makes
        the embedded store create it again with all its relationships.
        """
        for listed in LIST_RELATIONSHIPS:
            nodes = desired_graph.listed_nodes(staging, listed)
            await self._write_nodes(label_named(listed.target), nodes, f"Writing {listed.list_column}", None)
        for label in LABELS:
            if label.file is not None:
                table = "character_node" if label is CHARACTER else table_of(label.file)
                nodes = desired_graph.nodes(staging, label, table)
                await self._write_nodes(label, nodes, f"Writing {_stem(label.file)}", _row_count(staging, table))
        await self._write_casts(desired_graph.casts(staging), _row_count(staging, table_of(CAST_FILE)))
        for file in RELATIONSHIP_FILES:
            related = desired_graph.relationships(staging, file)
            rows = _row_count(staging, table_of(file.file))
            await self._write_relationships(schema_of_file(file), related, f"Writing {_stem(file.file)}", rows)
        for listed in LIST_RELATIONSHIPS:
            related = desired_graph.listed_relationships(staging, listed)
            await self._write_relationships(schema_of_column(listed), related, f"Linking {listed.list_column}", None)
        if not self._graph_is_empty:
            await self._update_ranks(staging)

    async def mark(self, *, sample: bool) -> None:
        """Record the time of the change, and whether the graph holds only the sample."""
        await mark(self._send, sample=sample)

    async def _write_nodes(self, label: Label, nodes: Iterator[DesiredNode], phase: str, rows: int | None) -> None:
        schema = node_schema(label)
        self._progress.started(phase, rows)
        async for batch in prefetch(batched(nodes, self._size)):
            stored = await self._stored(schema.reading, [node.key for node in batch])
            changes = diff_nodes(schema, batch, stored, self._summary.of(schema.label))
            for statement, parameters in changes.statements(schema):
                await self._change(statement, parameters)
            self._progress.advanced(len(batch))
        self._progress.finished()

    async def _write_relationships(
        self, schema: RelationshipSchema, nodes: Iterator[DesiredRelationships], phase: str, rows: int | None
    ) -> None:
        written = self._summary.of(schema.type)
        statement = write_relationships(schema, graph_is_empty=self._graph_is_empty)
        reading = read_relationships(schema)
        self._progress.started(phase, rows)
        async for batch in prefetch(batched(nodes, self._size, _relationships_in)):
            stored = await self._stored(reading, [desired.key for desired in batch])
            changed = []
            for desired in batch:
                existing = stored_relationships(stored[desired.key][0], schema) if desired.key in stored else {}
                if related := diff_relationships(desired, existing, written):
                    changed.append([desired.key, related])
            await self._change(statement, {"rows": changed})
            self._progress.advanced(sum(map(_relationships_in, batch)))
        self._progress.finished()

    async def _write_casts(self, casts: Iterator[DesiredCast], rows: int) -> None:
        self._progress.started("Writing credits", rows)
        async for batch in prefetch(batched(casts, self._size, _roles_in)):
            stored = await self._stored(READ_CASTS, [cast.film for cast in batch])
            films = []
            for cast in batch:
                existing = stored_cast(stored[cast.film][0]) if cast.film in stored else {}
                if credits := diff_cast(cast, existing, self._summary, graph_is_empty=self._graph_is_empty):
                    films.append([cast.film, credits])
            with_roles = any(roles for _, credits in films for *_, roles in credits)
            statement = write_casts(graph_is_empty=self._graph_is_empty, with_roles=with_roles)
            await self._change(statement, {"rows": films})
            self._progress.advanced(sum(map(_roles_in, batch)))
        self._progress.finished()

    async def _update_ranks(self, staging: Staging) -> None:
        """Update the search ranks of existing nodes, after all relationships that they depend on are written."""
        for label in LABELS:
            if label.search is None:
                continue
            reading, writing = read_ranks(label), write_ranks(label.name)
            self._progress.started(f"Ranking {label.variable} nodes", None)
            async for batch in prefetch(batched(desired_graph.keys_to_rank(staging, label), self._size)):
                ranks = await self._stored(reading, list(batch))
                await self._change(writing, {"rows": [[key, rank] for key, (rank,) in ranks.items()]})
                self._progress.advanced(len(batch))
            self._progress.finished()

    async def _stored(self, statement: str, keys: list[str]) -> dict[str, list[Any]]:
        if self._graph_is_empty:
            return {}
        (records,) = await self._graph.read(statement, {"keys": keys})
        return {key: values for key, *values in records}

    async def _change(self, statement: str, parameters: Mapping[str, object]) -> None:
        if not parameters["rows"]:
            return
        if not self.changed:
            self.changed = True
            # This precedes the first row, so that an interrupted load leaves no graph that is marked as the sample.
            await self.mark(sample=False)
        await self._send(statement, parameters)


async def mark(send: Send, *, sample: bool) -> None:
    """Record in the graph the time of the change, and whether the graph holds only the sample."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    await send(WRITE_CATALOGUE, {"properties": {"changedAt": now, "sample": sample}})


def _stem(file: str) -> str:
    return PurePath(file).stem


def _row_count(staging: Staging, table: str) -> int:
    return staging.count(f"SELECT count(*) FROM {table}")


def _relationships_in(desired: DesiredRelationships) -> int:
    return len(desired.related)


def _roles_in(cast: DesiredCast) -> int:
    return sum(max(1, len(credit.characters)) for credit in cast.credits.values())
