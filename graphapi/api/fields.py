"""Strawberry fields with a mapping to the graph.

The types of the API are classes whose fields are created by the functions of this module. A new property or
relationship is one line in such a class. Its filters and sort keys are generated from it (``graphapi.api.inputs``).
"""

from __future__ import annotations

from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from graphapi import mapping
from graphapi.mapping import Direction, Pattern, PropertyOwner, Rarity, Sort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from strawberry.types import Info

GRAPH: Final = "graph"
"""The metadata key of a field's mapping."""
ITEM: Final = "item"
"""The metadata key of the stem in the names of the input types that filter and order a field's items."""
BEST: Final = "best"
"""The metadata key of the sort keys for the greatest value of a property among related nodes."""
SEARCHED: Final = "searched"
"""The metadata key that marks texts that are folded for search."""
COUNTED_AS: Final = "counted_as"
"""The metadata key of the name of the sort key for the number of related nodes."""

OUT: Final = Direction.OUT
IN: Final = Direction.IN
ON_RELATIONSHIP: Final = PropertyOwner.RELATIONSHIP


class GraphField(StrawberryField):
    """A field whose value the compiled statement has already read.

    The parent object is a record with response keys as its keys, so that a field with two aliases has two values.
    """

    @property
    def is_basic_field(self) -> bool:
        """False, because Strawberry does not pass the response key to basic fields."""
        return False

    def get_result(
        self, source: Mapping[str, object], info: Info | None, args: list[object], kwargs: dict[str, object]
    ) -> object:
        """The value of the record for this response key."""
        if info is None:
            msg = f"{self.python_name} was resolved without its place in the answer"
            raise RuntimeError(msg)
        return source[str(info.path.key)]


def graph_field(
    field_mapping: mapping.FieldMapping,
    description: str,
    *,
    arguments: Sequence[StrawberryArgument] = (),
    item: str | None = None,
    counted_as: str | None = None,
    best: Mapping[str, Sort] | None = None,
    searched: bool = False,
    name: str | None = None,
) -> Any:
    """A field of an object type with its mapping.

    ``item`` is the stem in the names of the input types that filter and order the field's items: ``Cast`` for
    ``CastWhere`` and ``CastOrder``.
    """
    metadata = {GRAPH: field_mapping, ITEM: item, COUNTED_AS: counted_as, BEST: best or {}, SEARCHED: searched}
    field = GraphField(graphql_name=name, description=description, metadata=metadata)
    field.arguments = list(arguments)
    return field


def property(name: str, description: str, *, owner: PropertyOwner = PropertyOwner.NODE) -> Any:
    """A property of the node, or, with ``owner=ON_RELATIONSHIP``, of the relationship of the edge."""
    return graph_field(mapping.Property(name, owner), description)


def searched_text(name: str, description: str) -> Any:
    """A property whose folded text the node stores for search; its filters have the operator ``matches``."""
    return graph_field(mapping.Property(name), description, searched=True)


def nodes(pattern: Pattern, description: str, *, item: str | None = None) -> Any:
    """The nodes that a pattern matches, as a plain list ordered by name; for short lists only."""
    return graph_field(mapping.RelatedNodes(pattern), description, item=item or pattern.label)


def relationship(
    pattern: Pattern,
    description: str,
    *,
    item: str | None = None,
    sort: Sequence[Sort] = (),
    counted_as: str | None = None,
    best: Mapping[str, Sort] | None = None,
) -> Any:
    """A connection over the nodes that a pattern matches, ordered by ``sort`` and then by key by default.

    ``counted_as`` is the name of the sort key for the number of nodes, if ``<field>Count`` is not clear enough.
    ``best`` contains sort keys for the greatest value of a property among the nodes, by their names.
    """
    item = item or pattern.label
    field_mapping = mapping.RelatedConnection(pattern, tuple(sort))
    arguments = connection_arguments(item)
    return graph_field(field_mapping, description, arguments=arguments, item=item, counted_as=counted_as, best=best)


def sharing(patterns: Sequence[Pattern], label: str, description: str, *, item: str) -> Any:
    """A connection over nodes of a label with common neighbours along the patterns.

    The nodes with the most common neighbours come first, then by key.
    """
    field_mapping = mapping.SharingConnection(tuple(patterns), label)
    where = argument("where", input_type(f"{item}Where") | None, "Only items that match this filter.")
    return graph_field(field_mapping, description, arguments=[where, *page_arguments()])


def similar(patterns: Sequence[Pattern], label: str, description: str, rarity: Rarity) -> Any:
    """A connection over nodes of a label with common neighbours along the patterns, weighted by rarity."""
    arguments = [each for each in page_arguments() if each.python_name in {"first", "after"}]
    return graph_field(mapping.SharingConnection(tuple(patterns), label, rarity), description, arguments=arguments)


def root_connection(label: str, description: str, *, sort: Sequence[Sort] = ()) -> Any:
    """A connection over all nodes of a label, ordered by ``sort`` and then by key by default."""
    field_mapping = mapping.RootConnection(label, tuple(sort))
    return graph_field(field_mapping, description, arguments=connection_arguments(label), item=label)


def look_up(label: str, description: str) -> Any:
    """One node of a label by one of its unique properties; null if there is none."""
    by = argument("by", input_type(f"{label}By"), "What identifies it: exactly one of the fields.")
    return graph_field(mapping.LookUp(label), description, arguments=[by])


def references(property_name: str, label: str, description: str, *, many: bool = True) -> Any:
    """The nodes whose keys are stored in a property of the edge's relationship."""
    return graph_field(mapping.References(property_name, label, many=many), description)


def edge_node(description: str) -> Any:
    """The node at the end of an edge."""
    return graph_field(mapping.EdgeNode(), description)


def part(description: str) -> Any:
    """A field of a connection, an edge or a page that the Relay specification defines."""
    return graph_field(mapping.ConnectionPart(), description)


def needing(*attributes: str) -> dict[str, object]:
    """The ``metadata`` of a field whose resolver reads these attributes of ``self``."""
    return {GRAPH: mapping.Needs(tuple((name, to_camel_case(name)) for name in attributes))}


def argument(
    python_name: str,
    annotation: object,
    description: str,
    *,
    name: str | None = None,
    default: object = strawberry.UNSET,
) -> StrawberryArgument:
    """An argument of a field without a resolver function."""
    return StrawberryArgument(
        python_name=python_name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        default=default,
    )


def input_type(name: str) -> Any:
    """A lazy reference to an input type that ``graphapi.api.inputs`` generates."""
    return Annotated[name, strawberry.lazy("graphapi.api.inputs")]


def list_of(element: Any) -> Any:
    """``list[element]`` for a type that is only known when the schema is built."""
    return GenericAlias(list, (element,))


def connection_arguments(item: str) -> list[StrawberryArgument]:
    """The arguments of a connection that can be filtered and ordered."""
    return [
        argument("where", input_type(f"{item}Where") | None, "Only items that match this filter."),
        argument(
            "order_by",
            list_of(input_type(f"{item}Order")) | None,
            "The sort keys, the most important first. Null values come last, and ties are ordered by `key`.",
        ),
        *page_arguments(),
    ]


def page_arguments() -> list[StrawberryArgument]:
    """The pagination arguments."""
    return [
        argument("first", int | None, "The number of items from the start of the list."),
        argument("after", str | None, "Only items after this cursor."),
        argument("last", int | None, "The number of items from the end of the list."),
        argument("before", str | None, "Only items before this cursor."),
    ]
