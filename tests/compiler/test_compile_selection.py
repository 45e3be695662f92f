"""Selections on nodes that are given by their keys, read alone or at the end of a write."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import strawberry
from graphql import OperationDefinitionNode, parse
from strawberry.types import Info

from graphapi.api.film import Film
from graphapi.api.query import Query
from graphapi.api.schema import GraphSchema
from graphapi.compiler.cypher.syntax import Binary, Match, NamedParameter, NodePattern, PropertyOf, Variable
from graphapi.compiler.cypher.writing import Set, SetProperty
from graphapi.execution.context import Context
from graphapi.store.batching import SharedReads

if TYPE_CHECKING:
    from graphql import DocumentNode

    from graphapi.compiler.compiled import CompiledSelection
    from graphapi.compiler.cypher.syntax import Clause
    from graphapi.store import Graph

NESTED = """
  mutation Rename($key: String!, $title: String!, $cast: Int) {
    renamed: renameFilm(key: $key, title: $title) { ...Titles directors { nodes { name directed { totalCount } } } }
  }
  fragment Titles on Film {
    id title year
    cast(first: $cast, orderBy: [{ person: { name: ASC } }]) {
      totalCount
      edges { cursor billing node { name } characters { name } }
      pageInfo { hasNextPage }
    }
  }
"""


@dataclass(frozen=True)
class WritingContext(Context):
    """A context whose graph a resolver can write to."""

    graph: Graph | None = None
    document: DocumentNode | None = None


def set_title() -> tuple[Clause, ...]:
    """The clauses that change the title of a film."""
    film = Variable("film")
    return (
        Match(NodePattern(film, "Film"), (Binary(PropertyOf(film, "key"), "=", NamedParameter("key")),)),
        Set((SetProperty(PropertyOf(film, "title"), NamedParameter("title")),)),
    )


@strawberry.type
class Mutation:
    """A mutation for these tests only."""

    @strawberry.mutation
    async def rename_film(self, info: Info[WritingContext, None], key: str, title: str) -> Film | None:
        """Change the title of a film; null if there is no such film."""
        context, compiler = info.context, SCHEMA.compiler
        operation = info.operation
        assert context.graph is not None
        assert context.document is not None
        (field,) = compiler.select(context.document, operation, info.variable_values)
        selection = compiler.compile_selection("Film", field.children["Film"], info.variable_values)
        text, bindings = selection.after(*set_title())
        parameters = selection.parameters(bindings, info.variable_values, [key])
        ((rows,),) = await context.graph.write(text, {**parameters, "key": key, "title": title})
        found: Any = selection.objects(rows, info.variable_values)
        film: Film | None = found.get(key)
        return film


SCHEMA = GraphSchema(Query, mutation=Mutation)


async def rename(graph: Graph, key: str, title: str) -> dict[str, Any]:
    """Run the mutation and return its data."""
    deadline = asyncio.get_running_loop().time() + 60
    context = WritingContext(SharedReads(graph), deadline, "mutation", graph=graph, document=parse(NESTED))
    variables = {"key": key, "title": title, "cast": 2}
    result = await SCHEMA.execute(NESTED, variables, context_value=context)
    assert not hasattr(result, "__aiter__")
    assert result.errors is None
    assert result.data is not None
    return result.data


async def test_a_mutation_returns_a_nested_film_as_it_is_after_the_write(sample_graph: Graph) -> None:
    try:
        renamed = (await rename(sample_graph, "the-matrix-1999", "The Matrix, renamed"))["renamed"]
        query = NESTED.replace("mutation Rename($key: String!, $title: String!, $cast: Int)", "query ($cast: Int)")
        query = query.replace("renameFilm(key: $key, title: $title)", 'film(by: {key: "the-matrix-1999"})')
        context = Context(SharedReads(sample_graph), asyncio.get_running_loop().time() + 60, "query")
        read = await SCHEMA.execute(query, {"cast": 2}, context_value=context)
        assert not hasattr(read, "__aiter__")
        assert read.data is not None
        assert renamed == read.data["renamed"]
        assert renamed["title"] == "The Matrix, renamed"
        assert [edge["node"]["name"] for edge in renamed["cast"]["edges"]] == ["Carrie-Anne Moss", "Emil Eifrem"]
        assert renamed["cast"]["pageInfo"] == {"hasNextPage": True}
    finally:
        await rename(sample_graph, "the-matrix-1999", "The Matrix")


async def test_a_write_that_finds_nothing_returns_nothing(sample_graph: Graph) -> None:
    assert await rename(sample_graph, "no-such-film", "x") == {"renamed": None}


def compile_films(document: str, variables: dict[str, Any] | None = None) -> CompiledSelection:
    """The compiled selection on the films of a query."""
    parsed = parse(document)
    (operation,) = parsed.definitions
    assert isinstance(operation, OperationDefinitionNode)
    (field,) = SCHEMA.compiler.select(parsed, operation, variables or {})
    return SCHEMA.compiler.compile_selection("Film", field.children["Film"], variables or {})


async def test_nodes_are_read_by_their_keys(sample_graph: Graph) -> None:
    selection = compile_films('{ film(by: {key: ""}) { title other: title directors { nodes { name } } } }')
    read = selection.read()
    keys = ["red-hot-1993", "nothing", "the-matrix-1999"]
    record = await sample_graph.read(read.statement.text, selection.parameters(read.bindings, {}, keys))
    found = selection.objects(record[0], {})
    assert list(found) == ["red-hot-1993", "the-matrix-1999"]
    assert found["red-hot-1993"] == {
        "title": "Red Hot",
        "other": "Red Hot",
        "directors": {"nodes": [{"name": "Paul Haggis"}]},
    }


def test_what_starts_at_a_node_takes_the_same_way() -> None:
    by_id = '{ node(id: "RmlsbTpyZWQtaG90LTE5OTM") { ... on Film { title } } }'
    by_key = '{ film(by: {key: "red-hot-1993"}) { title } }'
    texts = []
    for document in (by_id, by_key):
        parsed = parse(document)
        (operation,) = parsed.definitions
        assert isinstance(operation, OperationDefinitionNode)
        compiled = SCHEMA.compiler.compile(document, parsed, operation, {})
        assert compiled.statement is not None
        texts.append(compiled.statement.text)
    assert texts[0] == texts[1]


@pytest.mark.parametrize("type_name", ["Film", "Person", "Character", "Genre", "Place", "Keyword"])
def test_every_type_can_be_selected_on(type_name: str) -> None:
    document = f"{{ nodes(ids: []) {{ ... on {type_name} {{ id key }} }} }}"
    parsed = parse(document)
    (operation,) = parsed.definitions
    assert isinstance(operation, OperationDefinitionNode)
    (field,) = SCHEMA.compiler.select(parsed, operation, {})
    selection = SCHEMA.compiler.compile_selection(type_name, field.children[type_name], {})
    assert f":{type_name})" in selection.read().statement.text
