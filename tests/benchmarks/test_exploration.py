"""The exploration benchmark: its operations and their values, and the table of goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from graphql import get_operation_ast, parse, validate

from benchmarks.exploration import Comparison, Responses, Result
from benchmarks.exploration_questions import QUESTIONS, CatalogueContent, values_of
from benchmarks.exploration_report import quantile, remember, tables
from benchmarks.graph import generate, write_catalogue
from graphapi.api.schema import GraphSchema
from graphapi.compiler.relay.global_id import decode_id

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.exploration_questions import Question

BY_NAME = {question.name: question for question in QUESTIONS}


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> CatalogueContent:
    """A small graph that has a person without credits."""
    folder = tmp_path_factory.mktemp("catalogue")
    write_catalogue(generate(500, 1), folder)
    with (folder / "people.csv").open("a", encoding="utf-8") as file:
        file.write("nobody,Nobody Atall,1900\n")
    return CatalogueContent(folder)


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])
def test_a_document_is_valid_and_takes_the_values(question: Question, material: CatalogueContent) -> None:
    document = parse(question.text())
    assert validate(GraphSchema()._schema, document) == []
    operation = get_operation_ast(document)
    assert operation is not None
    declared = {definition.variable.name.value for definition in operation.variable_definitions or ()}
    values = values_of(question, material, 20, 1)
    assert values == values_of(question, material, 20, 1)
    assert values != values_of(question, material, 20, 2)
    assert all(value.keys() <= declared for value in values)


@pytest.mark.parametrize(("name", "letters"), [("one letter", 1), ("two letters", 2), ("three letters", 3)])
def test_beginnings_are_of_their_length(name: str, letters: int, material: CatalogueContent) -> None:
    values = values_of(BY_NAME[f"search: {name}"], material, 50, 1)
    assert {len(value["text"]) for value in values} == {letters}


def test_nothing_connects_the_pairs_of_no_path(material: CatalogueContent) -> None:
    for value in values_of(BY_NAME["no path"], material, 20, 1):
        keys = [decode_id(value[name], {"Person"})[1] for name in ("from", "to")]
        assert material.components[keys[0]] != material.components[keys[1]]
    assert "nobody" in material.outsiders


def test_the_most_connected_come_first(material: CatalogueContent) -> None:
    most, next_ = (material.co_stars[person] for person in material.by_co_stars[:2])
    casts: dict[str, set[str]] = {}
    for person, film in material.credits:
        casts.setdefault(film, set()).add(person)
    others = {other for cast in casts.values() if material.by_co_stars[0] in cast for other in cast}
    assert most == len(others) - 1
    assert most >= next_


def test_a_typing_error_is_one(material: CatalogueContent) -> None:
    words = {word for text in (*material.titles, *material.names.values()) for word in text.lower().split()}
    drawn = [value["text"] for value in values_of(BY_NAME["search: a typing error"], material, 50, 1)]
    assert sum(word not in words for word in drawn) > 40


def test_quantiles() -> None:
    assert quantile([float(number) for number in range(1, 101)], 0.5) == 51.0
    assert quantile([float(number) for number in range(1, 101)], 0.99) == 100.0
    assert quantile([3.0], 0.99) == 3.0


def test_tables_say_which_goals_are_missed(tmp_path: Path) -> None:
    responses = {"path": Responses([10.0, 20.0, 400.0]), "search: one letter": Responses([1.0, 2.0], 1, "why")}
    comparisons = {"path": Comparison(Responses([5.0]), 1, 2)}
    neo4j = Result("1,000,000 generated credits", "neo4j", responses, comparisons)
    path = tmp_path / "figures.json"
    remember(path, [Result("1,000,000 generated credits", "neo4j", {}, {})], "before")
    runs = remember(
        path, [neo4j, Result("a catalogue", "embedded", {"path": Responses([7.0])}, {})], "python -m benchmarks"
    )
    assert len(runs) == 2
    text = tables(runs)
    assert "p50 30: met, p99 300: **missed**" in text
    assert "2, 1 failed" in text
    assert "1 of 2" in text
    assert "before" not in text
    assert text.index("**a catalogue**") > text.index("**1,000,000 generated credits**")
