"""The Cypher statements of an export, which read the nodes of a label a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.syntax import (
    Binary,
    FunctionCall,
    IsNull,
    Match,
    NamedParameter,
    NodePattern,
    PropertyOf,
    RelationshipPattern,
    Return,
    SingleQuery,
    SubqueryExpression,
    Variable,
    With,
)
from graphapi.load.cast_statements import credits_of, names_of_characters
from graphapi.load.csv_schema import node_columns
from graphapi.load.statements import collect, collected, list_of_key_and, statement
from graphapi.mapping import Direction
from graphapi.model.elements import PropertyType, Rule
from graphapi.model.nodes import CHARACTER, FILM
from graphapi.model.relationships import APPEARS_IN

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Expression
    from graphapi.load.statements import RelationshipSchema
    from graphapi.model.elements import Label, RelationshipType

_NODE: Final = Variable("n")


@dataclass(frozen=True)
class PageStatements:
    """The statements that read a page of the nodes of a label: at most ``$count``, in the order of their keys.

    Each returns a list of records, which start with a key.

    Attributes:
        label: the label of the nodes.
        following: reads nodes that follow the key ``$after``.
        between: reads nodes that follow the key ``$after``, up to the key ``$last``.
    """

    label: str
    following: str
    between: str


def _page(label: str, *values: Expression) -> PageStatements:
    key = PropertyOf(_NODE, "key")
    follows, precedes = Binary(key, ">", NamedParameter("after")), Binary(key, "<=", NamedParameter("last"))
    following, between = (
        statement(
            Match(NodePattern(_NODE, label), conditions),
            With((_NODE,), ((key, False),), NamedParameter("count")),
            collect(key, *values),
        )
        for conditions in ((follows,), (follows, precedes))
    )
    return PageStatements(label, following, between)


def sample_of_keys(label: str) -> str:
    """Read the keys of about the share ``$share`` of the nodes of a label, chosen at random, into a list."""
    is_chosen = Binary(FunctionCall("rand", ()), "<", NamedParameter("share"))
    keys = FunctionCall("collect", (PropertyOf(_NODE, "key"),))
    return statement(Match(NodePattern(_NODE, label), (is_chosen,)), Return(((keys, None),)))


def count_of_nodes(label: str) -> str:
    """Count the nodes of a label."""
    return statement(Match(NodePattern(_NODE, label)), Return(((FunctionCall("count", (_NODE,)), None),)))


def page_of_nodes(label: Label) -> PageStatements:
    """Read nodes. Each record: key, then a property or a list of keys for each column of the file."""
    return _page(label.name, *_columns(label))


def page_of_properties(label: Label) -> PageStatements:
    """Read nodes. Each record: key, then the properties of the label in their order."""
    return _page(label.name, *(PropertyOf(_NODE, one.name) for one in label.properties))


def page_of_facts(label: Label) -> PageStatements:
    """Read nodes. Each record: key, then the properties of the label; for a long text, whether the node has one."""
    values = ((one, PropertyOf(_NODE, one.name)) for one in label.properties)
    return _page(
        label.name, *(IsNull(value, negated=True) if one.rule is Rule.TEXT else value for one, value in values)
    )


def page_of_characters() -> PageStatements:
    """Read characters. Each record: as in `page_of_nodes`, then whether the character appears in a film."""
    film = NodePattern(None, FILM.name)
    appears_in = RelationshipPattern(NodePattern(_NODE), (APPEARS_IN.type,), Direction.OUT, film)
    appears = SubqueryExpression("EXISTS", SingleQuery((Match(appears_in),)))
    return _page(CHARACTER.name, *_columns(CHARACTER), appears)


def _columns(label: Label) -> list[Expression]:
    return [
        PropertyOf(_NODE, held.name) if isinstance(held, PropertyType) else _names(held) for held in node_columns(label)
    ]


def _names(relationship: RelationshipType) -> SubqueryExpression:
    named = Variable("m")
    end = NodePattern(named, relationship.target)
    pattern = RelationshipPattern(NodePattern(_NODE), (relationship.type,), Direction.OUT, end)
    return collected(pattern, PropertyOf(named, "key"))


def page_of_relationships(schema: RelationshipSchema) -> PageStatements:
    """Read relationships. Each record: key of the first node, list of relationships as in `write_relationships`."""
    second, relationship = Variable("m"), Variable("r")
    pattern = schema.pattern(NodePattern(_NODE), NodePattern(second, schema.second), relationship)
    return _page(schema.first, collected(pattern, list_of_key_and(schema.properties, second, relationship)))


def page_of_casts() -> PageStatements:
    """Read casts. Each record: film key, credits, pairs of character key and name."""
    return _page(FILM.name, credits_of(_NODE), names_of_characters(_NODE))
