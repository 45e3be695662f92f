"""The text of a statement does not depend on values, whether they come from variables or from the document.

Where a value chooses another plan, a guard of the compiler says so, and ``GUARDS`` names each kind of guard.
``GRAPHAPI_STATEMENT_OPERATIONS`` sets the number of operations, ``--hypothesis-seed`` selects them.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import pytest
from graphql import (
    DocumentNode,
    FloatValueNode,
    IntValueNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    build_schema,
    get_nullable_type,
    parse,
    parse_type,
    print_ast,
    type_from_ast,
    value_from_ast,
    visit,
)
from graphql.language.visitor import REMOVE, SKIP
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from graphapi.api.schema import GraphSchema
from graphapi.load.sample_removal import sample_folder
from tests.conftest import CLOSING_LINE
from tests.differential.rows import read_catalogue
from tests.differential.selections import Scope, Space, Writer
from tests.differential.syntax import literal
from tests.differential.vocabulary import read_vocabulary
from tests.fuzz.other_values import other_cursor, other_value

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from graphql import GraphQLInputType, GraphQLSchema, Node
    from graphql.language.visitor import VisitorActionEnum
    from hypothesis.strategies import DrawFn

    from tests.differential.inputs import Json

OPERATIONS = int(os.environ.get("GRAPHAPI_STATEMENT_OPERATIONS", "150"))
SEED = 4711
# Hypothesis composes later examples of a run from parts of earlier ones, so the operations come from many short runs.
EXAMPLES = 10
SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"
# The cursor of a path holds the path itself, so it has no other values.
RECORDED: list[dict[str, Any]] = [
    recorded
    for recorded in json.loads(
        (Path(__file__).parents[1] / "compiler" / "recorded_cursors.json").read_text(encoding="utf-8")
    )
    if recorded["list"] != "paths"
]
PARAMETER: Final = re.compile(r"\$p\d+")
# In a batch, a parameter of one read is an element of its list.
ELEMENT: Final = re.compile(r"\bvalues\d+\[\d+\]|\$p\d+")
GUARDS: Final = {
    "PageSize": "a page size outside the limits is an error",
    "LabelOf": "an id names the label of its node; a malformed id is an error",
    "LabelsOf": "a list of ids names the labels of its nodes, and says whether all are well-formed",
    "ValidIds": "a malformed id to avoid is an error",
    "ValidDegrees": "a number of degrees outside the limits is an error",
    "ValidDepth": "each level of a neighbourhood has a statement of its own",
    "NullsInCursor": "the values of a cursor are compared differently if they are null",
    "WellFormed": "a malformed cursor of a path is an error",
    "query_kind": "a search for nothing, for words and for other characters are different searches",
    "forgives_errors": "only words of four letters and more can have typing errors",
}
"""The guards by the name of their function or class, with the reason why the plan depends on the value."""


class Compiled:
    """The texts of the statements of an operation, and the guards of its plan."""

    def __init__(self, document: str, variables: Mapping[str, Json]) -> None:
        parsed = parse(document)
        operation = next(one for one in parsed.definitions if isinstance(one, OperationDefinitionNode))
        # Each operation gets a compiler without plans, so that nothing comes from its cache.
        compiler = SCHEMA.compiler
        coerced = compiler.coerce(operation, variables)
        assert isinstance(coerced, dict), coerced
        guards, compiled = compiler._compile(parsed, operation, coerced)
        reads = [read.statement for exploration in compiled.explorations for read in exploration.reads]
        statements = [*reads, *([compiled.statement] if compiled.statement else [])]
        self.texts = [(statement.text, statement.batch, statement.own, statement.shared) for statement in statements]
        self.kinds = {_name_of(guard.inspect) for guard in guards}
        self._guards = guards
        # A field with an invalid value is an error and not read, and the plan is not kept.
        self.failed = compiled.failed

    def shapes(self) -> list[tuple[str, str]]:
        """The texts without the numbers of parameters: equal literals of a document share a parameter."""
        return [(PARAMETER.sub("$p", text), ELEMENT.sub("[]", batch or "")) for text, batch, _, _ in self.texts]

    def holds_for(self, document: str, variables: Mapping[str, Json]) -> bool:
        """Whether the guards of the plan hold for other variables."""
        operation = next(one for one in parse(document).definitions if isinstance(one, OperationDefinitionNode))
        coerced = SCHEMA.compiler.coerce(operation, variables)
        assert isinstance(coerced, dict), coerced
        return all(guard.check(coerced) == found for guard, found in self._guards.items())


SCHEMA = GraphSchema()
Sent: TypeAlias = "tuple[str, dict[str, Json]]"
"""A document and its variables."""


def _name_of(inspect: Callable[[Any], Hashable]) -> str:
    return getattr(inspect, "__name__", type(inspect).__name__)


def with_variables(document: str, variables: Mapping[str, Json], schema: GraphQLSchema) -> Sent:
    """The operation with a variable in place of each number and each string of the document."""
    types = TypeInfo(schema)
    lifted: dict[str, Json] = {}
    definitions: list[VariableDefinitionNode] = []

    class Lifting(Visitor):
        def enter_variable_definition(self, node: VariableDefinitionNode, *_: object) -> VisitorActionEnum:
            return SKIP

        def enter(self, node: Node, *_: object) -> Node | None:
            type_ = types.get_input_type()
            if type_ is None or not isinstance(node, IntValueNode | FloatValueNode | StringValueNode):
                return None
            name = f"l{len(lifted) + 1}"
            lifted[name] = value_from_ast(node, type_)
            variable = VariableNode(name=NameNode(value=name))
            type_node = parse_type(f"{get_nullable_type(type_)}!")
            definitions.append(VariableDefinitionNode(variable=variable, type=type_node))
            return variable

    visited = visit(parse(document), TypeInfoVisitor(types, Lifting()))
    operation, *fragments = visited.definitions
    declared = (*(operation.variable_definitions or ()), *definitions)
    operation = replace(operation, variable_definitions=declared)
    return print_ast(DocumentNode(definitions=(operation, *fragments))), {**variables, **lifted}


def with_literals(document: str, variables: Mapping[str, Json], schema: GraphQLSchema) -> str | None:
    """The document with literals in place of its variables; None if a variable has no value."""
    parsed = parse(document)
    operation = next(one for one in parsed.definitions if isinstance(one, OperationDefinitionNode))
    types = {one.variable.name.value: _type_of(schema, one) for one in operation.variable_definitions or ()}
    if types.keys() != variables.keys():
        return None

    class Replacing(Visitor):
        def enter_variable_definition(self, node: VariableDefinitionNode, *_: object) -> VisitorActionEnum | None:
            return REMOVE

        def enter_variable(self, node: VariableNode, *_: object) -> Node | None:
            return literal(variables[node.name.value], types[node.name.value])

    return print_ast(visit(parsed, Replacing()))


def _type_of(schema: GraphQLSchema, definition: VariableDefinitionNode) -> GraphQLInputType:
    type_: GraphQLInputType = cast("Any", type_from_ast(schema, definition.type))
    return type_


def test_statements_do_not_depend_on_values(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> None:
    sdl = build_schema(SDL.read_text(encoding="utf-8"))
    with sample_folder() as folder:
        vocabulary = read_vocabulary(read_catalogue(folder))
    first = int(request.config.getoption("--hypothesis-seed") or SEED)
    counts: Counter[str] = Counter()
    query = sdl.query_type
    assert query is not None

    @st.composite
    def operations(draw: DrawFn) -> Sent:
        writer = Writer(draw, sdl, vocabulary)
        operation = OperationDefinitionNode(
            operation=OperationType.QUERY,
            selection_set=writer.selection_set(query, Scope(), Space()),
            variable_definitions=tuple(writer.variables.definitions),
        )
        document = print_ast(DocumentNode(definitions=(operation, *writer.fragments)))
        return with_variables(document, writer.variables.values, sdl)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(operations())
    def texts_agree(drawn: Sent) -> None:
        document, variables = drawn
        operation = next(one for one in parse(document).definitions if isinstance(one, OperationDefinitionNode))
        types = {one.variable.name.value: _type_of(sdl, one) for one in operation.variable_definitions or ()}
        others: dict[str, Json] = {name: other_value(value, types[name]) for name, value in variables.items()}
        counts["operations"] += 1
        compiled = Compiled(document, variables)
        assert compiled.kinds <= GUARDS.keys()
        if compiled.failed or others == variables or not compiled.holds_for(document, others):
            return
        counts["with other variables"] += 1
        assert Compiled(document, others).texts == compiled.texts
        written, other = with_literals(document, variables, sdl), with_literals(document, others, sdl)
        if written is not None and other is not None:
            counts["with literals"] += 1
            assert Compiled(other, {}).shapes() == Compiled(written, {}).shapes()

    try:
        for number in range(OPERATIONS // EXAMPLES):
            seed(first + number)(texts_agree)()
    finally:
        record_property(CLOSING_LINE, f"statement texts: --hypothesis-seed={first}: {dict(counts)}")
    assert counts["with other variables"] * 3 > counts["operations"]
    assert counts["with literals"] * 6 > counts["operations"]


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda recorded: recorded["list"])
def test_statements_do_not_depend_on_the_values_of_cursors(recorded: dict[str, Any]) -> None:
    query = recorded["query"]
    variables: dict[str, Json] = {"first": 1, "after": recorded["cursor"]}
    others: dict[str, Json] = {"first": 2, "after": other_cursor(str(recorded["cursor"]))}
    assert others["after"] != variables["after"]
    compiled = Compiled(query, variables)
    assert compiled.holds_for(query, others)
    assert Compiled(query, others).texts == compiled.texts
