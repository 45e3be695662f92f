"""The Cypher statements of an export. Each reads the ``$count`` nodes of a label that follow the key ``$after``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.syntax import (
    Binary,
    IsNull,
    Match,
    NamedParameter,
    NodePattern,
    PropertyOf,
    RelationshipPattern,
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


def _page(label: str, *values: Expression) -> str:
    key = PropertyOf(_NODE, "key")
    return statement(
        Match(NodePattern(_NODE, label), (Binary(key, ">", NamedParameter("after")),)),
        With((_NODE,), ((key, False),), NamedParameter("count")),
        collect(key, *values),
    )


def page_of_nodes(label: Label) -> str:
    """Read nodes. Each record: key, then a property or a list of keys for each column of the file."""
    return _page(label.name, *_columns(label))


def page_of_properties(label: Label) -> str:
    """Read nodes. Each record: key, then the properties of the label in their order."""
    return _page(label.name, *(PropertyOf(_NODE, one.name) for one in label.properties))


def page_of_facts(label: Label) -> str:
    """Read nodes. Each record: key, then the properties of the label; for a long text, whether the node has one."""
    values = ((one, PropertyOf(_NODE, one.name)) for one in label.properties)
    return _page(
        label.name, *(IsNull(value, negated=True) if one.rule is Rule.TEXT else value for one, value in values)
    )


def page_of_characters() -> str:
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


def page_of_relationships(schema: RelationshipSchema) -> str:
    """Read relationships. Each record: key of the first node, list of relationships as in `write_relationships`."""
    second, relationship = Variable("m"), Variable("r")
    pattern = schema.pattern(NodePattern(_NODE), NodePattern(second, schema.second), relationship)
    return _page(schema.first, collected(pattern, list_of_key_and(schema.properties, second, relationship)))


def page_of_casts() -> str:
    """Read casts. Each record: film key, credits, pairs of character key and name."""
    return _page(FILM.name, credits_of(_NODE), names_of_characters(_NODE))
