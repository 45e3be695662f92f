"""Decorators for node types and edge types, which take their properties from the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import strawberry

from graphapi.api.fields import graph_field
from graphapi.mapping import Property, PropertyOwner
from graphapi.model.elements import Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.model.elements import Label, PropertyType

Node = TypeVar("Node", bound=type)

NODE_TYPES: Final[dict[str, type]] = {}
"""The node types by label; each is added when its module is imported."""
EDGE_TYPES: Final[dict[str, tuple[type, str]]] = {}
"""The edge types with fields beside their node, and the label of the node, by the stem in the names of their inputs."""

_PYTHON_TYPES: Final[dict[Scalar, type]] = {Scalar.INT: int, Scalar.FLOAT: float, Scalar.STRING: str}


def node_type(label: Label, description: str) -> Callable[[Node], Node]:
    """Make a class the node type of a label.

    The class gets a field for each property of the label, before its own fields. The Python name of the field is the
    name of the property's CSV column: ``runtime_minutes`` for ``runtimeMinutes``.
    """
    searched = label.search.property if label.search else None

    def declare(cls: Node) -> Node:
        annotations: dict[str, object] = {}
        for property_ in label.properties:
            found = Property(property_.name)
            field = graph_field(found, property_.description, searched=property_.name == searched)
            setattr(cls, property_.column, field)
            scalar = _PYTHON_TYPES[property_.scalar]
            annotations[property_.column] = scalar if property_.required else scalar | None
        cls.__annotations__ = {**annotations, **cls.__annotations__}
        made: Node = strawberry.type(cls, description=description)
        NODE_TYPES[label.name] = made
        return made

    return declare


def edge_type(item: str, label: Label, description: str) -> Callable[[Node], Node]:
    """Make a class the type of edges that lead to nodes of a label.

    ``item`` is the stem in the names of their input types: ``Cast`` for ``CastWhere`` and ``CastOrder``.
    """

    def declare(cls: Node) -> Node:
        made: Node = strawberry.type(cls, description=description)
        EDGE_TYPES[item] = (made, label.name)
        return made

    return declare


def on_relationship(property_: PropertyType, description: str | None = None) -> Any:
    """A property of the edge's relationship."""
    return graph_field(Property(property_.name, PropertyOwner.RELATIONSHIP), description or property_.description)
