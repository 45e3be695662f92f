"""Writing the desired graph: new nodes and relationships and changed properties, in batches."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graphapi.load import desired_graph
from graphapi.load.batches import batched, prefetch
from graphapi.load.cast_diff import diff_cast, stored_cast
from graphapi.load.node_diff import CHARACTER, FILM, LISTED, PERSON, diff_nodes
from graphapi.load.statements import (
    READ_CASTS,
    WRITE_CATALOGUE,
    link_films,
    read_links,
    read_ranks,
    write_casts,
    write_ranks,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from graphapi.load.desired_graph import DesiredCast, DesiredLinks, DesiredNode
    from graphapi.load.node_diff import NodeSchema
    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Graph

    Send = Callable[[str, Mapping[str, object]], Awaitable[object]]


class Writer:
    """Writes one load.

    ``send`` executes a writing statement with its parameters. If ``graph_is_empty``, nothing is read before it is
    written.
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
        """Write everything that is staged.

        Nodes are written first, with the labels that follow from their credits: adding a label to a node later makes
        the embedded store create it again with all its relationships.
        """
        for column, _, label in desired_graph.FILM_LISTS:
            await self._write_nodes(
                LISTED[label], desired_graph.list_members(staging, column), f"Writing {column}", None
            )
        for schema, nodes, table in (
            (FILM, desired_graph.films(staging), "films"),
            (PERSON, desired_graph.people(staging), "people"),
            (CHARACTER, desired_graph.characters(staging), "character_node"),
        ):
            title = "characters" if table == "character_node" else table
            await self._write_nodes(schema, nodes, f"Writing {title}", staging.count(f"SELECT count(*) FROM {table}"))
        await self._write_casts(desired_graph.casts(staging), staging.count("SELECT count(*) FROM credits"))
        directors = staging.count("SELECT count(*) FROM directors")
        await self._write_links(
            "DIRECTED", "Person", desired_graph.directions(staging), "Writing directors", directors, to_film=True
        )
        for column, relationship, label in desired_graph.FILM_LISTS:
            links = desired_graph.film_lists(staging, column)
            await self._write_links(relationship, label, links, f"Linking {column}", None, to_film=False)
        if not self._graph_is_empty:
            for label, keys in desired_graph.ranked_keys(staging):
                await self._write_ranks(label, keys)

    async def mark(self, *, sample: bool) -> None:
        """Record the time of the change, and whether the graph holds only the sample."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        await self._send(WRITE_CATALOGUE, {"properties": {"changedAt": now, "sample": sample}})

    async def _write_nodes(
        self, schema: NodeSchema, nodes: Iterator[DesiredNode], phase: str, rows: int | None
    ) -> None:
        self._progress.started(phase, rows)
        async for batch in prefetch(batched(nodes, self._size)):
            stored = await self._stored(schema.reading, [node.key for node in batch])
            changes = diff_nodes(schema, batch, stored, self._summary.of(schema.label))
            for statement, parameters in changes.statements(schema):
                await self._change(statement, parameters)
            self._progress.advanced(len(batch))
        self._progress.finished()

    async def _write_links(
        self,
        relationship: str,
        label: str,
        films: Iterator[DesiredLinks],
        phase: str,
        rows: int | None,
        *,
        to_film: bool,
    ) -> None:
        written = self._summary.of(relationship)
        statement = link_films(relationship, label, to_film=to_film, graph_is_empty=self._graph_is_empty)
        reading = read_links(relationship, label, to_film=to_film)
        self._progress.started(phase, rows)
        async for batch in prefetch(batched(films, self._size, _links_in)):
            stored = await self._stored(reading, [links.film for links in batch])
            missing = []
            for links in batch:
                existing = set(stored[links.film][0]) if links.film in stored else set()
                if keys := [key for key in links.keys if key not in existing]:
                    missing.append([links.film, keys])
                written.created += len(keys)
                written.unchanged += len(links.keys) - len(keys)
            await self._change(statement, {"rows": missing})
            self._progress.advanced(sum(map(_links_in, batch)))
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
            await self._change(write_casts(graph_is_empty=self._graph_is_empty, with_roles=with_roles), {"rows": films})
            self._progress.advanced(sum(map(_roles_in, batch)))
        self._progress.finished()

    async def _write_ranks(self, label: str, keys: Iterator[str]) -> None:
        """Update the search ranks of existing nodes, after all relationships that they depend on are written."""
        self._progress.started(f"Ranking {label.lower()} nodes", None)
        async for batch in prefetch(batched(keys, self._size)):
            ranks = await self._stored(read_ranks(label), list(batch))
            await self._change(write_ranks(label), {"rows": [[key, rank] for key, (rank,) in ranks.items()]})
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
            # Before the first row, so that an interrupted load never leaves a graph that is marked as the sample.
            await self.mark(sample=False)
        await self._send(statement, parameters)


def _links_in(links: DesiredLinks) -> int:
    return len(links.keys)


def _roles_in(cast: DesiredCast) -> int:
    return sum(max(1, len(credit.characters)) for credit in cast.credits.values())
