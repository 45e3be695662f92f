"""Writes the migration for new labels of the model: ``python -m graphapi.store.new_labels``.

Each label gets a unique key, and an index for each property that identifies its nodes or by which lists are usually
filtered and sorted. A label that can be searched also gets the indexes for search.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

from graphapi.model.elements import Scalar
from graphapi.model.nodes import LABELS, SEARCH_RANK, SEARCH_TEXT
from graphapi.store.bolt import StoreKind
from graphapi.store.migrations import find_migrations, schema_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.model.elements import Label, PropertyType

SQL_TYPES: Final = {Scalar.INT: "LONG", Scalar.FLOAT: "DOUBLE", Scalar.STRING: "STRING"}
UNIQUE_KEY: Final = re.compile(r"FOR \(n:(\w+)\) REQUIRE n\.key IS UNIQUE")


def new_labels(folder: Path) -> list[Label]:
    """The labels for whose keys no migration in the folder has a unique constraint."""
    texts = (one.path.read_text(encoding="utf-8") for one in find_migrations(StoreKind.NEO4J, folder))
    known = {name for text in texts for name in UNIQUE_KEY.findall(text)}
    return [label for label in LABELS if label.name not in known]


def write_migration(labels: list[Label], folder: Path) -> list[Path]:
    """Write the next migration, for both stores, and return its files."""
    number = len(find_migrations(StoreKind.NEO4J, folder)) + 1
    name = f"{number:04}_{'_and_'.join(label.plural.lower() for label in labels)}"
    halves = {"embedded.sql": _embedded_statements, "neo4j.cypher": _neo4j_statements}
    paths = []
    for ending, statements in halves.items():
        path = folder / f"{name}.{ending}"
        path.write_text("".join(f"{one};\n" for label in labels for one in statements(label)), encoding="utf-8")
        paths.append(path)
    return paths


def _indexed(label: Label) -> Iterator[PropertyType]:
    return (one for one in label.properties if one.required or one.unique or one.scalar.is_number)


def _embedded_statements(label: Label) -> Iterator[str]:
    # The types come first: an index over a property without a type holds text, and cannot find numbers by range.
    yield f"CREATE VERTEX TYPE {label.name} IF NOT EXISTS"
    yield f"CREATE PROPERTY {label.name}.`key` IF NOT EXISTS STRING"
    yield f"CREATE INDEX IF NOT EXISTS ON {label.name} (`key`) UNIQUE"
    for one in _indexed(label):
        yield f"CREATE PROPERTY {label.name}.{one.name} IF NOT EXISTS {SQL_TYPES[one.scalar]}"
        yield f"CREATE INDEX IF NOT EXISTS ON {label.name} ({one.name}) NOTUNIQUE"
    if label.search:
        yield f"CREATE PROPERTY {label.name}.{SEARCH_TEXT} IF NOT EXISTS STRING"
        yield f"CREATE INDEX IF NOT EXISTS ON {label.name} ({SEARCH_TEXT}) FULL_TEXT"
        yield f"CREATE PROPERTY {label.name}.{SEARCH_RANK} IF NOT EXISTS LONG"


def _neo4j_statements(label: Label) -> Iterator[str]:
    name = label.variable
    node = f"FOR (n:{label.name})"
    yield f"CREATE CONSTRAINT {name}_key IF NOT EXISTS {node} REQUIRE n.key IS UNIQUE"
    for one in _indexed(label):
        yield f"CREATE INDEX {name}_{one.column} IF NOT EXISTS {node} ON (n.{one.name})"
    if label.search:
        yield (
            f"CREATE FULLTEXT INDEX `{label.name}[{SEARCH_TEXT}]` IF NOT EXISTS {node} ON EACH [n.{SEARCH_TEXT}]\n"
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}"
        )
    if label.search and not label.search.few:
        yield f"CREATE INDEX {name}_search_rank IF NOT EXISTS {node} ON (n.{SEARCH_RANK}, n.key)"
        yield f"CREATE INDEX {name}_search_text IF NOT EXISTS {node} ON (n.{SEARCH_TEXT}, n.{SEARCH_RANK}, n.key)"


if __name__ == "__main__":
    migrations = schema_folder() / "migrations"
    if labels := new_labels(migrations):
        for written in write_migration(labels, migrations):
            sys.stdout.write(f"{written}\n")
    else:
        sys.stdout.write("Every label of the model has a migration.\n")
