"""Compiled statements: the plan cache, ids, cursors and optimizer passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from graphql import OperationDefinitionNode, parse
from hypothesis import given
from hypothesis import strategies as st

from graphapi.api.schema import GraphSchema
from graphapi.compiler.optimize import PASSES, Pass
from graphapi.compiler.optimize.add_keyset_range import add_keyset_range
from graphapi.compiler.optimize.drop_null_checks import drop_null_checks
from graphapi.compiler.optimize.drop_redundant_sorts import drop_redundant_sorts
from graphapi.compiler.optimize.require_sort_keys import require_sort_keys
from graphapi.compiler.optimize.simplify_conditions import simplify_conditions
from graphapi.compiler.optimize.split_nulls_last import split_nulls_last
from graphapi.compiler.plan_cache import MAX_PLANS_PER_KEY
from graphapi.compiler.relay.cursor import CursorFormat
from graphapi.compiler.relay.global_id import decode_id, encode_id
from graphapi.compiler.request.arguments import shape_of
from graphapi.errors import BadUserInputError
from graphapi.model.elements import Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphapi.compiler.compiled import CompiledOperation
    from graphapi.compiler.compiler import Compiler

SCHEMA = GraphSchema()
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LABELS = ["Film", "Person"]


def compile_with(compiler: Compiler, text: str, variables: dict[str, Any] | None = None) -> CompiledOperation:
    """Compile an operation."""
    document = parse(text)
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    coerced = compiler.coerce(operation, variables or {})
    assert not isinstance(coerced, list)
    return compiler.compile(text, document, operation, coerced)


SEARCH_CURSOR = CursorFormat.of(
    "search ORDER BY relevance DESC, number ASC, key ASC", (Scalar.FLOAT, Scalar.INT, Scalar.STRING)
).encode([1.0, 1, "key"])


def statement_of(text: str, *, passes: Sequence[Pass] = PASSES) -> str:
    """The statement of an operation without variables."""
    statement = compile_with(GraphSchema(passes=passes).compiler, text).statement
    assert statement is not None
    return statement.text


FILTERED = "query($w: FilmWhere, $first: Int, $a: String) { films(where: $w, first: $first, after: $a) { totalCount } }"


def test_equal_numbers_of_different_types_are_different_parameters() -> None:
    # With one parameter for both, the store would get LIMIT 1.0.
    compiled = compile_with(SCHEMA.compiler, "{ films(where: {rating: {gte: 1}}, first: 1) { nodes { title } } }")
    assert [(type(value), value) for value in compiled.parameters({}).values()] == [(float, 1.0), (int, 1)]


def test_other_values_of_the_same_shape_have_the_same_plan() -> None:
    one = compile_with(SCHEMA.compiler, FILTERED, {"w": {"year": {"in": [1993]}}, "first": 1})
    two = compile_with(SCHEMA.compiler, FILTERED, {"w": {"year": {"in": [1, 2, 3]}}, "first": 7})
    assert one is two


@pytest.mark.parametrize(
    "variables",
    [
        {"w": {"year": {"gt": 1993}}, "first": 1},
        {"w": {"year": {"in": [1993], "isNull": True}}, "first": 1},
        {"w": None, "first": 1},
        {"w": {"year": {"in": [1993]}}},
    ],
)
def test_another_shape_has_another_plan(variables: dict[str, Any]) -> None:
    one = compile_with(SCHEMA.compiler, FILTERED, {"w": {"year": {"in": [1993]}}, "first": 1})
    assert compile_with(SCHEMA.compiler, FILTERED, variables) is not one


def test_a_cursor_that_holds_null_has_another_plan() -> None:
    text = "query($a: String) { films(orderBy: [{year: ASC}], after: $a) { nodes { title } } }"
    compiler = GraphSchema().compiler
    form = CursorFormat.of("Film ORDER BY year ASC, key ASC", (Scalar.INT, Scalar.STRING))
    known = compile_with(compiler, text, {"a": form.encode([1993, "key"])})
    unknown = compile_with(compiler, text, {"a": form.encode([None, "key"])})
    assert known.statement != unknown.statement
    assert compile_with(compiler, text, {"a": form.encode([2001, "other"])}) is known
    assert compile_with(compiler, text, {"a": form.encode([None, "other"])}) is unknown


def test_the_plans_kept_are_bounded() -> None:
    compiler = GraphSchema(plan_cache_size=3).compiler
    for number in range(10):
        compile_with(compiler, f"{{ films(first: {number}) {{ totalCount }} }}")
    assert len(compiler.cache) == 3


def test_the_variants_of_a_document_are_bounded() -> None:
    compiler = GraphSchema().compiler
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    labels = ["Film", "Person", "Character", "Genre", "Place", "Keyword"]
    for subset in range(1, 2 ** len(labels)):
        ids = [encode_id(label, "x") for position, label in enumerate(labels) if subset & 1 << position]
        compile_with(compiler, text, {"ids": ids})
    assert len(compiler.cache) == MAX_PLANS_PER_KEY


@pytest.mark.parametrize("after", ["", f', after: "{SEARCH_CURSOR}"'])
def test_a_search_over_all_kinds_states_once_what_kinds_share(after: str) -> None:
    text = f'{{ search(query: "the matrx", first: 2{after}) {{ totalCount edges {{ cursor matched }} }} }}'
    statement = statement_of(text)
    # Neo4j plans a statement in about 0.1 ms per character.
    assert len(statement) < (15_000 if after else 9_000)
    assert statement.count("THEN 'JOINED'") == 1
    assert statement.count("AS forgives") == statement.count("AS count") == 1


def test_aggregates_of_a_search_stand_beside_no_values_of_a_batch() -> None:
    # Neo4j refuses an aggregate beside an expression of a variable.
    statement = compile_with(SCHEMA.compiler, '{ search(query: "Twins") { totalCount } }').statement
    assert statement is not None
    assert statement.batch is not None
    lines = [line for line in statement.batch.splitlines() if "max(" in line]
    assert lines
    assert not any("values" in line for line in lines)


def test_a_search_tells_how_nodes_match_only_if_asked() -> None:
    assert "JOINED" not in statement_of('{ search(query: "the matrx") { edges { score } nodes { key } } }')


def test_what_fails_is_not_kept() -> None:
    compiler = GraphSchema().compiler
    assert compile_with(compiler, "query($n: Int) { films(first: $n) { totalCount } }", {"n": -1}).failed
    assert len(compiler.cache) == 0
    assert not compile_with(compiler, "query($n: Int) { films(first: $n) { totalCount } }", {"n": 1}).failed


@given(TEXTS)
def test_a_key_comes_back_from_its_id(key: str) -> None:
    assert decode_id(encode_id("Film", key), LABELS) == ("Film", key)


@given(st.text())
def test_no_text_but_an_id_is_taken_for_one(text: str) -> None:
    try:
        label, key = decode_id(text, LABELS)
    except BadUserInputError:
        return
    assert encode_id(label, key) == text


@given(
    st.tuples(
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        TEXTS,
    )
)
def test_values_come_back_from_their_cursor(values: tuple[int | None, float | None, str]) -> None:
    form = CursorFormat.of("year, rating, key", (Scalar.INT, Scalar.FLOAT, Scalar.STRING))
    assert form.decode(form.encode(list(values))) == list(values)


@pytest.mark.parametrize("values", [["x"], [1, 2], [True], [1.5], [2**63], [], [[1]]])
def test_a_cursor_with_other_values_is_refused(values: list[object]) -> None:
    form = CursorFormat.of("year", (Scalar.INT,))
    with pytest.raises(BadUserInputError):
        form.decode(form.encode(values))


def test_the_shape_of_variables_leaves_out_the_values_of_scalars() -> None:
    assert shape_of({"a": 1, "b": ["x"], "c": {"d": 2.5}}) == shape_of({"a": 2, "b": ["y", "z"], "c": {"d": 0.0}})
    assert shape_of({"a": True}) != shape_of({"a": False})
    assert shape_of({"a": None}) != shape_of({"a": 1})
    assert shape_of({"a": [{"b": 1}]}) != shape_of({"a": [{"b": 1}, {"b": 2}]})


def test_simplify_conditions() -> None:
    text = (
        "{ films(where: {and: [{and: [{year: {gt: 1}}]}, {not: {not: {year: {lt: 9}}}}, {or: [{}]}]}) { totalCount } }"
    )
    assert "WHERE film0.year > $p0 AND film0.year < $p1\n" in statement_of(text, passes=(simplify_conditions,))
    assert "WHERE false" in statement_of("{ films(where: {year: {gt: 1}, or: []}) { totalCount } }")


def test_drop_null_checks() -> None:
    order = "[{year: DESC}, {rating: DESC}, {votes: ASC}]"
    text = f"{{ films(where: {{year: {{gt: 1}}}}, orderBy: {order}) {{ nodes {{ title }} }} }}"
    assert "ORDER BY 0 - film0.year, " in statement_of(text, passes=(simplify_conditions,))
    assert "ORDER BY film0.year DESC, 0 - film0.rating, film0.votes, film0.key" in statement_of(
        text, passes=(simplify_conditions, drop_null_checks)
    )


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("{year: ASC}", "film0.year, film0.key"),
        ("{year: DESC}", "0 - film0.year, film0.key"),
        ("{originalTitle: DESC}", "film0.originalTitle IS NULL, film0.originalTitle DESC, film0.key"),
        ("{title: DESC}", "film0.title DESC, film0.key"),
        ("{castCount: DESC}", "COUNT { (film0)<-[:ACTED_IN]-() } DESC, film0.key"),
    ],
)
def test_what_is_not_known_comes_last(order: str, expected: str) -> None:
    forwards = statement_of(f"{{ films(orderBy: [{order}]) {{ nodes {{ title }} }} }}", passes=())
    assert f"ORDER BY {expected} LIMIT" in forwards


def test_what_is_not_known_comes_first_in_reverse() -> None:
    def order_by(key: str) -> str:
        return statement_of(f"{{ films(orderBy: [{{{key}: DESC}}], last: 5) {{ nodes {{ title }} }} }}", passes=())

    assert "ORDER BY 0 - film0.year DESC, film0.key DESC LIMIT" in order_by("year")
    reverse = "ORDER BY film0.originalTitle IS NOT NULL, film0.originalTitle, film0.key DESC LIMIT"
    assert reverse in order_by("originalTitle")


def test_drop_sorts_of_one() -> None:
    text = '{ film(by: {key: "x"}) { title } }'
    assert "ORDER BY" in statement_of(text, passes=())
    assert "ORDER BY" not in statement_of(text, passes=(drop_redundant_sorts,))
    assert "ORDER BY" in statement_of('{ film(by: {imdbId: "x"}) { title } }', passes=(drop_redundant_sorts,))


SPLIT = (simplify_conditions, split_nulls_last)


def test_split_unknown() -> None:
    page = "films(orderBy: [{rating: DESC}], first: 5, where: {year: {gt: 1}}) { nodes { title } }"
    statement = statement_of(f"{{ {page} }}", passes=SPLIT)
    assert "WHERE film0.rating IS NOT NULL AND film0.year > $p0\n" in statement
    assert "ORDER BY film0.rating DESC, film0.key LIMIT $p1" in statement
    assert "WHERE film3.rating IS NULL AND film3.year > $p0\n" in statement
    assert "WITH film3 ORDER BY film3.key LIMIT $p1" in statement


@pytest.mark.parametrize(
    "page",
    [
        "films(orderBy: [{rating: DESC}], last: 5) { nodes { title } }",
        "films(orderBy: [{castCount: DESC}], first: 5) { nodes { title } }",
        "films(orderBy: [{title: DESC}], first: 5) { nodes { title } }",
        'films(orderBy: [{rating: DESC}], first: 5, where: {title: {contains: "x"}}) { nodes { title } }',
        'films(orderBy: [{rating: DESC}], first: 5, where: {title: {gt: "x", ignoreCase: true}}) { nodes { title } }',
        "films(orderBy: [{rating: DESC}], first: 5, where: {rating: {gt: 1}}) { nodes { title } }",
        'person(by: {key: "x"}) { actedIn(orderBy: [{film: {rating: DESC}}], first: 5) { nodes { title } } }',
    ],
)
def test_what_is_not_read_in_two_parts(page: str) -> None:
    assert "size(page" not in statement_of(f"{{ {page} }}", passes=SPLIT)


def page_at(cursor: list[object], arguments: str, *, passes: Sequence[Pass]) -> str:
    """The statement of a page of films ordered by rating, which starts or ends at a cursor."""
    place = CursorFormat.of("Film ORDER BY rating DESC, key ASC", (Scalar.FLOAT, Scalar.STRING)).encode(cursor)
    arguments = arguments.replace("$cursor", f'"{place}"')
    return statement_of(f"{{ films(orderBy: [{{rating: DESC}}], {arguments}) {{ nodes {{ title }} }} }}", passes=passes)


def test_split_unknown_at_a_cursor() -> None:
    known = page_at([7.5, "x"], "first: 5, after: $cursor", passes=SPLIT)
    assert "film0.rating IS NOT NULL AND (film0.rating < $p0 OR (film0.rating = $p0 AND film0.key > $p1))" in known
    assert "WHERE film3.rating IS NULL\n" in known
    assert "size(page" in known
    unknown = page_at([None, "x"], "first: 5, after: $cursor", passes=SPLIT)
    assert "WHERE film0.rating IS NULL AND film0.key > $p0\n" in unknown
    assert "ORDER BY film0.key LIMIT" in unknown
    before = page_at([7.5, "x"], "first: 5, before: $cursor", passes=SPLIT)
    assert "ORDER BY film0.rating DESC, film0.key LIMIT" in before
    assert "size(page" not in unknown + before


def test_bound_pages() -> None:
    bound = (*SPLIT, add_keyset_range)
    assert "film0.rating <= $p0 AND (film0.rating <> $p0 OR film0.key > $p1)\n" in page_at(
        [7.5, "x"], "first: 5, after: $cursor", passes=bound
    )
    assert "film0.rating >= $p0 AND" in page_at([7.5, "x"], "first: 5, before: $cursor", passes=bound)
    assert "film0.rating >= $p0 AND" in page_at([7.5, "x"], "last: 5, before: $cursor", passes=bound)
    # Nulls sort after every rating, so an upper bound on the rating would exclude them.
    assert "<=" not in page_at([7.5, "x"], "last: 5, after: $cursor", passes=bound)


def test_require_sort_keys() -> None:
    assert "WHERE film0.key IS NOT NULL\n" in statement_of(
        "{ films(first: 5) { nodes { title } } }", passes=(simplify_conditions, require_sort_keys)
    )
    assert "IS NOT NULL" not in statement_of("{ films(first: 5) { totalCount } }")
    assert "IS NOT NULL" not in statement_of('{ films(where: {key: {gt: "x"}}, first: 5) { nodes { title } } }')


@pytest.mark.parametrize(
    ("page", "index"),
    [
        ("films(first: 5)", "key"),
        ("films(orderBy: [{title: DESC}], last: 5)", "title"),
        ("films(orderBy: [{rating: DESC}], where: {rating: {gte: 7, lt: 8}, year: {gte: 1990}})", "rating"),
        ("films(orderBy: [{rating: DESC}])", "rating"),
        # The filter alone may match fewer films than the page holds, so the order's index is not prescribed.
        ("films(orderBy: [{title: ASC}], where: {year: {gte: 1990, lt: 1991}})", None),
        ("films(orderBy: [{title: ASC}], where: {year: {eq: 1990}})", None),
        ('films(orderBy: [{title: ASC}], where: {directors: {some: {name: {eq: "x"}}}})', None),
        ("films(orderBy: [{castCount: ASC}])", None),
    ],
)
def test_follow_index(page: str, index: str | None) -> None:
    statement = statement_of(f"{{ {page} {{ nodes {{ plot }} }} }}")
    if index is None:
        assert "USING INDEX" not in statement
    else:
        assert f"USING INDEX film0:Film({index})\n" in statement


def test_values_are_never_part_of_the_text() -> None:
    text = '{ films(where: {title: {eq: "x\' RETURN 1 //"}}, first: 345) { nodes { title } } }'
    statement = statement_of(text)
    assert "RETURN 1" not in statement
    assert "345" not in statement


@pytest.mark.parametrize(
    ("field", "admitted", "refused"),
    [
        ("title", ["", "Ж"], [None, 1, b"x", ["x"]]),
        ("plot", [None, "x"], [1.5, True]),
        ("year", [None, 0, 2147483647, -2147483648], [2147483648, -2147483649, 1993.0, "1993", True]),
        ("rating", [None, 0.0, 7.5], [7, float("nan"), float("inf"), "7.5"]),
    ],
)
def test_only_what_the_schema_promises_goes_straight_into_the_answer(
    field: str, admitted: list[object], refused: list[object]
) -> None:
    compiled = compile_with(SCHEMA.compiler, f'{{ film(by: {{key: "x"}}) {{ {field} }} }}')
    for value in admitted:
        assert compiled.answer([[[value]]], {}) == {"film": {field: value}}
    for value in refused:
        assert compiled.answer([[[value]]], {}) is None
