"""The places of a schema where a client can put a string: arguments and input fields of the types String and ID.

They are found by walking the SDL, so a new argument is among them without a change here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from graphql import (
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)
from graphql.type import get_nullable_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql import GraphQLArgument, GraphQLField, GraphQLInputType, GraphQLSchema

HERE: Final = "@here@"
"""Stands for the string in a place's field."""
TEXTS: Final = ("String", "ID")
CURSORS: Final = ("after", "before")
FILM: Final = '"RmlsbTpjcmFzaC0yMDA0"'
PEOPLE: Final = ('"UGVyc29uOnRvbS1oYW5rcw"', '"UGVyc29uOm1lZy1yeWFu"')
REQUIRED: Final = {
    "id": FILM,
    "ids": f"[{FILM}]",
    "of": FILM,
    "from": PEOPLE[0],
    "to": PEOPLE[1],
    "person": PEOPLE[1],
    "query": '"matrix"',
}
"""Values of required arguments, by name, for fields in which the string is in another argument."""
FEW: Final = "(first: 2)"
Literal: TypeAlias = str


@dataclass(frozen=True)
class Place:
    """A place for a string.

    Attributes:
        name: the coordinate of the argument or the input field, for example ``FilmWhere.title``.
        type: ``String`` or ``ID``.
        field: a root field of a query with ``HERE`` in the place of each string.
    """

    name: str
    type: str
    field: str

    @property
    def is_cursor(self) -> bool:
        """Whether the string is a cursor."""
        return self.name.rpartition(".")[2] in CURSORS

    @property
    def first_page(self) -> str:
        """For a cursor: the root field with the first item of the page, whose cursor is then known."""
        argument = self.name.rpartition(".")[2]
        # Among so many objects, one has a list that is not empty.
        return self.field.replace(FEW, "(first: 100)", 1).replace(f"{argument}: {HERE}", "first: 1", 1)

    def filled(self, literal: str) -> str:
        """The root field with a literal, or the name of a variable with ``$``, in the place of the string."""
        return self.field.replace(HERE, literal)


@dataclass
class Walk:
    """Walks the fields of a schema; ``seen`` are the input types whose fields have places already."""

    schema: GraphQLSchema
    seen: set[str] = field(default_factory=set)

    def places(self) -> list[Place]:
        """Every place of the schema, each once; the fields of an input type are reached through one argument."""
        query = self.schema.query_type
        assert query is not None
        found = [place for name in query.fields for place in self._of_field(query, name, "{}")]
        for type_ in self.schema.type_map.values():
            if isinstance(type_, GraphQLObjectType) and type_ is not query and not type_.name.startswith("__"):
                found += self._of_object(type_)
        return found

    def _of_object(self, type_: GraphQLObjectType) -> Iterator[Place]:
        for name, one in type_.fields.items():
            if any(map(_takes_text, one.args.values())):
                yield from self._of_field(type_, name, self._way_to(type_))

    def _way_to(self, type_: GraphQLObjectType) -> str:
        """A root field that leads to objects of a type, with ``{}`` in the place of their fields."""
        query = self.schema.query_type
        assert query is not None
        for name, one in query.fields.items():
            page = get_named_type(one.type)
            nodes = page.fields.get("nodes") if isinstance(page, GraphQLObjectType) else None
            if nodes is not None and get_named_type(nodes.type) is type_:
                return f"{name}{FEW} {{ nodes {{ {{}} }} }}"
        message = f"no connection of the query has nodes of the type {type_.name}"
        raise LookupError(message)

    def _of_field(self, parent: GraphQLObjectType, name: str, around: str) -> Iterator[Place]:
        field_ = parent.fields[name]
        for argument_name, argument in field_.args.items():
            for coordinate, type_, literal in self._of_input(f"{parent.name}.{name}", argument_name, argument.type):
                arguments = {argument_name: literal, **self._others(field_, argument_name)}
                written = ", ".join(f"{key}: {value}" for key, value in arguments.items())
                yield Place(coordinate, type_, around.replace("{}", f"{name}({written}) {self._selection(field_)}", 1))

    def _others(self, field_: GraphQLField, chosen: str) -> Mapping[str, Literal]:
        """The required arguments besides the chosen one."""
        return {
            name: REQUIRED[name]
            for name, argument in field_.args.items()
            if name != chosen and is_required_argument(argument)
        }

    def _of_input(self, owner: str, name: str, type_: GraphQLInputType) -> Iterator[tuple[str, str, Literal]]:
        """The coordinates and types of the places in an argument or an input field, with literals that lead there."""
        named = get_named_type(type_)
        coordinate = f"{owner}.{name}"
        if named.name in TEXTS:
            yield coordinate, named.name, f"[{HERE}]" if is_list_type(get_nullable_type(type_)) else HERE
        elif isinstance(named, GraphQLInputObjectType):
            if _is_operators(named):
                yield coordinate, "String", _wrapped(f"{{eq: {HERE}, in: [{HERE}]}}", type_)
            if named.name not in self.seen:
                self.seen.add(named.name)
                for inner, one in named.fields.items():
                    for found, text_type, literal in self._of_input(named.name, inner, one.type):
                        yield found, text_type, _wrapped(f"{{{inner}: {literal}}}", type_)

    def _selection(self, field_: GraphQLField, depth: int = 0) -> str:
        """A short selection of what a field returns; of a connection also its nodes, so that its page is read."""
        type_ = get_named_type(field_.type)
        if is_leaf_type(type_):
            return ""
        if not isinstance(type_, GraphQLObjectType):
            return "{ __typename id }"
        leaves = [name for name, one in type_.fields.items() if is_leaf_type(get_named_type(one.type)) and not one.args]
        parts = leaves[:2]
        branches = [name for name in ("nodes", "edges") if name in type_.fields] or [
            name for name in type_.fields if name not in leaves
        ]
        if "pageInfo" in type_.fields:
            parts.append("pageInfo { endCursor }")
        if branches and depth < 3 and (not leaves or branches[0] == "nodes"):
            parts.append(f"{branches[0]} {self._selection(type_.fields[branches[0]], depth + 1)}")
        return "{ " + " ".join(parts or ["__typename"]) + " }"


def _takes_text(argument: GraphQLArgument) -> bool:
    named = get_named_type(argument.type)
    return named.name in TEXTS or isinstance(named, GraphQLInputObjectType)


def _is_operators(type_: GraphQLInputObjectType) -> bool:
    """Whether an input type is the operators of one property, such as ``StringFilter``."""
    names = [get_named_type(one.type).name for one in type_.fields.values()]
    return not type_.is_one_of and all(name in (*TEXTS, "Boolean") for name in names) and "String" in names


def _wrapped(literal: Literal, type_: GraphQLInputType) -> Literal:
    return f"[{literal}]" if is_list_type(get_nullable_type(type_)) else literal
