"""The Cypher statements of loading, the same for both stores. Rows are positional lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.printer import print_write
from graphapi.compiler.cypher.syntax import (
    Binary,
    Case,
    ElementOf,
    FunctionCall,
    HasLabel,
    IsNull,
    Joined,
    ListOf,
    Literal,
    Match,
    NamedParameter,
    Negated,
    NodePattern,
    PatternCount,
    PropertyOf,
    RelationshipPattern,
    Return,
    SingleQuery,
    SubqueryExpression,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.cypher.writing import Create, Delete, Merge, Set, SetLabel, SetProperties, SetProperty
from graphapi.mapping import Direction
from graphapi.model.nodes import CATALOGUE, INTERNAL_LABELS, LABELS, SEARCH_RANK
from graphapi.model.relationships import relationship_typed

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression, PropertyMap
    from graphapi.model.elements import Label

_ROWS: Final = NamedParameter("rows")
_KEYS: Final = NamedParameter("keys")


@dataclass(frozen=True)
class RelationshipSchema:
    """A relationship type between a first and a second label, with its properties.

    A relationship starts at the first node if ``outgoing``, else at the second.
    """

    type: str
    first: str
    second: str
    outgoing: bool
    properties: tuple[str, ...] = ()

    def pattern(
        self,
        first: NodePattern,
        second: NodePattern,
        relationship: Variable | None = None,
        properties: PropertyMap = (),
    ) -> RelationshipPattern:
        """The pattern of the relationship between two nodes."""
        direction = Direction.OUT if self.outgoing else Direction.IN
        return RelationshipPattern(first, (self.type,), direction, second, relationship, properties)


def statement(*clauses: Clause) -> str:
    """The text of clauses whose parameters all have names."""
    return print_write(SingleQuery(clauses))[0]


def element(list_: Expression, index: int) -> ElementOf:
    """The element of a row at an index."""
    return ElementOf(list_, Literal(str(index)))


def with_key(node: Variable, label: str, key: Expression) -> NodePattern:
    """The pattern of a node with a label and a key."""
    return NodePattern(node, label, (("key", key),))


def collect(*values: Expression) -> Return:
    """Return the values of all rows as a list of lists, in one record."""
    return Return(((FunctionCall("collect", (ListOf(values),)), None),))


def collected(pattern: RelationshipPattern, value: Expression) -> SubqueryExpression:
    """``COLLECT { MATCH … RETURN … }``: a list with one value for each match of the pattern."""
    return SubqueryExpression("COLLECT", SingleQuery((Match(pattern), Return(((value, None),)))))


def list_of_key_and(properties: tuple[str, ...], node: Variable, owner: Variable) -> Expression:
    """The key of a node, in a list with properties of ``owner`` if there are any."""
    key = PropertyOf(node, "key")
    return ListOf((key, *(PropertyOf(owner, name) for name in properties))) if properties else key


def create_nodes(label: str, labels: tuple[str, ...], properties: tuple[str, ...]) -> str:
    """Create nodes that do not exist yet. Rows: values of the properties.

    The statement uses ``CREATE`` because for ``MERGE`` with several labels the embedded store searches for the node
    without an index. The unique constraint still rejects a second node with the same key. Properties are named one by
    one because the embedded store writes a node twice if its properties come from a map.
    """
    row = Variable("row")
    values = tuple((name, element(row, index)) for index, name in enumerate(properties))
    return statement(Unwind(_ROWS, row), Create(NodePattern(None, label, values, labels)))


def change_nodes(label: str) -> str:
    """Set properties of nodes. Rows: key, map of properties."""
    row, node = Variable("row"), Variable("n")
    found = Match(with_key(node, label, element(row, 0)))
    return statement(Unwind(_ROWS, row), found, Set((SetProperties(node, element(row, 1)),)))


def add_label(label: str, added: str) -> str:
    """Add a label to nodes. Rows: keys."""
    key, node = Variable("key"), Variable("n")
    return statement(Unwind(_ROWS, key), Match(with_key(node, label, key)), Set((SetLabel(node, added),)))


def read_nodes(label: str, properties: tuple[str, ...], labels: tuple[str, ...]) -> str:
    """Read nodes by ``$keys``. Each record: key, whether it has each label, properties."""
    key, node = Variable("key"), Variable("n")
    has_labels = (HasLabel(node, name) for name in labels)
    values = (PropertyOf(node, name) for name in ("key", *properties))
    first, *others = values
    return statement(Unwind(_KEYS, key), Match(with_key(node, label, key)), collect(first, *has_labels, *others))


def read_keys(label: str) -> str:
    """Read which of ``$keys`` exist."""
    key, node = Variable("key"), Variable("n")
    found = FunctionCall("collect", (PropertyOf(node, "key"),))
    return statement(Unwind(_KEYS, key), Match(with_key(node, label, key)), Return(((found, None),)))


def read_ranks(label: Label) -> str:
    """Read the nodes among ``$keys`` whose search rank is out of date. Each record: key, new rank."""
    key, node, rank = Variable("key"), Variable("n"), Variable("rank")
    computed = Binary(Literal("0"), "-", _popularity(node, label))
    outdated = Binary(PropertyOf(node, SEARCH_RANK), "<>", rank)
    return statement(
        Unwind(_KEYS, key),
        Match(with_key(node, label.name, key)),
        With((node,), computed=((computed, rank),), where=(outdated,)),
        collect(PropertyOf(node, "key"), rank),
    )


def _popularity(node: Variable, label: Label) -> Expression:
    """The popularity of a node, as `graphapi.model.derived.search_rank` counts it."""
    paths = (
        RelationshipPattern(NodePattern(node), (type_,), _direction(label, type_), NodePattern(None))
        for type_ in label.counted
    )
    counted = Joined("+", tuple(map(PatternCount, paths))) if label.counted else Literal("0")
    if isinstance(label.popularity, str):
        value = PropertyOf(node, label.popularity)
        return Case(((Binary(value, ">", Literal("0")), value), (IsNull(value), counted)), Literal("0"))
    return counted


def _direction(label: Label, type_: str) -> Direction:
    return Direction.OUT if relationship_typed(type_).source == label.name else Direction.IN


def write_ranks(label: str) -> str:
    """Set the ranks of nodes. Rows: key, rank."""
    row, node = Variable("row"), Variable("n")
    rank = SetProperty(PropertyOf(node, SEARCH_RANK), element(row, 1))
    return statement(Unwind(_ROWS, row), Match(with_key(node, label, element(row, 0))), Set((rank,)))


def write_relationships(schema: RelationshipSchema, *, are_new: bool) -> str:
    """Write relationships. Rows: key of the first node, list of relationships.

    A relationship is the key of its second node or, if it has properties, a list of that key and the values. For new
    relationships, ``CREATE`` replaces the slower ``MERGE``.
    """
    row, first, entry, second = (Variable(hint) for hint in ("row", "a", "entry", "b"))
    key = element(entry, 0) if schema.properties else entry
    values = tuple((name, element(entry, index)) for index, name in enumerate(schema.properties, 1))
    start, end = NodePattern(first), NodePattern(second)
    writing: tuple[Clause, ...]
    if are_new:
        writing = (Create(schema.pattern(start, end, properties=values)),)
    elif values:
        relationship = Variable("r")
        items = tuple(SetProperty(PropertyOf(relationship, name), value) for name, value in values)
        writing = (Merge(schema.pattern(start, end, relationship)), Set(items))
    else:
        writing = (Merge(schema.pattern(start, end)),)
    return statement(
        Unwind(_ROWS, row),
        Match(with_key(first, schema.first, element(row, 0))),
        Unwind(element(row, 1), entry),
        Match(with_key(second, schema.second, key)),
        *writing,
    )


def read_relationships(schema: RelationshipSchema) -> str:
    """Read the relationships of first nodes by ``$keys``. Each record: key, list as in `write_relationships`."""
    key, first, second, relationship = (Variable(hint) for hint in ("key", "a", "b", "r"))
    pattern = schema.pattern(NodePattern(first), NodePattern(second, schema.second), relationship)
    related = collected(pattern, list_of_key_and(schema.properties, second, relationship))
    return statement(
        Unwind(_KEYS, key), Match(with_key(first, schema.first, key)), collect(PropertyOf(first, "key"), related)
    )


_NODE: Final = Variable("n")
_CONTENT: Final = Match(NodePattern(_NODE), tuple(Negated(HasLabel(_NODE, label)) for label in INTERNAL_LABELS))
"""Matches every node of the catalogue, which excludes graphapi's own records."""

