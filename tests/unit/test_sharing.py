"""The statements of co-stars, similar films and degrees, compiled without a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.api.schema import GraphSchema
from graphapi.compiler.relay.global_id import encode_id
from graphapi.execution.explain import explain
from tests.unit.test_compiler import compile_with

if TYPE_CHECKING:
    from graphapi.compiler.compiled import CompiledOperation

SCHEMA = GraphSchema()
CO_STARS = 'person(by: {key: "tom-hanks"}) { coStars%s { %s } }'


def statement(text: str) -> str:
    """The statement of an operation."""
    found = explain(SCHEMA, f"{{ {text} }}").statement
    assert found is not None
    return found


def compiled(text: str) -> CompiledOperation:
    """Compile an operation."""
    return compile_with(SCHEMA.compiler, f"{{ {text} }}")


def test_what_is_shared_is_kept_only_where_it_is_asked_for() -> None:
    counted = statement(CO_STARS % ("", "edges { filmsTogether node { name } }"))
    assert "collect(film" not in counted
    listed = statement(CO_STARS % ("", "edges { films { film { title } } }"))
    assert "collect(film" in listed


def test_films_are_filtered_before_they_are_counted() -> None:
    text = statement(CO_STARS % ("(where: {film: {year: {gt: 1990}}, filmsTogether: {gt: 1}})", "totalCount"))
    assert (
        text.index("year")
        < text.index("count(film")
        < text.index("amount", text.index("WHERE", text.index("count(film")))
    )


def test_one_way_to_share_needs_no_distinct() -> None:
    assert "DISTINCT" not in statement(CO_STARS % ("", "nodes { name }"))
    assert "count(DISTINCT film" in statement('person(by: {key: "x"}) { collaborators { nodes { name } } }')


def test_a_number_of_similar_films_needs_no_weights_of_hubs() -> None:
    similar = 'film(by: {key: "x"}) { similar { %s } }'
    assert "common" not in statement(similar % "totalCount")
    assert "common" in statement(similar % "nodes { title }")


@pytest.mark.parametrize(
    "text",
    [
        CO_STARS % ("(first: 1, last: 1)", "totalCount"),
        CO_STARS % ("(first: 1001)", "totalCount"),
        CO_STARS % ('(after: "x")', "totalCount"),
        CO_STARS % ("(where: {filmsTogether: {gt: null}})", "totalCount"),
        CO_STARS % ("(where: {film: {year: {gt: null}}})", "totalCount"),
        'film(by: {key: "x"}) { similar(first: -1) { totalCount } }',
        'person(by: {key: "x"}) { degreesTo(person: "x") }',
        f'person(by: {{key: "x"}}) {{ degreesTo(person: "{encode_id("Film", "red-hot-1993")}") }}',
    ],
)
def test_what_cannot_be_is_refused(text: str) -> None:
    assert compiled(text).failed


@pytest.mark.parametrize("text", [CO_STARS % ("(where: {film: null, person: null})", "totalCount")])
def test_null_in_place_of_a_condition_is_none(text: str) -> None:
    assert compiled(text).statement == compiled(CO_STARS % ("", "totalCount")).statement


@pytest.mark.parametrize(
    ("roles", "walked"),
    [
        ("", "[:ACTED_IN*]"),
        (", roles: null", "[:ACTED_IN*]"),
        (", roles: [DIRECTOR]", "[:DIRECTED*]"),
        (", roles: [DIRECTOR, ACTOR, ACTOR]", "[:ACTED_IN|DIRECTED*]"),
    ],
)
def test_roles_choose_the_relationships(roles: str, walked: str) -> None:
    other = encode_id("Person", "kevin-bacon")
    assert walked in statement(f'person(by: {{key: "x"}}) {{ degreesTo(person: "{other}"{roles}) }}')


def test_no_role_leads_nowhere() -> None:
    other = encode_id("Person", "kevin-bacon")
    assert "shortestPath" not in statement(f'person(by: {{key: "x"}}) {{ degreesTo(person: "{other}", roles: []) }}')
