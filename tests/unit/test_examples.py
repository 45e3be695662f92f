"""The example tabs of the playground are valid, and each starts with its question in a comment."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode, build_schema, parse, validate

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "graphapi" / "web" / "src" / "examples").glob("*.graphql"))
#: The width of the editor beside the response. Longer lines of a question would be cut off.
EDITOR_COLUMNS = 50


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8"))


def operations(document: DocumentNode) -> list[OperationDefinitionNode]:
    return [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 8


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_valid(path: Path, schema: GraphQLSchema) -> None:
    assert validate(schema, parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_one_named_operation_under_its_question(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    question = [line for line in text.split("\n\n")[0].splitlines() if line.startswith("# ")]
    assert any("?" in line for line in question)
    assert max(map(len, question)) <= EDITOR_COLUMNS
    assert [operation.name is not None for operation in operations(parse(text))] == [True]


def test_the_names_of_the_tabs_differ() -> None:
    documents = [parse(path.read_text(encoding="utf-8")) for path in EXAMPLES]
    names = [operation.name.value for document in documents for operation in operations(document) if operation.name]
    assert len(set(names)) == len(EXAMPLES)