IS_EMPTY: Final = statement(
    _CONTENT, With((_NODE,), limit=Literal("1")), Return(((FunctionCall("count", (_NODE,)), None),))
)
REMOVE_SOME: Final = statement(
    _CONTENT,
    With((_NODE,), limit=NamedParameter("count")),
    Delete((_NODE,), detach=True),
    Return(((FunctionCall("count", (Literal("*"),)), None),)),
)
READ_LABELS_AND_KEYS: Final = statement(
    _CONTENT,
    With((_NODE,), limit=NamedParameter("limit")),
    collect(
        Case(
            tuple((HasLabel(_NODE, label.name), Literal(f"'{label.name}'")) for label in LABELS),
            Literal("''"),
        ),
        PropertyOf(_NODE, "key"),
    ),
)
"""At most ``$limit`` nodes. Each record: label (empty if no load writes such nodes), key."""

_CATALOGUE: Final = with_key(_NODE, CATALOGUE, Literal("'catalogue'"))
READ_CATALOGUE: Final = statement(
    Match(_CATALOGUE), collect(PropertyOf(_NODE, "sample"), PropertyOf(_NODE, "changedAt"))
)
WRITE_CATALOGUE: Final = statement(Merge(_CATALOGUE), Set((SetProperties(_NODE, NamedParameter("properties")),)))
