"""The bulk path on the embedded store: a database of its own is filled, and then replaces the served one."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphapi.errors import StoreUnavailableError
from graphapi.load.bulk.disk_space import EMBEDDED, check_disk_space
from graphapi.load.bulk.ndjson import add_record_ids, create_record_ids, node_bodies, relationship_bodies
from graphapi.load.bulk.node_tables import create_node_tables
from graphapi.load.bulk.relationship_tables import create_relationship_tables
from graphapi.load.csv_schema import FILES
from graphapi.load.progress import row_count
from graphapi.load.writer import mark
from graphapi.model.nodes import LABELS
from graphapi.model.relationships import RELATIONSHIPS, roles_of
from graphapi.store.arcadedb_batch import send_batch
from graphapi.store.arcadedb_databases import create_next, discard_next, heap_bytes, promote_next
from graphapi.store.arcadedb_sql import run_sql
from graphapi.store.bolt import Graph, StoreKind
from graphapi.store.driver_errors import StatementError
from graphapi.store.lock import prepare_lock
from graphapi.store.migrations import migrate_filled
from graphapi.store.well_known import write_well_known

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Endpoint

HEAP_BYTES_PER_RELATIONSHIP: Final = 4_000
"""The part of the store's heap for each relationship of a request.

The store updates a node once for all its relationships in a request, and remembers the relationships and their nodes
until its end. A heap of 1 GiB was full with 600,000 relationships, and had room for 450,000.
"""
BLOCK_BYTES: Final = 2**20


def is_large(staging: Staging, graph: Graph, options: LoadOptions) -> bool:
    """Whether the bulk path is available and faster: a new database costs some seconds."""
    if graph.kind is not StoreKind.EMBEDDED or graph.endpoint.data_folder is None:
        return False
    return sum(staging.count(f"SELECT count(*) FROM {schema.table}") for schema in FILES) >= options.bulk_rows


async def load_embedded(staging: Staging, graph: Graph, summary: LoadSummary, progress: ProgressListener) -> None:
    """Write the staged rows into a new database, and serve that instead of the current one.

    The current database holds nothing but the sample. It is served until the new one is complete. The caller holds the
    lock of loads, and has derived the characters.

    Raises:
        DiskSpaceError: there is not enough free disk space.
        StoreUnavailableError: the store cannot be reached, or the data folder cannot be written.
        StatementError: the store refused a record or a statement; the log has the reason.
    """
    await asyncio.to_thread(check_disk_space, staging, Path(graph.endpoint.data_folder or ""), EMBEDDED)
    async with _next_graph(graph, row_count(summary.rows)) as following:

        async def fill() -> None:
            await _fill(staging, following.endpoint, summary, progress)
            progress.started("Building indexes", None)

        await migrate_filled(following, fill)
        await write_well_known(following)
        await mark(following.write, sample=False)
        # Loads that wait for the lock look for it in the new graph from now on.
        await prepare_lock(following)
        progress.finished()
    await asyncio.to_thread(promote_next, graph.endpoint)


@asynccontextmanager
async def _next_graph(graph: Graph, description: str) -> AsyncIterator[Graph]:
    """The graph of a new database, which is removed again after an error."""
    endpoint = await asyncio.to_thread(create_next, graph.endpoint, description)
    following = Graph(endpoint)
    try:
        yield following
    except BaseException:
        # If the store has ended, its next start removes the database.
        with suppress(StoreUnavailableError):
            await asyncio.shield(asyncio.to_thread(discard_next, graph.endpoint))
        raise
    finally:
        await following.close()


async def _fill(staging: Staging, endpoint: Endpoint, summary: LoadSummary, progress: ProgressListener) -> None:
    """Write all nodes, then all relationships."""
    await create_types(endpoint)
    create_record_ids(staging)
    progress.started("Computing nodes", None)
    nodes = await asyncio.to_thread(lambda: list(create_node_tables(staging)))
    for table in nodes:
        progress.started(f"Writing {table.label.plural.lower()}", table.rows)
        await _send(staging, endpoint, node_bodies(staging, table), table.rows, progress)
        summary.of(table.label.name).created += table.rows
    progress.started("Computing relationships", None)
    relationships = await asyncio.to_thread(lambda: list(create_relationship_tables(staging)))
    rows = sum(one.rows for one in relationships)
    progress.started("Writing relationships", rows)
    bodies = relationship_bodies(staging, relationships)
    per_request = await asyncio.to_thread(heap_bytes, endpoint) // HEAP_BYTES_PER_RELATIONSHIP
    await _send(staging, endpoint, bodies, rows, progress, per_request=per_request)
    for one in relationships:
        summary.of(one.relationship.type).created += one.rows
    progress.finished()


async def create_types(endpoint: Endpoint) -> None:
    """Create a type for each set of labels and each type of relationship; the bulk loader creates none."""
    for label in LABELS:
        roles = [role.label for role in roles_of(label)]
        for size in range(1, len(roles) + 1):
            for further in combinations(roles, size):
                names = sorted([label.name, *further])
                await run_sql(
                    endpoint, f"CREATE VERTEX TYPE `{'~'.join(names)}` IF NOT EXISTS EXTENDS {', '.join(names)}"
                )
    for relationship in RELATIONSHIPS:
        await run_sql(endpoint, f"CREATE EDGE TYPE {relationship.type} IF NOT EXISTS")


async def _send(
    staging: Staging,
    endpoint: Endpoint,
    bodies: Iterator[Path],
    rows: int,
    progress: ProgressListener,
    *,
    per_request: int = 1,
) -> None:
    """Send files of records; a request ends with the file that brings its records to ``per_request`` or more."""
    loop = asyncio.get_running_loop()

    def advance(count: int) -> None:
        loop.call_soon_threadsafe(progress.advanced, count)

    created = await asyncio.to_thread(_send_all, staging, endpoint, bodies, per_request, advance)
    # What was sent last is reported before the next phase begins.
    await asyncio.sleep(0)
    if created != rows:
        raise StatementError("The store has not created every record of a load.", f"{created} of {rows}")


def _send_all(
    staging: Staging, endpoint: Endpoint, bodies: Iterator[Path], per_request: int, advance: Callable[[int], None]
) -> int:
    """Send the files in as many requests as necessary; returns the number of records that the store created."""
    created = 0
    answer = staging.folder / "answer"
    # The next file is written while the store reads one.
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, bodies, None)

        def records(first: Path) -> Iterator[bytes]:
            nonlocal following
            body: Path | None = first
            sent = 0
            while body is not None:
                for block in _blocks(body):
                    yield block
                    lines = block.count(b"\n")
                    sent += lines
                    advance(lines)
                body.unlink()
                if sent >= per_request:
                    return
                body = following.result()
                following = pool.submit(next, bodies, None)

        while (body := following.result()) is not None:
            following = pool.submit(next, bodies, None)
            send_batch(endpoint, records(body), answer)
            created += add_record_ids(staging, answer)
    return created


def _blocks(body: Path) -> Iterator[bytes]:
    with body.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block
