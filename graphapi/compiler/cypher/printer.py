"""The printer of the syntax tree, which prints a statement alone and as a batch for many sets of values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.syntax import (
    Binary,
    CallProcedure,
    CallSubquery,
    Case,
    ElementOf,
    FunctionCall,
    HasLabel,
    IsNull,
    Joined,
    ListComprehension,
    ListOf,
    Literal,
    Match,
    NamedParameter,
    Negated,
    NodePattern,
    ParameterValue,
    PatternCount,
    PropertyOf,
    Quantified,
    RelationshipPattern,
    Return,
    ShortestPath,
    SingleQuery,
    SubqueryExpression,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.cypher.writing import Create, Delete, Merge, Remove, Set, SetLabel, SetProperties, SetProperty
from graphapi.mapping import Direction
from graphapi.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.cypher.syntax import Bindings, Clause, Expression, PropertyMap, WritingClause
    from graphapi.compiler.cypher.writing import SetItem
    from graphapi.compiler.plan.parameters import Parameter

_PLAIN_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def print_statement(query: SingleQuery) -> tuple[Statement, Bindings]:
    """The statement of a query that returns one record, and the bindings of its parameters."""
    printer = _Printer()
    text = "\n".join(printer.query(query))
    own = {parameter: name for parameter, name in printer.parameters.items() if parameter not in printer.in_limits}
    batch = _print_batch(query, own, printer.parameters)
    shared = tuple(name for name in printer.parameters.values() if name not in own.values())
    return Statement(text, batch, tuple(own.values()), shared), {name: p for p, name in printer.parameters.items()}


def print_alone(query: SingleQuery) -> tuple[Statement, Bindings]:
    """The statement of a query that may not be part of a batch, and the bindings of its parameters."""
    text, bindings = print_write(query)
    return Statement(text), bindings


def print_write(query: SingleQuery) -> tuple[str, Bindings]:
    """The text of a query that writes, and the bindings of its parameters; a write is never sent in a batch."""
    printer = _Printer()
    text = "\n".join(printer.query(query))
    return text, {name: parameter for parameter, name in printer.parameters.items()}


def _print_batch(query: SingleQuery, own: Mapping[Parameter, str], names: Mapping[Parameter, str]) -> str:
    """The text that runs the query for each list of values in ``$batch``.

    In this text, a parameter in ``own`` is printed as an element of the list.
    """
    position, values, answer, answers = (Variable(hint) for hint in ("i", "values", "answer", "answers"))
    *clauses, last = query.clauses
    if not isinstance(last, Return):
        msg = "a statement ends in RETURN"
        raise TypeError(msg)
    record = ListOf(tuple(expression for expression, _ in last.items))
    elements = {parameter: position_ for position_, parameter in enumerate(own)}
    printer = _Printer(parameters=dict(names), row=values, elements=elements)
    i, row = printer.name(position), printer.name(values)
    inner = printer.query(SingleQuery((*clauses, Return(((record, answer),)))))
    result = printer.name(answer)
    return "\n".join(
        [
            f"UNWIND range(0, size($batch) - 1) AS {i}",
            f"WITH {i}, $batch[{i}] AS {row}",
            f"CALL ({row}) {{",
            *(f"  {line}" for line in inner),
            "}",
            f"WITH {i}, {result} ORDER BY {i}",
            f"RETURN collect({result}) AS {printer.name(answers)}",
        ]
    )


@dataclass(slots=True)
class _Printer:
    """Prints a query.

    In a batch, ``row`` is the variable of the list of values, and ``elements`` holds the position of each parameter in
    that list.
    """

    variables: dict[Variable, str] = field(default_factory=dict)
    parameters: dict[Parameter, str] = field(default_factory=dict)
    in_limits: set[Parameter] = field(default_factory=set)
    row: Variable | None = None
    elements: Mapping[Parameter, int] = field(default_factory=dict)

    def query(self, query: SingleQuery) -> list[str]:
        return [line for clause in query.clauses for line in self.clause(clause)]

    def clause(self, clause: Clause) -> list[str]:
        match clause:
            case Match(pattern, where, index, optional):
                lines = [f"{'OPTIONAL ' * optional}MATCH {self.pattern(pattern)}"]
                if index and isinstance(pattern, NodePattern):
                    lines.append(f"USING INDEX {self.node(pattern)[1:-1]}({', '.join(map(_quoted, index))})")
                return [*lines, self.where(where)] if where else lines
            case CallProcedure(name, arguments, result, variable, options):
                given = [*map(self.expression, arguments)]
                if options:
                    given.append(f"{{{', '.join(f'{key}: {self.expression(value)}' for key, value in options)}}}")
                return [f"CALL {name}({', '.join(given)}) YIELD {result} AS {self.name(variable)}"]
            case Unwind(list_, variable):
                return [f"UNWIND {self.expression(list_)} AS {self.name(variable)}"]
            case With():
                return [self.with_(clause)]
            case CallSubquery(imports, body):
                seen = imports if self.row is None else (self.row, *imports)
                opening = f"CALL ({', '.join(map(self.name, seen))}) {{"
                return [opening, *(f"  {line}" for line in self.query(body)), "}"]
            case Return():
                return [self.return_(clause)]
            case _:
                return self.writing(clause)

    def writing(self, clause: WritingClause) -> list[str]:
        match clause:
            case Create(pattern):
                return [f"CREATE {self.pattern(pattern)}"]
            case Merge(pattern, on_create, on_match):
                created = [f"ON CREATE SET {', '.join(map(self.set_item, on_create))}"] if on_create else []
                matched = [f"ON MATCH SET {', '.join(map(self.set_item, on_match))}"] if on_match else []
                return [f"MERGE {self.pattern(pattern)}", *created, *matched]
            case Set(items):
                return [f"SET {', '.join(map(self.set_item, items))}"]
            case Remove(items):
                removed = (self.expression(i) if isinstance(i, PropertyOf) else self.set_item(i) for i in items)
                return [f"REMOVE {', '.join(removed)}"]
            case Delete(variables, detach):
                return [f"{'DETACH ' * detach}DELETE {', '.join(map(self.name, variables))}"]
            case _:
                raise TypeError(f"cannot print {clause!r}")

    def set_item(self, item: SetItem) -> str:
        match item:
            case SetProperty(target, value):
                return f"{self.expression(target)} = {self.expression(value)}"
            case SetProperties(variable, values):
                return f"{self.name(variable)} += {self.expression(values)}"
            case SetLabel(variable, label):
                return f"{self.name(variable)}:{_quoted(label)}"

    def where(self, conditions: tuple[Expression, ...]) -> str:
        return f"WHERE {' AND '.join(map(self.expression, conditions))}"

    def return_(self, clause: Return) -> str:
        text = f"RETURN {', '.join(self.item(expression, name) for expression, name in clause.items)}"
        if clause.order:
            sorts = (self.sort(expression, descending) for expression, descending in clause.order)
            text += f" ORDER BY {', '.join(sorts)}"
        if clause.skip is not None:
            text += f" SKIP {self.expression(clause.skip)}"
        return text if clause.limit is None else f"{text} LIMIT {self.expression(clause.limit)}"

    def with_(self, clause: With) -> str:
        # In a batch, later clauses may use the list of values.
        kept = clause.variables if self.row is None else (self.row, *clause.variables)
        items = [*map(self.name, kept), *(self.item(expression, name) for expression, name in clause.computed)]
        text = f"WITH {'DISTINCT ' * clause.distinct}{', '.join(items)}"
        if clause.order:
            sorts = (self.sort(expression, descending) for expression, descending in clause.order)
            text += f" ORDER BY {', '.join(sorts)}"
        if clause.limit is not None:
            if isinstance(clause.limit, ParameterValue):
                self.in_limits.add(clause.limit.parameter)
            text += f" LIMIT {self.expression(clause.limit)}"
        return f"{text} {self.where(clause.where)}" if clause.where else text

    def sort(self, expression: Expression, descending: bool) -> str:
        return f"{self.expression(expression)} DESC" if descending else self.expression(expression)

    def item(self, expression: Expression, name: Variable | None) -> str:
        text = self.expression(expression)
        return text if name is None else f"{text} AS {self.name(name)}"

    def pattern(self, pattern: NodePattern | RelationshipPattern | ShortestPath) -> str:
        if isinstance(pattern, NodePattern):
            return self.node(pattern)
        if isinstance(pattern, ShortestPath):
            types = "|".join(map(_quoted, pattern.types))
            walk = f"({self.name(pattern.start)})-[:{types}*]-({self.name(pattern.end)})"
            return f"{self.name(pattern.variable)} = shortestPath({walk})"
        variable = self.name(pattern.relationship) if pattern.relationship else ""
        types = "|".join(map(_quoted, pattern.types))
        arrow = f"-[{variable}:{types}{self.property_map(pattern.properties)}]-"
        if pattern.direction is not None:
            arrow = f"{arrow}>" if pattern.direction is Direction.OUT else f"<{arrow}"
        return f"{self.node(pattern.start)}{arrow}{self.node(pattern.end)}"

    def node(self, node: NodePattern) -> str:
        variable = self.name(node.variable) if node.variable else ""
        labels = "".join(f":{_quoted(label)}" for label in (node.label, *node.more_labels) if label)
        return f"({variable}{labels}{self.property_map(node.properties)})"

    def property_map(self, properties: PropertyMap) -> str:
        if not properties:
            return ""
        return f" {{{', '.join(f'{_quoted(name)}: {self.expression(value)}' for name, value in properties)}}}"

    def expression(self, expression: Expression) -> str:
        match expression:
            case Variable():
                return self.name(expression)
            case PropertyOf(variable, name):
                return f"{self.name(variable)}.{_quoted(name)}"
            case ParameterValue() | NamedParameter():
                return self.value(expression)
            case Literal(text):
                return text
            case ListOf(items):
                return f"[{', '.join(map(self.expression, items))}]"
            case FunctionCall(function, arguments, distinct):
                return f"{function}({'DISTINCT ' * distinct}{', '.join(map(self.expression, arguments))})"
            case Case():
                return self.case(expression)
            case ElementOf(list_, position):
                return f"{self.expression(list_)}[{self.expression(position)}]"
            case ListComprehension(variable, list_, inner):
                return f"[{self.name(variable)} IN {self.expression(list_)} | {self.expression(inner)}]"
            case _:
                return self.predicate(expression)

    def case(self, case: Case) -> str:
        choices = [f"WHEN {self.expression(holds)} THEN {self.expression(value)}" for holds, value in case.alternatives]
        if case.otherwise is not None:
            choices.append(f"ELSE {self.expression(case.otherwise)}")
        return f"CASE {' '.join(choices)} END"

    def predicate(
        self,
        expression: HasLabel | Binary | Joined | Negated | IsNull | SubqueryExpression | PatternCount | Quantified,
    ) -> str:
        match expression:
            case HasLabel(variable, label):
                return f"{self.name(variable)}:{_quoted(label)}"
            case Binary(left, operator, right):
                return f"{self.expression(left)} {operator} {self.expression(right)}"
            case Joined(operator, items):
                inner = f" {operator} ".join(map(self.expression, items))
                return inner if len(items) == 1 else f"({inner})"
            case Negated(inner_expression):
                return f"NOT ({self.expression(inner_expression)})"
            case IsNull(inner_expression, negated):
                return f"{self.expression(inner_expression)} IS {'NOT ' if negated else ''}NULL"
            case SubqueryExpression(keyword, body):
                return f"{keyword} {{ {' '.join(self.query(body))} }}"
            case PatternCount(path):
                return f"COUNT {{ {self.pattern(path)} }}"
            case Quantified(quantifier, variable, list_, condition):
                within = f"{self.name(variable)} IN {self.expression(list_)}"
                return f"{quantifier}({within} WHERE {self.expression(condition)})"

    def value(self, value: ParameterValue | NamedParameter) -> str:
        if isinstance(value, NamedParameter):
            return f"${value.name}"
        parameter = value.parameter
        if self.row is not None and parameter in self.elements:
            return f"{self.name(self.row)}[{self.elements[parameter]}]"
        return f"${self.parameters.setdefault(parameter, f'p{len(self.parameters)}')}"

    def name(self, variable: Variable) -> str:
        return self.variables.setdefault(variable, f"{variable.hint}{len(self.variables)}")


def _quoted(name: str) -> str:
    return name if _PLAIN_NAME.fullmatch(name) else f"`{name.replace('`', '``')}`"
