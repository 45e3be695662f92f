"""Files for Neo4j's own importer, ``neo4j-admin database import full``; DuckDB writes them.

The format is that of the Neo4j Operations Manual, "CSV header format": each file has a header that names the
properties with their types, and ``:ID``, ``:LABEL``, ``:START_ID`` and ``:END_ID``.
"""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from graphapi.errors import BadGraphError
from graphapi.load.bulk.disk_space import IMPORT_FILES, check_disk_space
from graphapi.load.bulk.node_tables import create_node_tables
from graphapi.load.bulk.relationship_tables import create_relationship_tables
from graphapi.load.staging import CELL_SEPARATOR, sql_text
from graphapi.model.elements import Scalar
from graphapi.model.nodes import CATALOGUE
from graphapi.store.bolt import Graph, StoreKind
from graphapi.store.migrations import find_migrations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from graphapi.load.bulk.tables import Column, NodeTable, RelationshipTable
    from graphapi.load.options import LoadSummary, ProgressListener
    from graphapi.load.staging import Staging

_TYPES: Final = {Scalar.INT: "long", Scalar.FLOAT: "double", Scalar.STRING: "string"}
# No value has this control character, so it separates the elements of lists and labels.
_LIST_SEPARATOR: Final = CELL_SEPARATOR
DATABASE: Final = "neo4j"


class NoGraph(Graph):
    """Stands for the graph of a load that only writes files: nothing is in it yet."""

    def __init__(self) -> None:
        self.kind = StoreKind.NEO4J

    async def read(
        self, statement: str, parameters: Mapping[str, object], *, timeout: float | None = None
    ) -> list[Any]:
        """One record with an empty list."""
        return [[]]


def write_import_files(
    staging: Staging, folder: Path, summary: LoadSummary, progress: ProgressListener, database: str | None
) -> None:
    """Write a file for each label and each type of relationship, and add the command that reads them to the summary.

    Existing files are replaced. `derive_characters` comes before.

    Args:
        staging: the staged rows.
        folder: the folder for the files; it is created.
        summary: gets the numbers of nodes and relationships, and the command.
        progress: is told of every file.
        database: the name of the database in the command; Neo4j's default database if it is None.

    Raises:
        DiskSpaceError: there is not enough free disk space.
        BadGraphError: the importer cannot read files in this folder.
    """
    if "," in str(folder.absolute()):
        raise BadGraphError(f"The importer separates files by commas, so {folder} cannot be the folder of its files.")
    folder.mkdir(parents=True, exist_ok=True)
    check_disk_space(staging, folder, IMPORT_FILES)
    files: list[str] = []
    count = 0
    has_line_breaks = False
    for nodes in create_node_tables(staging):
        progress.started(f"Writing {nodes.label.plural.lower()}", nodes.rows)
        path = folder / f"{nodes.label.name}.nodes.csv"
        labels = f"replace(nullif(labels, ''), ';', '{_LIST_SEPARATOR}') AS \":LABEL\""
        _write(staging, path, ['id AS ":ID"', labels, *_values(nodes.columns)], nodes.name)
        files.append(f"--nodes={nodes.label.name}={path.absolute()}")
        summary.of(nodes.label.name).created += nodes.rows
        count += nodes.rows
        has_line_breaks = has_line_breaks or _has_line_breaks(staging, nodes)
    for one in create_relationship_tables(staging):
        has_line_breaks = has_line_breaks or _has_line_breaks(staging, one)
        progress.started(f"Writing {one.relationship.type}", one.rows)
        path = folder / f"{one.relationship.type}.relationships.csv"
        _write(staging, path, ['source AS ":START_ID"', 'target AS ":END_ID"', *_values(one.columns)], one.name)
        files.append(f"--relationships={one.relationship.type}={path.absolute()}")
        summary.of(one.relationship.type).created += one.rows
    path = folder / f"{CATALOGUE}.nodes.csv"
    _write_catalogue(path, count)
    files.append(f"--nodes={CATALOGUE}={path.absolute()}")
    progress.finished()
    summary.import_command = _command(files, database or DATABASE, has_line_breaks=has_line_breaks)


def _has_line_breaks(staging: Staging, table: NodeTable | RelationshipTable) -> bool:
    # Lists hold keys, and the nodes with these keys are in the files too.
    texts = [
        f"regexp_matches(\"{one.name}\", '[\\r\\n]')"
        for one in table.columns
        if one.scalar is Scalar.STRING and not one.is_list
    ]
    return bool(texts) and staging.count(f"SELECT count(*) FROM {table.name} WHERE {' OR '.join(texts)}") > 0


def _values(columns: Iterable[Column]) -> list[str]:
    """SQL for the properties, named as in the header of the file."""
    return [
        f'array_to_string("{one.name}", \'{_LIST_SEPARATOR}\') AS "{one.name}:string[]"'
        if one.is_list
        else f'"{one.name}" AS "{one.name}:{_TYPES[one.scalar]}"'
        for one in columns
    ]


def _write(staging: Staging, path: Path, values: list[str], table: str) -> None:
    staging.run(
        f"COPY (SELECT {', '.join(values)} FROM {table}) TO '{sql_text(path)}' "
        "(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')"
    )


def _write_catalogue(path: Path, id_: int) -> None:
    """Write the graph's record about itself, which is a node too."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    known = len(find_migrations(StoreKind.NEO4J))
    path.write_text(
        f":ID,key:string,changedAt:string,sample:boolean,derivedBy:long\n{id_},catalogue,{now},false,{known}\n",
        encoding="utf-8",
    )


def _command(files: list[str], database: str, *, has_line_breaks: bool) -> str:
    options = ["--overwrite-destination=true", "--id-type=integer", "--array-delimiter=U+001F"]
    if has_line_breaks:
        # The importer reads files with such values more slowly.
        options.append("--multiline-fields=true")
    return shlex.join(["neo4j-admin", "database", "import", "full", database, *options, *files])
