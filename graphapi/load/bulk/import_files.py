"""Files for Neo4j's own importer, ``neo4j-admin database import full``; DuckDB writes them.

The format is that of the Neo4j Operations Manual, "Import header format": the header of each file, or the names of the
columns of a Parquet file, name the properties with their types, and ``:ID``, ``:LABEL``, ``:START_ID`` and ``:END_ID``.
"""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from graphapi.errors import BadGraphError
from graphapi.load.bulk.disk_space import IMPORT_FILES, check_disk_space
from graphapi.load.bulk.node_tables import create_node_tables
from graphapi.load.bulk.relationship_tables import create_relationship_tables
from graphapi.load.options import ImportFormat
from graphapi.load.staging import CELL_SEPARATOR, sql_text
from graphapi.model.elements import Scalar
from graphapi.model.nodes import CATALOGUE
from graphapi.store.bolt import Graph, StoreKind
from graphapi.store.migrations import find_migrations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphapi.load.bulk.tables import Column, NodeTable, RelationshipTable
    from graphapi.load.options import LoadOptions, LoadSummary, ProgressListener
    from graphapi.load.staging import Staging

_TYPES: Final = {Scalar.INT: "long", Scalar.FLOAT: "double", Scalar.STRING: "string"}
_SQL_TYPES: Final = {Scalar.INT: "BIGINT", Scalar.FLOAT: "DOUBLE", Scalar.STRING: "VARCHAR"}
# No value has this control character, so it separates the elements of lists and labels in CSV.
_LIST_SEPARATOR: Final = CELL_SEPARATOR
DATABASE: Final = "neo4j"
_FORMATS: Final = {
    ImportFormat.CSV: "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR ''",
    ImportFormat.PARQUET: "FORMAT parquet",
}


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
    staging: Staging, folder: Path, summary: LoadSummary, progress: ProgressListener, options: LoadOptions
) -> None:
    """Write a file for each label and each type of relationship, and add the command that reads them to the summary.

    Existing files are replaced. `derive_characters` comes before.

    Args:
        staging: the staged rows.
        folder: the folder for the files; it is created.
        summary: gets the numbers of nodes and relationships, and the command.
        progress: is told of every file.
        options: have the format, and the name of the database in the command.

    Raises:
        DiskSpaceError: there is not enough free disk space.
        BadGraphError: the importer cannot read files in this folder.
    """
    if "," in str(folder.absolute()):
        raise BadGraphError(f"The importer separates files by commas, so {folder} cannot be the folder of its files.")
    folder.mkdir(parents=True, exist_ok=True)
    check_disk_space(staging, folder, IMPORT_FILES)
    files = ImportFiles(staging, folder, options.import_format)
    count = 0
    for nodes in create_node_tables(staging):
        progress.started(f"Writing {nodes.label.plural.lower()}", nodes.rows)
        files.write_nodes(nodes)
        summary.of(nodes.label.name).created += nodes.rows
        count += nodes.rows
    for one in create_relationship_tables(staging):
        progress.started(f"Writing {one.relationship.type}", one.rows)
        files.write_relationships(one)
        summary.of(one.relationship.type).created += one.rows
    files.write_catalogue(count)
    progress.finished()
    summary.import_command = files.command(options.import_database or DATABASE)


class ImportFiles:
    """Writes the files of an import, and knows the command that reads them.

    Args:
        staging: the database with the tables.
        folder: the folder of the files, which exists.
        format: the format of all files.
    """

    def __init__(self, staging: Staging, folder: Path, format: ImportFormat) -> None:
        self._staging = staging
        self._folder = folder
        self._format = format
        self._arguments: list[str] = []
        self._has_line_breaks = False

    def write_nodes(self, nodes: NodeTable) -> None:
        """Write the nodes of a label."""
        labels = "nullif(labels, '')"
        if self._format is ImportFormat.CSV:
            labels = f"replace({labels}, ';', '{_LIST_SEPARATOR}')"
        values = ['id::BIGINT AS ":ID"', f'{labels} AS ":LABEL"', *map(self._value, nodes.columns)]
        self._write_table("nodes", nodes.label.name, values, nodes)

    def write_relationships(self, relationships: RelationshipTable) -> None:
        """Write the relationships of a type."""
        ends = ['source::BIGINT AS ":START_ID"', 'target::BIGINT AS ":END_ID"']
        values = [*ends, *map(self._value, relationships.columns)]
        self._write_table("relationships", relationships.relationship.type, values, relationships)

    def write_catalogue(self, id_: int) -> None:
        """Write the graph's record about itself, which is a node too, with an id that no other node has."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        known = len(find_migrations(StoreKind.NEO4J))
        values = (
            f'SELECT {id_}::BIGINT AS ":ID", \'catalogue\' AS "key:string", \'{now}\' AS "changedAt:string", '
            f'false AS "sample:boolean", {known}::BIGINT AS "derivedBy:long"'
        )
        self._write("nodes", CATALOGUE, values)

    def command(self, database: str) -> str:
        """The command that makes a database of the files."""
        options = ["--overwrite-destination=true", "--id-type=integer"]
        if self._format is ImportFormat.PARQUET:
            # Lists need no delimiter in Parquet. Labels have the importer's default, because several of its releases
            # split labels into characters if the command names a delimiter.
            options.append("--input-type=parquet")
        else:
            options.append("--array-delimiter=U+001F")
            if self._has_line_breaks:
                # The importer reads files with such values more slowly.
                options.append("--multiline-fields=true")
        return shlex.join(["neo4j-admin", "database", "import", "full", database, *options, *self._arguments])

    def _value(self, column: Column) -> str:
        """SQL for a property, named as in the header of the file."""
        if not column.is_list:
            return f'"{column.name}"::{_SQL_TYPES[column.scalar]} AS "{column.name}:{_TYPES[column.scalar]}"'
        value = f'"{column.name}"'
        if self._format is ImportFormat.CSV:
            value = f"array_to_string({value}, '{_LIST_SEPARATOR}')"
        return f'{value} AS "{column.name}:string[]"'

    def _write_table(self, kind: str, name: str, values: list[str], table: NodeTable | RelationshipTable) -> None:
        self._write(kind, name, f"SELECT {', '.join(values)} FROM {table.name}")
        if self._format is ImportFormat.CSV and not self._has_line_breaks:
            self._has_line_breaks = _has_line_breaks(self._staging, table)

    def _write(self, kind: str, name: str, query: str) -> None:
        path = self._folder / f"{name}.{kind}.{self._format}"
        self._staging.run(f"COPY ({query}) TO '{sql_text(path)}' ({_FORMATS[self._format]})")
        self._arguments.append(f"--{kind}={name}={path.absolute()}")


def _has_line_breaks(staging: Staging, table: NodeTable | RelationshipTable) -> bool:
    # Lists hold keys, and the nodes with these keys are in the files too.
    texts = [
        f"regexp_matches(\"{one.name}\", '[\\r\\n]')"
        for one in table.columns
        if one.scalar is Scalar.STRING and not one.is_list
    ]
    return bool(texts) and staging.count(f"SELECT count(*) FROM {table.name} WHERE {' OR '.join(texts)}") > 0
