"""Generates TypeScript and GraphQL for the page ``/explore``: ``python -m graphapi.api.explorer``.

The generated operations alias fields by relationship type (``ACTED_IN: cast { … }``), so that the page can read
responses without knowing the fields of each node type.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type

from graphapi.api.schema import GraphSchema
from graphapi.mapping import RelatedConnection, RelatedNodes, RootConnection
from graphapi.model.elements import Rule
from graphapi.model.nodes import FILM, LABELS, label_named
from graphapi.model.relationships import ACTED_IN, CREDIT_ROLES, PLAYS, RELATIONSHIPS

if TYPE_CHECKING:
    from graphapi.mapping import FieldMapping
    from graphapi.model.elements import Label, RelationshipType

SOURCES: Final = Path(__file__).parents[1] / "web" / "src" / "explore"
ON_EDGES: Final = {ACTED_IN.type: ("characters { name }",), PLAYS.type: ("film { id }",)}
"""The fields of a relationship that the page shows in addition to the nodes at its ends."""
LIST: Final = "_LIST"
"""The suffix of the aliases of plain lists: GraphQL cannot merge a list with a connection of the same name."""


def explorer_sources() -> dict[Path, str]:
    """The contents of the generated files, by path."""
    api = _Api(GraphSchema())
    operations = SOURCES / "api" / "operations"
    return {
        SOURCES / "model" / "kinds.generated.ts": _kinds(),
        SOURCES / "api" / "between.generated.ts": _between_keys(api),
        operations / "fragments.generated.graphql": _fragments(api),
        operations / "between.generated.graphql": _between(api),
    }


@dataclass(frozen=True, slots=True)
class _RelationshipQuery:
    """Where a relationship is queried.

    Attributes:
        label: the label whose nodes are queried.
        other: the label at the other end.
        field: the field of the relationship.
        is_list: whether the field is a list, not a connection.
    """

    label: str
    other: str
    field: str
    is_list: bool


class _Api:
    """Finds fields of the API by their mapping to the graph."""

    def __init__(self, schema: GraphSchema) -> None:
        self._types = schema.graphql_schema.type_map
        self._mapping = schema.compiler.mapping

    def field(self, label: str, relationship: RelationshipType) -> tuple[str, FieldMapping] | None:
        """The field of a type that follows a relationship in either direction; None if there is none."""
        for name, found in self._mapping[label].items():
            if isinstance(found, RelatedNodes | RelatedConnection) and found.pattern.type == relationship.type:
                return name, found
        return None

    def query_of(self, relationship: RelationshipType) -> _RelationshipQuery:
        """Where to query a relationship.

        A relationship with films is queried from the films, because a film has fewer relationships than a person or a
        genre.

        Raises:
            LookupError: no type has a field for the relationship.
        """
        ends = (relationship.target, relationship.source)
        for label, other in sorted((ends, ends[::-1]), key=lambda pair: pair[0] != FILM.name):
            if (found := self.field(label, relationship)) is not None:
                name, mapping = found
                return _RelationshipQuery(label, other, name, isinstance(mapping, RelatedNodes))
        msg = f"no type has a field for the relationship {relationship.type}"
        raise LookupError(msg)

    def root(self, label: str) -> str:
        """The field of ``Query`` that returns all nodes of a label."""
        fields = self._mapping["Query"].items()
        return next(name for name, one in fields if isinstance(one, RootConnection) and one.label == label)

    def argument(self, type_: str, field: str, name: str, property_: str, label: str, value: str) -> str:
        """The value of a filter or order argument of a connection, for a property of its nodes.

        If the input type describes edges, the value is nested under the node of the edge.
        """
        declared = self._types[type_]
        if not isinstance(declared, GraphQLObjectType):
            raise TypeError(type_)
        input_type = get_named_type(declared.fields[field].args[name].type)
        said = f"{{ {property_}: {value} }}"
        is_behind = isinstance(input_type, GraphQLInputObjectType) and property_ not in input_type.fields
        return f"{{ {label_named(label).variable}: {said} }}" if is_behind else said


def _kinds() -> str:
    years = {label.name: year for label in LABELS if (year := _year(label))}
    titles: dict[str, dict[str, str]] = {}
    for one in RELATIONSHIPS:
        titles[one.type] = {one.source: one.target_title, one.target: one.source_title}
    return _typescript(
        "/** The kinds of nodes, by the names of their types in the schema, in the order of the legend. */\n"
        f"export const kinds = {_literal([label.name for label in LABELS])} as const;",
        f"export const relationshipTypes = {_literal([one.type for one in RELATIONSHIPS])} as const;",
        "/** How several nodes of a kind are called. */\n"
        f"export const plural = {_literal({label.name: label.plural for label in LABELS})} as const;",
        "/** What a type leads to from a node of a kind; a kind without such relationships is missing. */\n"
        f"export const leadsTo = {_literal(titles)} as const;",
        "/** The field with the name of a node. */\n"
        f"export const nameField = {_literal({label.name: _name(label) for label in LABELS})} as const;",
        "/** The field with the year of a node: when a film came out, when somebody was born. */\n"
        f"export const yearField = {_literal(years)} as const;",
        "/** A relationship in words, read from its start to its end. */\n"
        f"export const verb = {_literal({one.type: one.verb for one in RELATIONSHIPS})} as const;",
        "/** The kind of node where a relationship starts. */\n"
        f"export const startsAt = {_literal({one.type: one.source for one in RELATIONSHIPS})} as const;",
        "/** The ways of being part of a film, with the relationship that each stands for. */\n"
        f"export const roles = {_literal({role.name: role.relationship for role in CREDIT_ROLES})} as const;",
    )


def _fragments(api: _Api) -> str:
    lists = {label: found for label in LABELS if (found := _films(api, label)) is not None}
    return _graphql(
        "# What every node on the page is drawn with.",
        "fragment Label on Node {",
        "  __typename",
        "  id",
        *(f"  ... on {label.name} {{ {' '.join(_shown(label))} }}" for label in LABELS),
        "}",
        "",
        "# How many relationships of each type a node has.",
        "fragment Totals on Node {",
        *(f"  ... on {label.name} {{ {' '.join(_totals(api, label))} }}" for label in LABELS),
        "}",
        "",
        "# The films of a node that has nothing else.",
        "fragment Films on Node {",
        *(f"  ... on {label.name} {{ {films} }}" for label, films in lists.items()),
        "}",
    )


def _shown(label: Label) -> list[str]:
    return [name for name in ("key", _name(label), _year(label)) if name]


def _name(label: Label) -> str:
    return next(one.name for one in label.properties if one.required)


def _year(label: Label) -> str | None:
    return next((one.name for one in label.properties if one.rule is Rule.YEAR), None)


def _totals(api: _Api, label: Label) -> list[str]:
    found = []
    for one in _relationships_of(label):
        if (declared := api.field(label.name, one)) is not None:
            field, mapping = declared
            is_list = isinstance(mapping, RelatedNodes)
            found.append(f"{one.type}{LIST}: {field} {{ id }}" if is_list else f"{one.type}: {field} {{ totalCount }}")
    return found


def _films(api: _Api, label: Label) -> str | None:
    relationships = _relationships_of(label)
    declared = api.field(label.name, relationships[0])
    if label == FILM or len(relationships) > 1 or declared is None:
        return None
    field, _ = declared
    order = api.argument(label.name, field, "orderBy", "votes", FILM.name, "DESC")
    return f"{_aliased('films', field)}(first: 8, orderBy: [{order}]) {{ totalCount nodes {{ ...Label }} }}"


def _between(api: _Api) -> str:
    lines = ["# Every relationship of some nodes to some others.", "query Between("]
    lines += [f"  ${name}: [String!]!" for name in (*_source_keys(api).values(), *_target_keys(api).values())]
    lines += ["  $first: Int!", ") {"]
    for label, keys in _source_keys(api).items():
        where = f"where: {{ key: {{ in: ${keys} }} }}, orderBy: [{{ key: ASC }}], first: $first"
        lines += [f"  {label}: {api.root(label)}({where}) {{", "    nodes {", "      id"]
        lines += [f"      {_ends(api, one)}" for one in RELATIONSHIPS if api.query_of(one).label == label]
        lines += ["    }", "  }"]
    return _graphql(*lines, "}")


def _ends(api: _Api, relationship: RelationshipType) -> str:
    query = api.query_of(relationship)
    label, other, field, is_list = query.label, query.other, query.field, query.is_list
    if is_list:
        return f"{relationship.type}{LIST}: {field} {{ id }}"
    where = api.argument(label, field, "where", "key", other, f"{{ in: ${_target_keys(api)[other]} }}")
    selected = " ".join(("node { id }", *ON_EDGES.get(relationship.type, ())))
    return f"{relationship.type}: {field}(where: {where}, first: $first) {{ edges {{ {selected} }} }}"


def _between_keys(api: _Api) -> str:
    return _typescript(
        "/** The variables with the keys of the nodes whose relationships are asked for, by their kinds. */\n"
        f"export const asked = {_literal(_source_keys(api))} as const;",
        "/** The variables with the keys of the nodes to which these relationships lead. */\n"
        f"export const reached = {_literal(_target_keys(api))} as const;",
    )


def _source_keys(api: _Api) -> dict[str, str]:
    return {query.label: f"of{query.label}" for query in map(api.query_of, RELATIONSHIPS)}


def _target_keys(api: _Api) -> dict[str, str]:
    """The variables with the keys of related nodes; none for plain lists, which are short and take no filter."""
    queries = map(api.query_of, RELATIONSHIPS)
    return {query.other: f"to{query.other}" for query in queries if not query.is_list}


def _relationships_of(label: Label) -> list[RelationshipType]:
    return [one for one in RELATIONSHIPS if label.name in (one.source, one.target)]


def _aliased(alias: str, field: str) -> str:
    return field if alias == field else f"{alias}: {field}"


def _literal(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _typescript(*declarations: str) -> str:
    return "\n\n".join(["// Made by `python -m graphapi.api.explorer`.", *declarations]) + "\n"


def _graphql(*lines: str) -> str:
    return "\n".join(["# Made by `python -m graphapi.api.explorer`.", *lines]) + "\n"


if __name__ == "__main__":
    for path, text in explorer_sources().items():
        path.write_text(text, encoding="utf-8")
