"""A syntax tree for the part of Cypher that graphapi writes.

Variables and parameters get their names when the tree is printed, so names in different parts of a statement cannot
collide. Values are never part of the text.

Source: the Neo4j Cypher Manual, chapters "Clauses", "Subqueries" and "Expressions".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.mapping import Direction


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """A variable, which the printer names; two variables are equal only if they are the same object."""

    hint: str


@dataclass(frozen=True, slots=True)
class PropertyOf:
    """``variable.name``."""

    variable: Variable
    name: str


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """``$name``."""

    parameter: Parameter


@dataclass(frozen=True, slots=True)
class NamedParameter:
    """``$name``, with a fixed name that the caller of the statement uses."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Literal text of the statement, such as a number or a label; never a value from a client."""

    text: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """``[a, b]``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """``function(a, b)``, or ``function(DISTINCT a)``."""

    function: str
    arguments: tuple[Expression, ...]
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """``CASE WHEN condition THEN value … ELSE value END``."""

    alternatives: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None = None


@dataclass(frozen=True, slots=True)
class HasLabel:
    """``variable:Label``."""

    variable: Variable
    label: str


@dataclass(frozen=True, slots=True)
class Quantified:
    """``all(variable IN list WHERE condition)``, or with another quantifier, such as ``any``."""

    quantifier: str
    variable: Variable
    list: Expression
    condition: Expression


@dataclass(frozen=True, slots=True)
class ElementOf:
    """``list[position]``."""

    list: Expression
    position: Expression


@dataclass(frozen=True, slots=True)
class ListComprehension:
    """``[variable IN list | expression]``."""

    variable: Variable
    list: Expression
    expression: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """``left operator right``."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True, slots=True)
class Joined:
    """``(a AND b AND c)``, or with OR; a single item has no parentheses."""

    operator: str
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Negated:
    """``NOT (expression)``."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class IsNull:
    """``expression IS NULL``, or IS NOT NULL."""

    expression: Expression
    negated: bool = False


@dataclass(frozen=True, slots=True)
class SubqueryExpression:
    """``COUNT { … }``, ``EXISTS { … }`` or ``COLLECT { … }``."""

    keyword: str
    body: SingleQuery


@dataclass(frozen=True, slots=True)
class PatternCount:
    """``COUNT { (a)-[:TYPE]->() }``, which a store can answer without a traversal."""

    path: RelationshipPattern


Expression: TypeAlias = (
    Variable
    | PropertyOf
    | ParameterValue
    | NamedParameter
    | Literal
    | ListOf
    | FunctionCall
    | Case
    | HasLabel
    | Quantified
    | ElementOf
    | ListComprehension
    | Binary
    | Joined
    | Negated
    | IsNull
    | SubqueryExpression
    | PatternCount
)


PropertyMap: TypeAlias = "tuple[tuple[str, Expression], ...]"
"""``{name: expression, …}``."""


@dataclass(frozen=True, slots=True)
class NodePattern:
    """``(variable:Label {name: expression})``; a node that is created can have ``more_labels``."""

    variable: Variable | None
    label: str | None = None
    properties: PropertyMap = ()
    more_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationshipPattern:
    """``(start)-[relationship:TYPE|TYPE {name: expression}]->(end)``, in either direction or undirected."""

    start: NodePattern
    types: tuple[str, ...]
    direction: Direction | None
    end: NodePattern
    relationship: Variable | None = None
    properties: PropertyMap = ()


@dataclass(frozen=True, slots=True)
class ShortestPath:
    """``variable = shortestPath((start)-[:TYPE|TYPE*]-(end))``."""

    variable: Variable
    start: Variable
    types: tuple[str, ...]
    end: Variable


@dataclass(frozen=True, slots=True)
class Match:
    """``OPTIONAL MATCH pattern USING INDEX variable:Label(index) WHERE condition AND condition``.

    ``index`` holds the properties of the index to use. It applies only if the pattern is a node with a label.
    """

    pattern: NodePattern | RelationshipPattern | ShortestPath
    where: tuple[Expression, ...] = ()
    index: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class CallProcedure:
    """``CALL name(a, b, {option: c}) YIELD result AS variable``."""

    name: str
    arguments: tuple[Expression, ...]
    result: str
    variable: Variable
    options: tuple[tuple[str, Expression], ...] = ()


@dataclass(frozen=True, slots=True)
class Unwind:
    """``UNWIND list AS variable``."""

    list: Expression
    variable: Variable


@dataclass(frozen=True, slots=True)
class With:
    """``WITH DISTINCT variables, expression AS variable ORDER BY … LIMIT … WHERE condition AND condition``."""

    variables: tuple[Variable, ...]
    order: tuple[tuple[Expression, bool], ...] = ()
    limit: ParameterValue | NamedParameter | Literal | None = None
    computed: tuple[tuple[Expression, Variable], ...] = ()
    where: tuple[Expression, ...] = ()
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class CallSubquery:
    """``CALL (variables) { … }``."""

    imports: tuple[Variable, ...]
    body: SingleQuery


@dataclass(frozen=True, slots=True)
class Return:
    """``RETURN expression AS variable, … ORDER BY … SKIP … LIMIT …``; each part of the order is as in ``With``."""

    items: tuple[tuple[Expression, Variable | None], ...]
    order: tuple[tuple[Expression, bool], ...] = ()
    skip: Expression | None = None
    limit: Expression | None = None


class WritingClause:
    """The base class of clauses that change the graph, which are in ``graphapi.compiler.cypher.writing``."""

    __slots__ = ()


Bindings: TypeAlias = "Mapping[str, Parameter]"
"""The parameters of a statement, by their names in its text."""

Clause: TypeAlias = Match | CallProcedure | Unwind | With | CallSubquery | Return | WritingClause


@dataclass(frozen=True, slots=True)
class SingleQuery:
    """A sequence of clauses."""

    clauses: tuple[Clause, ...]
