"""The graph is declared once: no module outside the model names a label or a relationship type."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphapi.api.explorer import explorer_sources
from graphapi.model.elements import Scalar
from graphapi.model.nodes import INTERNAL_LABELS, LABELS
from graphapi.model.relationships import CREDIT_ROLES, RELATIONSHIPS
from graphapi.store.migrations import schema_folder
from graphapi.store.new_labels import new_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[2] / "graphapi"
NAMES = {label.name for label in LABELS} | {one.type for one in RELATIONSHIPS} | {role.label for role in CREDIT_ROLES}
NAMES |= set(INTERNAL_LABELS)
ANY = f"(?:{'|'.join(NAMES)})"
# The whole string, a label or type in Cypher, a quoted name, or a record type in SQL.
NAMED = re.compile(rf"^{ANY}$|[:|]{ANY}\b|[`']{ANY}[`']|\b(?:FROM|INTO|ON|TYPE|UPDATE) {ANY}\b")


def literals(source: str) -> Iterator[str]:
    """The string literals of a module that name a label or type, without docstrings and type annotations."""
    tree = ast.parse(source)
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        # A reference to a class in another module: Annotated["Film", strawberry.lazy(…)].
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Annotated":
            prose |= {id(inner) for inner in ast.walk(node.slice)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in prose else None
        if isinstance(text, str) and NAMED.search(text):
            yield f"{text[:60]!r}"


MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "model" not in path.relative_to(PACKAGE).parts and "node_modules" not in path.parts
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_names_a_label_or_a_type(path: Path) -> None:
    assert list(literals(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        'x = "Film"',
        'x = f"MATCH (n:Film {key})"',
        'x = "-[:ACTED_IN]->"',
        'x = "-[a:PLAYS|DIRECTED]-"',
        "x = \"WHERE type(r) = 'ACTED_IN'\"",
        'x = "MATCH (n:`Film`)"',
        'x = "INSERT INTO Film SET key = ?"',
        'x = "UPDATE Film SET votes = 0"',
        'f(description="MATCH (n:Film)")',
    ],
)
def test_a_literal_is_found(text: str) -> None:
    assert len(list(literals(text))) == 1


@pytest.mark.parametrize("text", ['"""A Film."""', 'x = "Films, by their title"', 'X = Annotated["Film", 1]'])
def test_prose_is_no_literal(text: str) -> None:
    assert list(literals(text)) == []


def test_the_declarations_fit_together() -> None:
    labels = {label.name: label for label in LABELS}
    assert len(labels) == len(LABELS)
    for one in RELATIONSHIPS:
        assert {one.source, one.target} <= labels.keys()
        assert one.parallel_by in {None, *(shown.name for shown in one.properties)}
    for role in CREDIT_ROLES:
        assert role.relationship in {one.type for one in RELATIONSHIPS}
    for label in LABELS:
        properties = {found.name: found for found in label.properties}
        if label.search is not None:
            assert properties[label.search.property].scalar is Scalar.STRING
        if isinstance(label.popularity, str):
            assert properties[label.popularity].scalar is Scalar.INT
        else:
            assert set(label.popularity) <= {one.type for one in RELATIONSHIPS}


@pytest.mark.parametrize(("name", "column"), [("title", "title"), ("runtimeMinutes", "runtime_minutes")])
def test_a_property_has_its_column(name: str, column: str) -> None:
    (found,) = (one for one in LABELS[0].properties if one.name == name)
    assert found.column == column


@pytest.mark.parametrize(("path", "text"), explorer_sources().items(), ids=lambda value: getattr(value, "name", ""))
def test_the_page_has_what_the_api_says(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run python -m graphapi.api.explorer"


def test_every_label_has_a_migration() -> None:
    assert new_labels(schema_folder() / "migrations") == [], "run python -m graphapi.store.new_labels"
