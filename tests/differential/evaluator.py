"""A naive evaluator of the API: graphql-core's own execution over plain objects.

It uses the SDL and the semantics in ``docs/architecture.md``, but nothing from the compiler.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from graphql import GraphQLError, GraphQLSchema, VariableNode, execute_sync, get_named_type

from tests.differential.filters import bad_user_input, check_where, fits
from tests.differential.neighbourhoods import neighbourhood
from tests.differential.pages import DESCENDING, Page, cut_page, signature, sort_keys
from tests.differential.paths import ORDER_NAME, page_of_paths
from tests.differential.rows import LABELS, Graph, Item, Node
from tests.differential.searches import ORDER_NAME as SEARCH_SIGN
from tests.differential.searches import find
from tests.differential.sharing import (
    BEST_FIRST,
    DEFAULT_ROLES,
    MOST_SHARED_FIRST,
    SHARING,
    degrees_between,
    sharing_people,
    similar_films,
)
from tests.differential.statistics import film_statistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphql import DocumentNode, ExecutionResult, GraphQLResolveInfo

    from tests.differential.filters import Input
    from tests.differential.pages import SortKey

    Info: TypeAlias = GraphQLResolveInfo[dict[str, str]]

CHANGED_AT_MARK = "evaluator-changed-at"
ROOT_LISTS = {
    "films": "Film",
    "people": "Person",
    "characters": "Character",
    "genres": "Genre",
    "places": "Place",
    "keywords": "Keyword",
}
LATEST_FIRST: list[SortKey] = [(("year",), DESCENDING)]
DEFAULT_ORDERS: dict[tuple[str, str], list[SortKey]] = {
    ("Film", "cast"): [(("billing",), "ASC")],
    ("Person", "actedIn"): LATEST_FIRST,
    ("Person", "directed"): LATEST_FIRST,
    ("Character", "films"): LATEST_FIRST,
    ("Genre", "films"): LATEST_FIRST,
    ("Place", "films"): LATEST_FIRST,
    ("Keyword", "films"): LATEST_FIRST,
}


@dataclass(frozen=True)
class Edge:
    """An item of a page, with its cursor."""

    item: Item
    cursor: str


@dataclass
class Evaluation:
    """The result of one operation.

    ``cursor_slots`` maps each variable that takes a cursor to the order that the cursor must have.
    """

    result: ExecutionResult
    cursor_slots: dict[str, str] = field(default_factory=dict)


@dataclass
class Evaluator:
    """Answers operations over a graph of plain objects."""

    schema: GraphQLSchema = field(repr=False)
    graph: Graph = field(repr=False)

    def evaluate(self, document: DocumentNode, variables: Input, operation_name: str | None = None) -> Evaluation:
        """Run an operation that is valid against the SDL."""
        slots: dict[str, str] = {}
        result = execute_sync(
            self.schema,
            document,
            root_value=self.graph,
            context_value=slots,
            variable_values=variables,
            operation_name=operation_name,
            field_resolver=resolve,
            type_resolver=lambda node, *_: node.label,
        )
        return Evaluation(result, slots)


def resolve(source: object, info: Info, **arguments: object) -> object:
    """The value of any field of the SDL."""
    match source:
        case Graph():
            return _of_root(source, info, arguments)
        case Node():
            return _of_node(source, info, arguments)
        case Page():
            return _of_page(source, info)
        case Edge():
            return _of_edge(source, info.field_name)
        case dict():
            return source[info.field_name]
    raise TypeError(source)


def _of_root(graph: Graph, info: Info, arguments: Input) -> object:
    name = info.field_name
    if name == "node":
        return find_by_id(graph, arguments["id"])
    if name == "nodes":
        return [_found_or_error(graph, global_id) for global_id in arguments["ids"]]
    if name == "catalogue":
        return count_catalogue(graph)
    if name == "search":
        note_cursors(info, SEARCH_SIGN)
        return find(graph, arguments)
    if name == "filmStatistics":
        return film_statistics(graph, arguments)
    if name in ROOT_LISTS:
        items = [Item(node) for node in graph.nodes[ROOT_LISTS[name]].values()]
        return connect(items, [], info, arguments)
    if name == "paths":
        note_cursors(info, ORDER_NAME)
        return page_of_paths(graph, arguments, find_by_id)
    if name == "neighbourhood":
        return neighbourhood(graph, arguments, find_by_id)
    [(unique, value)] = arguments["by"].items()
    label = name.title()
    if unique == "id":
        return find_by_id(graph, value, (label,))
    return graph.find(label, unique, value)


def _found_or_error(graph: Graph, global_id: str) -> Node | GraphQLError | None:
    """The node, or the error, which graphql-core then reports for this item of the list alone."""
    try:
        return find_by_id(graph, global_id)
    except GraphQLError as error:
        return error


def find_by_id(graph: Graph, global_id: str, labels: Sequence[str] = LABELS) -> Node | None:
    """The node with a global id.

    Raises:
        GraphQLError: ``BAD_USER_INPUT`` if it is not a global id of one of the labels.
    """
    try:
        text = base64.b64decode(global_id + "=" * (-len(global_id) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise bad_user_input("Not a global id.") from None
    label, colon, key = text.partition(":")
    # The last character of base64 may have unused bits, so several texts decode to one key. Only one is the id.
    if label not in labels or not colon or Node(label, {"key": key}, {}).id != global_id:
        raise bad_user_input("Not a global id.")
    return graph.nodes[label].get(key)


def _of_node(node: Node, info: Info, arguments: Input) -> object:
    name = info.field_name
    if name == "id":
        return node.id
    if name in node.properties:
        return node.properties[name]
    if name in SHARING:
        where = arguments.get("where") or {}
        check_where(where)
        found = sharing_people(info.root_value, node, SHARING[name], where.get("film"))
        rest = {part: condition for part, condition in where.items() if part != "film"}
        return connect(found, MOST_SHARED_FIRST, info, {**arguments, "where": rest})
    if name == "degreesTo":
        other = find_by_id(info.root_value, arguments["person"], ("Person",))
        roles = arguments["roles"]
        return degrees_between(info.root_value, node, other, DEFAULT_ROLES if roles is None else roles)
    if name == "similar":
        return connect(similar_films(info.root_value, node), BEST_FIRST, info, arguments)
    items = node.lists[name]
    if "Connection" not in str(info.return_type):
        return sorted((item.node for item in items), key=lambda tag: tag.key)
    return connect(items, DEFAULT_ORDERS.get((node.label, name), []), info, arguments)


def connect(items: list[Item], default: list[SortKey], info: Info, arguments: Input) -> Page:
    """The page of a list for the arguments of a connection."""
    keys = sort_keys(arguments.get("orderBy"), default)
    by = info.parent_type.fields[info.field_name].args.get("orderBy")
    kind = get_named_type(by.type if by else info.return_type).name
    connection = f"{info.parent_type.name}.{info.field_name}"
    sign = signature(connection, kind, keys)
    note_cursors(info, sign)
    check_where(arguments.get("where"))
    fitting = [item for item in items if fits(arguments.get("where"), item)]
    return cut_page(fitting, sign, keys, arguments)


def note_cursors(info: Info, sign: str) -> None:
    """Record the order that the cursors in a field's variables must have."""
    for argument in info.field_nodes[0].arguments or ():
        if argument.name.value in ("after", "before") and isinstance(argument.value, VariableNode):
            info.context[argument.value.name.value] = sign


