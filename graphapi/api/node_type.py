"""Node types: classes whose properties are those of a label of the model."""

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
"""The types of the API by the labels of their nodes; each joins when its module is imported."""
EDGE_TYPES: Final[dict[str, tuple[type, str]]] = {}
"""The edges that say more than their node, with its label, by the stem of the inputs that filter and order them."""

_PYTHON_TYPES: Final[dict[Scalar, type]] = {Scalar.INT: int, Scalar.FLOAT: float, Scalar.STRING: str}


def node_type(label: Label, description: str) -> Callable[[Node], Node]:
    """Make a class the API's type of the nodes of a label.

    A field for each property of the label comes before the fields of the class itself. Its Python name is that of the
    property's CSV column: ``runtime_minutes`` for ``runtimeMinutes``.
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
    """Make a class the API's type of the edges that lead to the nodes of a label.

    ``item`` is the stem of the inputs that filter and order them: ``Cast`` for ``CastWhere`` and ``CastOrder``.
    """

    def declare(cls: Node) -> Node:
        made: Node = strawberry.type(cls, description=description)
        EDGE_TYPES[item] = (made, label.name)
        return made

    return declare


def on_relationship(property_: PropertyType, description: str | None = None) -> Any:
    """A property of the relationship behind an edge."""
    return graph_field(Property(property_.name, PropertyOwner.RELATIONSHIP), description or property_.description)
