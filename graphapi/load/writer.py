"""Writing the desired graph: new nodes and relationships and changed properties, in batches."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from graphapi.load import desired_graph
from graphapi.load.batches import batched, prefetch
from graphapi.load.cast_diff import diff_cast, new_cast, stored_cast
from graphapi.load.cast_statements import READ_CASTS, write_casts
from graphapi.load.csv_schema import CAST_FILE, LIST_RELATIONSHIPS, RELATIONSHIP_FILES, table_of
from graphapi.load.existing_nodes import ExistingNodes
from graphapi.load.in_flight import InFlight
from graphapi.load.node_diff import diff_nodes, node_schema
from graphapi.load.relationship_diff import (
    diff_relationships,
    schema_of_column,
    schema_of_file,
    stored_relationships,
)
from graphapi.load.statements import WRITE_CATALOGUE, read_ranks, read_relationships, write_ranks, write_relationships
from graphapi.model.nodes import CHARACTER, LABELS, label_named
from graphapi.store.bolt import StoreKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

    from graphapi.load.csv_schema import RelationshipFile
    from graphapi.load.desired_graph import DesiredCast, DesiredNode, DesiredRelationships
    from graphapi.load.node_diff import NodeSchema
    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.load.statements import RelationshipSchema
    from graphapi.store.bolt import Graph

    Send = Callable[[str, Mapping[str, object]], Awaitable[object]]
    Statements = Sequence[tuple[str, list[Any]]]

NODE_WRITES: Final = {StoreKind.NEO4J: 2, StoreKind.EMBEDDED: 1}
"""How many batches of nodes are written at a time. Transactions of the embedded store that create nodes of one type
conflict with each other, and so do transactions of both stores that create relationships of the same nodes."""


class Writer:
    """Writes one load.

    ``send`` executes a writing statement with its parameters. If ``graph_is_empty``, the stored graph is not read.
    ``changed`` says whether anything was written, and ``ranks_changed`` whether searches may rank nodes differently.
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
        self.ranks_changed = False

    async def write(self, staging: Staging) -> None:
        """Write the staged rows.

        Nodes are written first, with the labels that follow from their credits: adding a label to a node later makes
        the embedded store create it again with all its relationships.
        """
        existing = ExistingNodes(staging, graph_is_empty=self._graph_is_empty)
        for listed in LIST_RELATIONSHIPS:
            label = label_named(listed.target)
            named = tuple(one for one in label.properties if one.name == desired_graph.NAME)
            nodes = desired_graph.listed_nodes(staging, listed)
            await self._write_nodes(existing, node_schema(label, named), nodes, f"Writing {listed.list_column}", None)
        for label in LABELS:
            if label.file is not None:
                table = "character_node" if label is CHARACTER else table_of(label.file)
                properties = desired_graph.known_properties(staging, label, table)
                nodes = desired_graph.nodes(staging, label, table, properties)
                rows = _row_count(staging, table)
                schema = node_schema(label, properties)
                await self._write_nodes(existing, schema, nodes, f"Writing {_stem(label.file)}", rows)
        await self._write_casts(staging, existing)
        for file in RELATIONSHIP_FILES:
            phase = f"Writing {_stem(file.file)}"
            await self._write_relationships(staging, existing, schema_of_file(file), file, phase)
        for listed in LIST_RELATIONSHIPS:
            phase = f"Linking {listed.list_column}"
            await self._write_relationships(staging, existing, schema_of_column(listed), None, phase)
        if not self._graph_is_empty:
            await self._update_ranks(staging, existing)

    async def mark(self, *, sample: bool) -> None:
        """Record the time of the change, and whether the graph holds only the sample."""
        await mark(self._send, sample=sample)

    async def _write_nodes(
        self, existing: ExistingNodes, schema: NodeSchema, nodes: Iterator[DesiredNode], phase: str, rows: int | None
    ) -> None:
        written = self._summary.of(schema.label)
        self._progress.started(phase, rows)
        async with InFlight(NODE_WRITES[self._graph.kind]) as writes:
            async for batch in prefetch(batched(nodes, self._size)):
                stored = await self._stored(schema.reading, [node.key for node in batch])
                existing.add(schema.label, list(stored))
                changes = diff_nodes(schema, batch, stored, written)
                self.ranks_changed = self.ranks_changed or bool(changes.created)
                await self._change(writes, changes.statements(schema), len(batch))
        self._progress.finished()

    async def _write_relationships(
        self,
        staging: Staging,
        existing: ExistingNodes,
        schema: RelationshipSchema,
        file: RelationshipFile | None,
        phase: str,
    ) -> None:
        written = self._summary.of(schema.type)
        create = write_relationships(schema, are_new=True)
        self._progress.started(phase, None if file is None else _row_count(staging, table_of(file.file)))
        async with InFlight(1) as writes:
            new = desired_graph.new_relationships(staging, schema.type, file, existing)
            async for rows in prefetch(batched(new, self._size, _count)):
                count = sum(map(_count, rows))
                written.created += count
                await self._change(writes, [(create, rows)], count)
            known = desired_graph.relationships(staging, schema.type, file, existing)
            await self._merge_relationships(writes, schema, known)
        self._progress.finished()

    async def _merge_relationships(
        self, writes: InFlight, schema: RelationshipSchema, known: Iterator[DesiredRelationships]
    ) -> None:
        """Write the relationships between nodes that are in the graph."""
        written = self._summary.of(schema.type)
        create, merge = (write_relationships(schema, are_new=are_new) for are_new in (True, False))
        reading = read_relationships(schema)
        async for batch in prefetch(batched(known, self._size, _relationships_in)):
            stored = await self._stored(reading, [desired.key for desired in batch])
            created: list[Any] = []
            changed: list[Any] = []
            for desired in batch:
                found = stored_relationships(stored[desired.key][0], schema) if desired.key in stored else {}
                new, differing = diff_relationships(desired, found, written)
                if new:
                    created.append([desired.key, new])
                if differing:
                    changed.append([desired.key, differing])
            await self._change(writes, [(create, created), (merge, changed)], sum(map(_relationships_in, batch)))

    async def _write_casts(self, staging: Staging, existing: ExistingNodes) -> None:
        self._progress.started("Writing credits", _row_count(staging, table_of(CAST_FILE)))
        async with InFlight(1) as writes:
            async for batch in prefetch(batched(desired_graph.casts(staging, existing), self._size, _roles_in)):
                stored = await self._stored(READ_CASTS, [cast.film for cast in batch if cast.is_known])
                new: list[Any] = []
                changed: list[Any] = []
                for cast in batch:
                    if found := stored.get(cast.film, ((),))[0]:
                        if credits := diff_cast(cast, stored_cast(found), self._summary):
                            changed.append([cast.film, credits])
                    else:
                        new.append([cast.film, new_cast(cast, self._summary)])
                statements = [(_writing(new, are_new=True), new), (_writing(changed, are_new=False), changed)]
                await self._change(writes, statements, sum(map(_roles_in, batch)))
        self._progress.finished()

    async def _update_ranks(self, staging: Staging, existing: ExistingNodes) -> None:
        """Update the search ranks of existing nodes, after all relationships that they depend on are written."""
        for label in LABELS:
            if label.search is None:
                continue
            reading, writing = read_ranks(label), write_ranks(label.name)
            keys = desired_graph.keys_to_rank(staging, label, existing)
            self._progress.started(f"Ranking {label.variable} nodes", None)
            async with InFlight(1) as writes:
                async for batch in prefetch(batched(keys, self._size)):
                    ranks = await self._stored(reading, list(batch))
                    self.ranks_changed = self.ranks_changed or bool(ranks)
                    rows = [[key, rank] for key, (rank,) in ranks.items()]
                    await self._change(writes, [(writing, rows)], len(batch))
            self._progress.finished()

    async def _stored(self, statement: str, keys: list[str]) -> dict[str, list[Any]]:
        if self._graph_is_empty or not keys:
            return {}
        (records,) = await self._graph.read(statement, {"keys": keys})
        return {key: values for key, *values in records}

    async def _change(self, writes: InFlight, statements: Statements, rows: int) -> None:
        """Start the statements that have rows; when all of them have ended, ``rows`` more rows are done."""
        changing = [one for one in statements if one[1]]
        if changing and not self.changed:
            self.changed = True
            # This precedes the first row, so that an interrupted load leaves no graph that is marked as the sample.
            await self.mark(sample=False)

        async def write() -> None:
            for statement, values in changing:
                await self._send(statement, {"rows": values})
            self._progress.advanced(rows)

        await writes.start(write())


async def mark(send: Send, *, sample: bool) -> None:
    """Record in the graph the time of the change, and whether the graph holds only the sample."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    await send(WRITE_CATALOGUE, {"properties": {"changedAt": now, "sample": sample}})


def _stem(file: str) -> str:
    return PurePath(file).stem


def _row_count(staging: Staging, table: str) -> int:
    return staging.count(f"SELECT count(*) FROM {table}")


def _writing(films: list[Any], *, are_new: bool) -> str:
    with_roles = any(roles for _, credits in films for *_, roles in credits)
    return write_casts(are_new=are_new, with_roles=with_roles)


def _count(row: list[Any]) -> int:
    return len(row[1])


def _relationships_in(desired: DesiredRelationships) -> int:
    return len(desired.related)


def _roles_in(cast: DesiredCast) -> int:
    return sum(len(credit.characters) or 1 for credit in cast.credits.values())