def _of_page(page: Page, info: Info) -> object:
    match info.field_name:
        case "edges":
            return [Edge(item, cursor) for item, cursor in zip(page.items, page.cursors, strict=True)]
        case "nodes":
            return [item.node for item in page.items]
        case "totalCount":
            return page.total
    return {
        "hasNextPage": page.has_next,
        "hasPreviousPage": page.has_previous,
        "startCursor": page.cursors[0] if page.cursors else None,
        "endCursor": page.cursors[-1] if page.cursors else None,
    }


def _of_edge(edge: Edge, name: str) -> object:
    if name == "cursor":
        return edge.cursor
    if name == "node":
        return edge.item.node
    return edge.item.properties[name] if name in edge.item.properties else edge.item.shown[name]


def count_catalogue(graph: Graph) -> dict[str, int | str]:
    """The numbers of nodes and relationships, by their names in the API."""

    def total(label: str, *lists: str) -> int:
        return sum(len(node.lists[name]) for node in graph.nodes[label].values() for name in lists)

    people = graph.nodes["Person"].values()
    return {
        **{name: len(graph.nodes[label]) for name, label in ROOT_LISTS.items()},
        "actors": sum(bool(person.lists["actedIn"]) for person in people),
        "directors": sum(bool(person.lists["directed"]) for person in people),
        "actedIn": total("Person", "actedIn"),
        "directed": total("Person", "directed"),
        "plays": total("Person", "characters"),
        "appearsIn": total("Character", "films"),
        "inGenre": total("Film", "genres"),
        "setIn": total("Film", "places"),
        "hasKeyword": total("Film", "keywords"),
        "changedAt": CHANGED_AT_MARK,
    }
