"""The examples of the playground: filled with values of the graph, they are valid, and start with their question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse, validate

from tests.typescript import run_typescript

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "graphapi" / "web" / "src" / "examples").glob("*.graphql"))
}
#: The width of the editor beside the response. Longer lines of a question would be cut off.
EDITOR_COLUMNS = 50
SCRIPT = """
import { questionOf, renderExamples } from "./src/playground/rendering.ts";
import { sampleValues, valuesOf } from "./src/playground/values.ts";
const node = (kind, key, label, year = null) => ({ id: `${kind}:${key}`, kind, key, label, year, totals: null });
const film = node("Film", "f1", 'The "Long"\\nTitle of a film \\\\ that nobody can read in one line', 1999);
const other = node("Film", "f2", "Other", 2001);
const [ann, bob, cat] = ["ann", "bob", "cat"].map((key) => node("Person", key, key));
const known = (person, acted, directed) => ({ node: person, filmKeys: new Set(), bestFilms: [], acted, directed });
const whole = {
  films: [{ node: film, votes: 9, cast: [ann] }],
  people: [known(ann, 3, 0), known(bob, 5, 2)],
  connection: { people: [ann, cat, bob], films: [film, other] },
  directors: [{ node: bob, directed: 2, acted: 5 }],
};
const bare = {
  films: [{ node: { ...film, year: null }, votes: 0, cast: [] }],
  people: [], connection: null, directors: [],
};
const rendered = {
  whole: renderExamples(input, valuesOf(whole, "Drama")),
  bare: renderExamples(input, valuesOf(bare, null)),
  empty: renderExamples(input, sampleValues, ["The graph is empty."]),
  unknown: renderExamples(input, {}),
};
const questions = rendered.empty.map(({ query }) => questionOf(query));
output({ ...rendered, values: valuesOf(whole, "Drama"), questions });
"""

Examples = dict[str, Any]


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def examples() -> Examples:
    """The examples for a graph with everything, one with a film alone, an empty one, and one that is not known."""
    found: Examples = run_typescript(SCRIPT, TEMPLATES)
    return found


def subjects(examples: list[dict[str, str]]) -> list[str]:
    """The numbers of the examples."""
    return [example["subject"] for example in examples]


def question(query: str) -> list[str]:
    """The lines of the comment at the start of an example."""
    return [line.removeprefix("#").removeprefix(" ") for line in query.split("\n\n")[0].splitlines()]


@pytest.mark.parametrize("graph", ["whole", "bare", "empty", "unknown"])
def test_an_example_is_one_named_valid_operation_under_its_question(
    examples: Examples, schema: GraphQLSchema, graph: str
) -> None:
    names = set()
    for example in examples[graph]:
        document = parse(example["query"])
        assert validate(schema, document) == [], example["subject"]
        assert "{{" not in example["query"]
        assert any("?" in line for line in question(example["query"]))
        (operation,) = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
        assert operation.name is not None
        names.add(operation.name.value)
    assert len(names) == len(examples[graph]), "the names of the tabs differ"


def test_a_graph_with_everything_has_an_example_for_each_subject(examples: Examples) -> None:
    assert subjects(examples["whole"]) == [str(number) for number in range(1, 10)]
    assert {name.split("-")[0] for name in TEMPLATES} == set(subjects(examples["whole"]))


def test_the_values_stand_in_the_question_and_in_the_operation(examples: Examples) -> None:
    about_a_film = examples["whole"][0]["query"]
    lines = question(about_a_film)
    assert max(map(len, lines)) + 2 <= EDITOR_COLUMNS
    assert " ".join(lines) == (
        'What is known about The "Long" Title of a film \\ that nobody can read in one line (1999), '
        "who directed it, and who plays whom in it?"
    )
    assert '(by: { key: "f1" })' in about_a_film
    values = examples["values"]
    assert (values["person.key"], values["star.key"]) == ("ann", "bob"), "the film's best-known actor, then another one"
    assert (values["decade.from"], values["decade.to"], values["acting director.key"]) == (1990, 1999, "bob")
    assert (values["from.id"], values["to.id"], values["second film.key"]) == ("Person:ann", "Person:bob", "f2")


def test_a_value_cannot_end_its_string(examples: Examples) -> None:
    script = """
    import { renderExamples } from "./src/playground/rendering.ts";
    const template = '# {{a}}?\\n\\nquery X { film(by: { key: "{{a}}" }) { key } }';
    output(renderExamples({ "1-x.graphql": template }, { a: input }));
    """
    nasty = 'a" }) { key } } # \\ \u2028\n é'
    (example,) = run_typescript(script, nasty)
    (operation,) = parse(example["query"]).definitions
    assert isinstance(operation, OperationDefinitionNode)
    text = json.dumps(operation.to_dict(), ensure_ascii=False)
    assert json.dumps(nasty, ensure_ascii=False) in text


def test_what_the_graph_does_not_have_is_not_asked_for(examples: Examples) -> None:
    assert subjects(examples["bare"]) == ["1", "4", "9"]
    assert "WellKnownFilms" in examples["bare"][1]["query"], "without a year there is no decade"
    assert "genres(" not in examples["bare"][2]["query"]
    assert subjects(examples["unknown"]) == ["4", "9"], "these need no values"


def test_the_examples_of_an_empty_graph_say_that_it_is_empty(examples: Examples) -> None:
    assert subjects(examples["empty"]) == subjects(examples["whole"])
    assert all(question(example["query"])[-2:] == ["", "The graph is empty."] for example in examples["empty"])
    assert examples["questions"][7] == "How are Carla Gugino and Kevin Bacon connected?", "the list leaves out the note"
