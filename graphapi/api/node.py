"""The interface ``Node``, which every node type implements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from graphapi import mapping
from graphapi.api.fields import graph_field, property

if TYPE_CHECKING:
    from graphql import GraphQLAbstractType, GraphQLResolveInfo

    from graphapi.compiler.result.shapes import Record


@strawberry.interface(description="An object with a global id (Relay's Object Identification).")
class Node:
    """An object with a global id.

    Source: the GraphQL Global Object Identification Specification, section "Node Interface".
    """

    id: strawberry.ID = graph_field(mapping.GlobalId(), "The opaque global id; `node(id:)` finds the object again.")
    key: str = property(
        "key", "Identifies it among all objects of its type. It stays the same when the data is loaded again."
    )

    @classmethod
    def resolve_type(cls, value: Record, info: GraphQLResolveInfo[Any], abstract_type: GraphQLAbstractType) -> str:
        """The name of the record's type, which the statement has read."""
        return value.typename

    @classmethod
    def is_type_of(cls, value: object, info: GraphQLResolveInfo[Any]) -> bool:
        """Always true, because each record is built for its type in the plan."""
        return True
