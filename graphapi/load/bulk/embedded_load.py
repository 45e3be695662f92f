"""The bulk path on the embedded store: a database of its own is filled, and then replaces the served one."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from graphapi.load.batches import prefetch
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
from graphapi.store.arcadedb_databases import create_next, discard_next, promote_next
from graphapi.store.arcadedb_sql import run_sql
from graphapi.store.bolt import Graph, StoreKind
from graphapi.store.driver_errors import StatementError
from graphapi.store.lock import prepare_lock
from graphapi.store.migrations import migrate_filled
from graphapi.store.well_known import write_well_known

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.staging import Staging
    from graphapi.store.bolt import Endpoint


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
    for one in relationships:
        progress.started(f"Writing {one.relationship.type}", one.rows)
        await _send(staging, endpoint, relationship_bodies(staging, one), one.rows, progress)
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
    staging: Staging, endpoint: Endpoint, bodies: Iterator[Path], rows: int, progress: ProgressListener
) -> None:
    """Send files of records; the next file is written while the store reads one."""
    created = 0
    async for body in prefetch(bodies):
        count = await asyncio.to_thread(_send_one, staging, endpoint, body)
        created += count
        progress.advanced(count)
    if created != rows:
        raise StatementError("The store has not created every record of a load.", f"{created} of {rows}")


def _send_one(staging: Staging, endpoint: Endpoint, body: Path) -> int:
    answer = body.with_suffix(".answer")
    send_batch(endpoint, body, answer)
    body.unlink()
    count = add_record_ids(staging, answer)
    answer.unlink()
    return count
