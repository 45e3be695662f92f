"""Migrates the constraints and indexes of a graph to this version; the graph records the applied migrations.

The files are in ``schema/migrations/``: one file ``0001_name.cypher`` for both stores, or, if the stores need different
statements, a pair ``0001_name.neo4j.cypher`` and ``0001_name.embedded.sql``. Every statement ends with ``;`` at the end
of a line, and is idempotent. Lines that begin with ``//`` or ``--`` are comments. The embedded store keeps all changes
of a statement in memory. So ``UPDATE … LIMIT`` in SQL, and Cypher with a ``LIMIT`` that ends with ``RETURN count(n)``,
are repeated until they change nothing.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from graphapi.errors import BadGraphError
from graphapi.model.nodes import CATALOGUE, MIGRATION
from graphapi.store.arcadedb_sql import run_sql
from graphapi.store.bolt import Graph, StoreKind
from graphapi.store.lock import hold_lock
from graphapi.store.well_known import write_well_known

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

log = structlog.stdlib.get_logger("graphapi.store")

FILE_NAME = re.compile(r"(?P<version>\d{4})_(?P<title>[a-z0-9_]+)(?:\.(?P<store>neo4j|embedded))?\.(?:cypher|sql)")

LIMITED_UPDATE = re.compile(r"\bLIMIT \d+\Z")
LIMITED_CHANGE = re.compile(r"\bLIMIT \d+\n.*\bRETURN count\(n\)\Z", re.DOTALL)
_BUILDS_INDEX = re.compile(r"CREATE INDEX\b")
_CHANGES_NODES = re.compile(r"(UPDATE|MATCH)\b")

APPLIED = f"MATCH (m:{MIGRATION}) WITH m ORDER BY m.version RETURN collect([m.version, m.name, m.checksum])"
DERIVED_BY = f"MATCH (c:{CATALOGUE}) WHERE c.derivedBy IS NOT NULL RETURN collect(c.derivedBy)"
RECORD = f"""
MERGE (m:{MIGRATION} {{key: $key}})
ON CREATE SET m.version = $version, m.name = $name, m.checksum = $checksum, m.appliedAt = toString(datetime())
"""


@dataclass(frozen=True)
class Migration:
    """A migration: the number and the name of its file, without the suffixes, and the checksum of its text."""

    version: int
    name: str
    checksum: str
    path: Path

    @property
    def statements(self) -> list[str]:
        """The statements of the file, in order, without comments."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        text = "\n".join(line for line in lines if not line.lstrip().startswith(("//", "--")))
        return [part.strip() for part in re.split(r";[ \t]*(?:\n|$)", text) if part.strip()]


async def migrate(graph: Graph, known: Sequence[Migration] | None = None) -> list[Migration]:
    """Apply the pending migrations, and return them.

    If two processes do this at the same time, one of them waits. An interrupted migration is run again from its start.
    ``known`` defaults to the migrations of this version.

    Raises:
        BadGraphError: the graph is newer than this version, or an applied migration was changed.
        StatementError: the store refused a statement; the log has the reason.
    """
    known = find_migrations(graph.kind) if known is None else known
    if not await _pending(graph, known):
        return []
    applied = []
    async with hold_lock(graph, "migrations"):
        derived_by = await _derived_by(graph)
        for migration in await _pending(graph, known):
            await _apply(graph, migration, changes_nodes=migration.version > derived_by)
            applied.append(migration)
        if applied:
            await write_well_known(graph)
    return applied


async def migrate_filled(graph: Graph, fill: Callable[[], Awaitable[None]]) -> None:
    """Apply all migrations to an empty graph of the embedded store, and fill it before its indexes are built.

    Nobody else may use the graph. Statements that change nodes are left out, because the graph has none before it is
    filled, and it is filled with the nodes of this version.

    Args:
        graph: the graph.
        fill: writes the nodes and the relationships.

    Raises:
        StatementError: the store refused a statement; the log has the reason.
    """
    known = find_migrations(graph.kind)
    statements = [one for migration in known for one in migration.statements if not _CHANGES_NODES.match(one)]
    for statement in statements:
        if not _BUILDS_INDEX.match(statement):
            await run_sql(graph.endpoint, statement)
    await fill()
    for statement in statements:
        if _BUILDS_INDEX.match(statement):
            await run_sql(graph.endpoint, statement)
    for migration in known:
        await _record(graph, migration)


