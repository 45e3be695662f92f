"""Operations as a client would send them, generated from the SDL with values and cursors from the data."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from graphql import (
    DocumentNode,
    EnumValueNode,
    FieldNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    StringValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)
from graphql.language.visitor import REMOVE, VisitorActionEnum
from hypothesis import strategies as st

from tests.differential.pages import ASCENDING, CURSOR_MARK, DESCENDING, read_cursor
from tests.differential.selections import Scope, Space, Writer
from tests.differential.vocabulary import MALFORMED_CURSORS, chance, pick

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql import Node
    from hypothesis.strategies import DrawFn, SearchStrategy
    from hypothesis.vendor.pretty import RepresentationPrinter

    from tests.differential.evaluator import Evaluation, Evaluator
    from tests.differential.inputs import Json
    from tests.differential.vocabulary import Vocabulary

MOST_PAGES = 3


@dataclass(frozen=True)
class Operation:
    """The request of a client."""

    document: str
    variables: Mapping[str, Json]
    name: str | None = None

    def __str__(self) -> str:
        return f"{self.document}\n\nvariables {json.dumps(self.variables, ensure_ascii=False)}, operation {self.name}"


@dataclass(frozen=True)
class Case:
    """An operation and its expected answer."""

    operation: Operation
    evaluation: Evaluation

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        printer.text(f"\n{self.operation}\n")


def scenarios(evaluator: Evaluator, vocabulary: Vocabulary) -> SearchStrategy[list[Case]]:
    """Lists of operations: a first one, and following ones that use the cursors of the previous answer."""

    # Without arguments, because Hypothesis prints them when a test fails, and these are too large.
    @st.composite
    def drawn(draw: DrawFn) -> list[Case]:
        return _scenario(draw, evaluator, vocabulary)

    return drawn()


def _scenario(draw: DrawFn, evaluator: Evaluator, vocabulary: Vocabulary) -> list[Case]:
    operation, cursor_variables = _first_operation(draw, evaluator, vocabulary)
    cases = [_evaluated(evaluator, operation)]
    while cursor_variables and len(cases) < MOST_PAGES and chance(draw, 90 if len(cases) == 1 else 60):
        following = _next_page(draw, cases[-1], cursor_variables)
        if following is None:
            break
        cases.append(_evaluated(evaluator, following))
    return cases


def _evaluated(evaluator: Evaluator, operation: Operation) -> Case:
    document = parse(operation.document)
    problems = validate(evaluator.schema, document)
    assert not problems, f"{operation}\n{problems}"
    return Case(operation, evaluator.evaluate(document, dict(operation.variables), operation.name))


def _first_operation(draw: DrawFn, evaluator: Evaluator, vocabulary: Vocabulary) -> tuple[Operation, list[str]]:
    writer = Writer(draw, evaluator.schema, vocabulary)
    query = evaluator.schema.query_type
    assert query is not None
    selections = writer.selection_set(query, Scope(), Space())
    several = chance(draw, 4)
    name = "Asked" if several or chance(draw, 30) else None
    definitions = [
        OperationDefinitionNode(
            operation=OperationType.QUERY,
            name=NameNode(value=name) if name else None,
            variable_definitions=tuple(writer.variables.definitions),
            selection_set=selections,
        ),
        *writer.fragments,
    ]
    if several:
        inner = SelectionSetNode(selections=(FieldNode(name=NameNode(value="__typename")),))
        other = OperationDefinitionNode(
            operation=OperationType.QUERY, name=NameNode(value="NotAsked"), selection_set=inner
        )
        definitions.insert(0, other)
    document = print_ast(DocumentNode(definitions=tuple(definitions)))
    return Operation(document, writer.variables.values, name if several else None), writer.cursor_variables


def _next_page(draw: DrawFn, case: Case, cursor_variables: list[str]) -> Operation | None:
    """The same operation with cursors from its answer; None if the answer has none."""
    cursors = list(dict.fromkeys(cursors_in(case.evaluation.result.data)))
    if not cursors:
        return None
    slots = case.evaluation.cursor_slots
    operation = case.operation
    for variable in cursor_variables:
        if variable not in slots or f"${variable}" not in operation.document:
            continue
        cursor = _cursor_for(draw, slots[variable], cursors)
        if cursor is not None and chance(draw, 25):
            operation = replace(operation, document=_with_literal(operation.document, variable, cursor))
            left = {name: value for name, value in operation.variables.items() if name != variable}
            operation = replace(operation, variables=left)
        else:
            operation = replace(operation, variables={**operation.variables, variable: cursor})
    if chance(draw, 8):
        # If it is the order of the cursors' list, the cursors do not match it.
        operation = replace(operation, document=with_reversed_order(operation.document))
    return operation


def _cursor_for(draw: DrawFn, order: str, cursors: list[str]) -> str | None:
    fitting = [cursor for cursor in cursors if read_cursor(cursor)[0] == order]
    if chance(draw, 6):
        foreign = [cursor for cursor in cursors if read_cursor(cursor)[0] != order]
        return pick(draw, [*foreign, *MALFORMED_CURSORS])
    return pick(draw, fitting) if fitting and not chance(draw, 6) else None


def cursors_in(value: object) -> Iterator[str]:
    """Every cursor of the evaluator in an answer, in the order of the answer."""
    if isinstance(value, str) and value.startswith(CURSOR_MARK):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from cursors_in(part)


def with_reversed_order(document: str) -> str:
    """The document with its first ascending order reversed, in every field that may be merged with the field it is in.

    Fields with the same response key merge only if they have the same arguments (GraphQL specification, section 5.3.2
    "Field Selection Merging").
    """
    starts: dict[str, dict[int, int]] = {}

    class Finding(Visitor):
        def enter_enum_value(self, node: EnumValueNode, *place: object) -> None:
            ancestors = cast("list[Node]", place[-1])
            if node.value == ASCENDING and node.loc:
                owner = next(one for one in reversed(ancestors) if isinstance(one, FieldNode | VariableDefinitionNode))
                starts.setdefault(_head(owner), {}).setdefault(id(owner), node.loc.start)

    visit(parse(document), Finding())
    for start in sorted(next(iter(starts.values()), {}).values(), reverse=True):
        document = document[:start] + DESCENDING + document[start + len(ASCENDING) :]
    return document


def _head(node: FieldNode | VariableDefinitionNode) -> str:
    """The definition of a variable, or the response key and the arguments of a field."""
    if isinstance(node, VariableDefinitionNode):
        return print_ast(node)
    return print_ast(FieldNode(name=node.alias or node.name, arguments=node.arguments))


def _with_literal(document: str, variable: str, value: str) -> str:
    """The document with a string literal in place of a variable."""

    class Replacing(Visitor):
        def enter_variable_definition(self, node: VariableDefinitionNode, *_: object) -> VisitorActionEnum | None:
            return REMOVE if node.variable.name.value == variable else None

        def enter_variable(self, node: VariableNode, *_: object) -> Node | None:
            return StringValueNode(value=value) if node.name.value == variable else None

    return print_ast(visit(parse(document), Replacing()))
