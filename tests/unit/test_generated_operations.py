"""The operations that the differential suite generates are valid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    build_schema,
    parse,
    print_ast,
    validate,
)
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.differential import selections
from tests.differential.operations import with_reversed_order
from tests.differential.selections import Scope, Space, Writer
from tests.differential.vocabulary import Vocabulary, chance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql import FragmentDefinitionNode, SelectionSetNode
    from hypothesis.strategies import DrawFn

#: With few fields, many selections have the same response key.
SCHEMA: Final = build_schema("""
type Query { film: Film! }
type Film { title: String! remake(exact: Boolean!): Film! }
""")
ORDERED: Final = build_schema("""
type Query { people(orderBy: [Order!], first: Int): People! films(orderBy: [Order!]): People! }
type People { nodes: [Person!]! total: Int! }
type Person { name: String! friends(orderBy: [Order!]): People! }
input Order { name: Direction year: Direction }
enum Direction { ASC DESC }
""")
#: The chances, in percent, of selecting a field again and of a fragment, and those to use instead.
MORE_OFTEN: Final[Mapping[int, int]] = {6: 50, 12: 50, 30: 70, 60: 30}


def response_keys(selected: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[str]:
    """The response keys of all fields with selections, also of those in fragments."""
    for one in selected.selections:
        match one:
            case FieldNode(selection_set=inner) if inner:
                yield (one.alias or one.name).value
            case InlineFragmentNode():
                yield from response_keys(one.selection_set, fragments)
            case FragmentSpreadNode():
                yield from response_keys(fragments[one.name.value].selection_set, fragments)


@st.composite
def operations(draw: DrawFn) -> tuple[str, set[str]]:
    """Operations on the schema with few fields.

    Each comes with the response keys of fragments that the writer does not compare before it spreads them again.
    """
    writer = Writer(draw, SCHEMA, Vocabulary({}, {}))
    query = SCHEMA.query_type
    assert query is not None
    selected = writer.selection_set(query, Scope(), Space())
    definitions = tuple(writer.variables.definitions)
    operation = OperationDefinitionNode(
        operation=OperationType.QUERY, variable_definitions=definitions, selection_set=selected
    )
    fragments = {one.name.value: one for one in writer.fragments}
    missing: set[str] = set()
    for fragment, own, _ in writer.reusable:
        missing |= set(response_keys(fragment.selection_set, fragments)) - own.fields.keys()
    return print_ast(DocumentNode(definitions=(operation, *writer.fragments))), missing


def test_fragments_are_spread_again_only_where_their_fields_merge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selections, "FUELS", (16,))
    monkeypatch.setattr(selections, "chance", lambda draw, percent: chance(draw, MORE_OFTEN.get(percent, percent)))
    spreads = fragments = 0

    @settings(max_examples=10, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(operations())
    def check(drawn: tuple[str, set[str]]) -> None:
        nonlocal spreads, fragments
        text, missing = drawn
        assert validate(SCHEMA, parse(text)) == []
        assert not missing
        spreads += text.count("...F")
        fragments += text.count("fragment F")

    for number in range(8):
        seed(number)(check)()
    assert spreads > fragments, "fragments are spread again"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "{ people(orderBy: [{ name: ASC }], first: 1) { total } ...F }"
            " fragment F on Query { people(orderBy: [{ name: ASC }], first: 1) { nodes { name } } }",
            "{ people(orderBy: [{ name: DESC }], first: 1) { total } ...F }"
            " fragment F on Query { people(orderBy: [{ name: DESC }], first: 1) { nodes { name } } }",
        ),
        (
            "{ a: people(orderBy: [{ name: DESC }, { year: ASC }, { name: ASC }]) { total }"
            " people(orderBy: [{ name: ASC }]) { nodes { friends(orderBy: [{ year: ASC }]) { total } } } }",
            "{ a: people(orderBy: [{ name: DESC }, { year: DESC }, { name: ASC }]) { total }"
            " people(orderBy: [{ name: ASC }]) { nodes { friends(orderBy: [{ year: ASC }]) { total } } } }",
        ),
        (
            "query ($v: [Order!] = [{ name: ASC }]) { people(orderBy: $v) { total } films(orderBy: { year: ASC })"
            " { total } }",
            "query ($v: [Order!] = [{ name: DESC }]) { people(orderBy: $v) { total } films(orderBy: { year: ASC })"
            " { total } }",
        ),
        ("{ people(orderBy: [{ name: DESC }]) { total } }", "{ people(orderBy: [{ name: DESC }]) { total } }"),
    ],
    ids=["merged", "other-keys", "variable", "none"],
)
def test_an_order_is_reversed_in_all_merged_fields(before: str, after: str) -> None:
    assert with_reversed_order(before) == after
    assert validate(ORDERED, parse(after)) == []