async def check_version(graph: Graph, known: Sequence[Migration] | None = None) -> None:
    """Check that the graph has exactly the migrations of this version.

    Raises:
        BadGraphError: the graph is newer or older, or an applied migration was changed; the message says what to do.
    """
    known = find_migrations(graph.kind) if known is None else known
    pending = await _pending(graph, known)
    if pending:
        names = ", ".join(migration.name for migration in pending)
        message = f"The graph is older than this version of graphapi needs (missing: {names}). Run: graphapi migrate"
        raise BadGraphError(message)


def find_migrations(kind: StoreKind, folder: Path | None = None) -> list[Migration]:
    """The migrations of a store, in order.

    Raises:
        BadGraphError: a file has an invalid name, or a migration has two files or none for one of the stores.
    """
    folder = schema_folder() / "migrations" if folder is None else folder
    stores: dict[str, dict[str, Path]] = {}
    for path in sorted([*folder.glob("*.cypher"), *folder.glob("*.sql")]):
        found = FILE_NAME.fullmatch(path.name)
        if found is None:
            message = f"{path} is not named like a migration (0001_name.cypher)."
            raise BadGraphError(message)
        halves = stores.setdefault(f"{found['version']}_{found['title']}", {})
        for store in [found["store"]] if found["store"] else list(StoreKind):
            if halves.setdefault(store, path) != path:
                message = f"{path} and {halves[store]} are the same migration of the same store."
                raise BadGraphError(message)
    return [_migration(number, name, halves, kind) for number, (name, halves) in enumerate(stores.items(), start=1)]


def schema_folder() -> Path:
    """The folder ``schema/``: inside the installed package, or beside it in a source tree."""
    package = Path(__file__).parent.parent
    installed = package / "schema"
    return installed if installed.is_dir() else package.parent / "schema"


def _migration(number: int, name: str, halves: dict[str, Path], kind: StoreKind) -> Migration:
    if int(name[:4]) != number:
        message = f"The migrations are not numbered one by one: {name} is number {number}."
        raise BadGraphError(message)
    missing = [store.value for store in StoreKind if store not in halves]
    if missing:
        message = f"The migration {name} has no file for the store {missing[0]}."
        raise BadGraphError(message)
    text = halves[kind].read_text(encoding="utf-8")  # with normalized line endings
    return Migration(number, name, hashlib.sha256(text.encode()).hexdigest(), halves[kind])


async def _pending(graph: Graph, known: Sequence[Migration]) -> list[Migration]:
    """The migrations that are not applied yet, after a check of those that are."""
    (applied,) = await graph.read(APPLIED, {})
    expected = {migration.version: migration for migration in known}
    for version, name, checksum in applied:
        migration = expected.pop(version, None)
        if migration is None:
            message = (
                f"The graph was made by a newer version of graphapi: it has had the migration {name}, "
                f"and this version knows {len(known)}. Install a newer graphapi."
            )
            raise BadGraphError(message)
        if (migration.name, migration.checksum) != (name, checksum):
            message = (
                f"The migration {name} was changed after it was applied. An applied migration must stay as it was; "
                f"restore {migration.path}, and put the change into a new one."
            )
            raise BadGraphError(message)
    return list(expected.values())


async def _derived_by(graph: Graph) -> int:
    """The last migration whose derived properties the nodes had when Neo4j's importer created them; 0 if it did not."""
    (found,) = await graph.read(DERIVED_BY, {})
    return max((int(version) for version in found), default=0)


async def _apply(graph: Graph, migration: Migration, *, changes_nodes: bool) -> None:
    log.info("migration", name=migration.name, statements=len(migration.statements))
    for statement in migration.statements:
        if not changes_nodes and _CHANGES_NODES.match(statement):
            continue
        if migration.path.suffix == ".sql":
            while await run_sql(graph.endpoint, statement) and LIMITED_UPDATE.search(statement):
                pass
        else:
            while await graph.run_schema(statement) not in ([], [[0]]) and LIMITED_CHANGE.search(statement):
                pass
    if graph.kind is StoreKind.NEO4J:
        # Indexes are filled in the background. Without this wait, a load or a query could run without them.
        await graph.run_schema("CALL db.awaitIndexes(3600)")
    await _record(graph, migration)


async def _record(graph: Graph, migration: Migration) -> None:
    record = {"key": f"{migration.version:04}", "version": migration.version, "name": migration.name}
    await graph.write(RECORD, {**record, "checksum": migration.checksum})
