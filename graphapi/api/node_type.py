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
        return made

    return declare


def on_relationship(property_: PropertyType, description: str | None = None) -> Any:
    """A property of the relationship behind an edge."""
    return graph_field(Property(property_.name, PropertyOwner.RELATIONSHIP), description or property_.description)
