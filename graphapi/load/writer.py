"""Writing what was derived from the files into the graph: only what is new or different, in batches."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graphapi.load import derivation
from graphapi.load.batches import batched, prefetch
from graphapi.load.cast_diff import plan_cast, stored_cast
from graphapi.load.node_diff import CHARACTER, FILM, LISTED, PERSON, plan_nodes
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

    from graphapi.load.derivation import FilmCast, FilmLinks, NodeFacts
    from graphapi.load.node_diff import NodeKind
    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Graph

    Send = Callable[[str, Mapping[str, object]], Awaitable[object]]


class Writer:
    """Writes one load.

    ``fresh`` says that the graph holds nothing, so that nothing need be asked before writing. ``send`` takes the
    statements that write, with their parameters.
    """

    def __init__(
        self,
        graph: Graph,
        send: Send,
        summary: LoadSummary,
        options: LoadOptions,
        progress: ProgressListener,
        *,
        fresh: bool,
    ) -> None:
        self._graph = graph
        self._send = send
        self._summary = summary
        self._size = options.batch_rows
        self._progress = progress
        self._fresh = fresh
        self.changed = False

    async def write(self, staging: Staging) -> None:
        """Write everything that is staged.

        Nodes come first, with the labels that their credits mean: a label that comes to a node of the embedded store
        later makes it anew with all its relationships.
        """
        for column, _, label in derivation.FILM_LISTS:
            await self._write_nodes(LISTED[label], derivation.list_members(staging, column), f"Writing {column}", None)
        for kind, nodes, table in (
            (FILM, derivation.films(staging), "films"),
            (PERSON, derivation.people(staging), "people"),
            (CHARACTER, derivation.characters(staging), "figure"),
        ):
            title = "characters" if table == "figure" else table
            await self._write_nodes(kind, nodes, f"Writing {title}", staging.count(f"SELECT count(*) FROM {table}"))
        await self._write_casts(derivation.casts(staging), staging.count("SELECT count(*) FROM credits"))
        directors = staging.count("SELECT count(*) FROM directors")
        await self._write_links(
            "DIRECTED", "Person", derivation.directions(staging), "Writing directors", directors, to_film=True
        )
        for column, relationship, label in derivation.FILM_LISTS:
            links = derivation.film_lists(staging, column)
            await self._write_links(relationship, label, links, f"Linking {column}", None, to_film=False)
        if not self._fresh:
            for label, keys in derivation.ranked_keys(staging):
                await self._write_ranks(label, keys)

    async def mark(self, *, sample: bool) -> None:
        """Note in the graph when it changed, and whether it holds nothing but the sample."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        await self._send(WRITE_CATALOGUE, {"properties": {"changedAt": now, "sample": sample}})

    async def _write_nodes(self, kind: NodeKind, nodes: Iterator[NodeFacts], phase: str, rows: int | None) -> None:
        self._progress.started(phase, rows)
        async for batch in prefetch(batched(nodes, self._size)):
            stored = await self._stored(kind.reading, [node.key for node in batch])
            plan = plan_nodes(kind, batch, stored, self._summary.of(kind.label))
            for statement, parameters in plan.statements(kind):
                await self._change(statement, parameters)
            self._progress.advanced(len(batch))
        self._progress.finished()

    async def _write_links(
        self, relationship: str, label: str, films: Iterator[FilmLinks], phase: str, rows: int | None, *, to_film: bool
    ) -> None:
        written = self._summary.of(relationship)
        statement = link_films(relationship, label, to_film=to_film, fresh=self._fresh)
        reading = read_links(relationship, label, to_film=to_film)
        self._progress.started(phase, rows)
        async for batch in prefetch(batched(films, self._size, _links_in)):
            stored = await self._stored(reading, [links.film for links in batch])
            lacking = []
            for links in batch:
                known = set(stored[links.film][0]) if links.film in stored else set()
                if keys := [key for key in links.keys if key not in known]:
                    lacking.append([links.film, keys])
                written.created += len(keys)
                written.unchanged += len(links.keys) - len(keys)
            await self._change(statement, {"rows": lacking})
            self._progress.advanced(sum(map(_links_in, batch)))
        self._progress.finished()

    async def _write_casts(self, casts: Iterator[FilmCast], rows: int) -> None:
        self._progress.started("Writing credits", rows)
        async for batch in prefetch(batched(casts, self._size, _roles_in)):
            stored = await self._stored(READ_CASTS, [cast.film for cast in batch])
            films = []
            for cast in batch:
                known = stored_cast(stored[cast.film][0]) if cast.film in stored else {}
                if credits := plan_cast(cast, known, self._summary, fresh=self._fresh):
                    films.append([cast.film, credits])
            with_roles = any(roles for _, credits in films for *_, roles in credits)
            await self._change(write_casts(fresh=self._fresh, with_roles=with_roles), {"rows": films})
            self._progress.advanced(sum(map(_roles_in, batch)))
        self._progress.finished()

    async def _write_ranks(self, label: str, keys: Iterator[str]) -> None:
        """Rank the nodes anew that were there before: of how many films they are is known when all is written."""
        self._progress.started(f"Ranking {label.lower()} nodes", None)
        async for batch in prefetch(batched(keys, self._size)):
            ranks = await self._stored(read_ranks(label), list(batch))
            await self._change(write_ranks(label), {"rows": [[key, rank] for key, (rank,) in ranks.items()]})
            self._progress.advanced(len(batch))
        self._progress.finished()

    async def _stored(self, statement: str, keys: list[str]) -> dict[str, list[Any]]:
        if self._fresh:
            return {}
        (records,) = await self._graph.read(statement, {"keys": keys})
        return {key: values for key, *values in records}

    async def _change(self, statement: str, parameters: Mapping[str, object]) -> None:
        if not parameters["rows"]:
            return
        if not self.changed:
            self.changed = True
            # Before the first row: a load that is killed must not leave a graph that says it is the sample.
            await self.mark(sample=False)
        await self._send(statement, parameters)


def _links_in(links: FilmLinks) -> int:
    return len(links.keys)


def _roles_in(cast: FilmCast) -> int:
    return sum(max(1, len(credit.characters)) for credit in cast.credits.values())
