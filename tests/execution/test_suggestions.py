"""Suggestions ("Did you mean …") and their absence, for every message of graphql-core that has one."""

from __future__ import annotations

import re
from pathlib import Path

import graphql
import pytest
from graphql import GraphQLError, build_schema

from graphapi.execution.document_limits import UNLIMITED
from graphapi.execution.documents import Documents

SCHEMA = build_schema("""
    enum Colour { RED GREEN }
    input Filter { title: String colour: Colour }
    directive @shown(when: Boolean) on FIELD
    interface Named { name: String }
    type Film implements Named { name: String title: String }
    type Query { film(key: String, where: Filter, colour: Colour): Film named: Named }
""")


def errors_of(text: str, *, suggestions: bool) -> list[str]:
    documents = Documents(UNLIMITED, 0, suggestions=suggestions)
    try:
        return [error.message for error in documents.validate(SCHEMA, documents.parse(text))]
    except GraphQLError as error:
        return [error.message]


@pytest.mark.parametrize(
    ("text", "suggested", "without"),
    [
        ("{ fil { name } }", " Did you mean 'film'?", "Cannot query field 'fil' on type 'Query'."),
        (
            "{ named { title } }",
            " Did you mean to use an inline fragment on 'Film'?",
            "Cannot query field 'title' on type 'Named'.",
        ),
        ('{ film(kee: "") { name } }', " Did you mean 'key'?", "Unknown argument 'kee' on field 'Query.film'."),
        (
            "{ film { name @shown(whem: true) } }",
            " Did you mean 'when'?",
            "Unknown argument 'whem' on directive '@shown'.",
        ),
        ("{ film { ... on Filn { name } } }", " Did you mean 'Film'?", "Unknown type 'Filn'."),
        ("query ($c: Color) { film { name } }", " Did you mean 'Colour'?", "Unknown type 'Color'."),
        (
            "{ film(colour: REED) { name } }",
            " Did you mean the enum value 'RED' or 'GREEN'?",
            "Value 'REED' does not exist in 'Colour' enum.",
        ),
        (
            '{ film(colour: "RED") { name } }',
            " Did you mean the enum value 'RED' or 'GREEN'?",
            "Enum 'Colour' cannot represent non-enum value: \"RED\".",
        ),
        (
            '{ film(where: {titel: "x"}) { name } }',
            " Did you mean 'title'? Found: { titel: \"x\" }.",
            "Expected value of type 'Filter' not to include unknown field 'titel', found: { titel: \"x\" }.",
        ),
        (
            "{ film }",
            " Did you mean 'film { ... }'?",
            "Field 'film' of type 'Film' must have a selection of subfields.",
        ),
        ("{ ..A }", ", did you mean '...'?", "Syntax Error: Unexpected '..'."),
        ("{ a(b: .5) }", ", did you mean '0.5'?", "Syntax Error: Invalid number, expected digit before '.'."),
        (
            "{ a(b: 'c') }",
            ', did you mean to use a double quote (")?',
            "Syntax Error: Unexpected single quote character (').",
        ),
    ],
)
def test_an_error_suggests_nothing_if_it_must_not(text: str, suggested: str, without: str) -> None:
    assert any(message.endswith(suggested) for message in errors_of(text, suggestions=True))
    messages = errors_of(text, suggestions=False)
    assert without in messages
    assert not any("did you mean" in message.lower() for message in messages)


def test_what_a_client_sent_stays_in_the_message() -> None:
    text = """{ film(colour: "x. Did you mean 'y'?") { name } }"""
    (message,) = errors_of(text, suggestions=False)
    assert message == """Enum 'Colour' cannot represent non-enum value: "x. Did you mean 'y'?"."""


def test_no_other_message_of_graphql_core_suggests_anything() -> None:
    folder = Path(graphql.__file__).parent
    examples = re.compile(r"^\s*(>>>|\.\.\.|'|\"\"\"|import|from)")
    found = set()
    for path in folder.rglob("*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        if any("did you mean" in line.lower() or "did_you_mean(" in line for line in lines if not examples.match(line)):
            found.add(path.relative_to(folder).as_posix())
    assert found == {
        "language/lexer.py",
        "pyutils/did_you_mean.py",
        "type/definition.py",
        "type/validate.py",  # checks a schema, not a document
        "utilities/validate_input_value.py",
        "validation/rules/fields_on_correct_type.py",
        "validation/rules/known_argument_names.py",
        "validation/rules/known_type_names.py",
        "validation/rules/possible_type_extensions.py",  # for type definitions, which no operation has
        "validation/rules/scalar_leafs.py",
    }
