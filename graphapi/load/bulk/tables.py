"""The tables of the desired graph in the staging database: one for each label and each type of relationship."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphapi.model.elements import Scalar
from graphapi.model.nodes import SEARCH_RANK, SEARCH_TEXT
from graphapi.model.relationships import ACTED_IN, APPEARS_IN, CHARACTER_KEYS, PERSON_KEYS

if TYPE_CHECKING:
    from graphapi.model.elements import Label, RelationshipType


@dataclass(frozen=True)
class Column:
    """A property: its name, the type of its values, and whether the value is a list of them."""

    name: str
    scalar: Scalar
    is_list: bool = False


@dataclass(frozen=True)
class NodeTable:
    """The nodes of a label. The table has ``id``, a number that no other node has, ``labels``, and the properties.

    ``labels`` are the further labels of the node, separated by ``;``. The ids of a table follow one another, and nodes
    with the same ``labels`` too.
    """

    label: Label
    rows: int

    @property
    def name(self) -> str:
        """The name of the table."""
        return node_table(self.label)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The properties, in the order of the columns."""
        searched = (Column(SEARCH_TEXT, Scalar.STRING), Column(SEARCH_RANK, Scalar.INT))
        properties = (Column(one.name, one.scalar) for one in self.label.properties)
        return (KEY, *properties, *(() if self.label.search is None else searched))


@dataclass(frozen=True)
class RelationshipTable:
    """The relationships of a type. The table has ``source`` and ``target``, which are ids of nodes, and properties."""

    relationship: RelationshipType
    rows: int

    @property
    def name(self) -> str:
        """The name of the table."""
        return relationship_table(self.relationship)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The properties, in the order of the columns."""
        derived = _DERIVED.get(self.relationship.type, ())
        return (*(Column(one.name, one.scalar) for one in self.relationship.properties), *derived)


KEY: Final = Column("key", Scalar.STRING)
_DERIVED: Final = {
    ACTED_IN.type: (Column(CHARACTER_KEYS, Scalar.STRING, is_list=True),),
    APPEARS_IN.type: (Column(PERSON_KEYS, Scalar.STRING, is_list=True),),
}


def node_table(label: Label) -> str:
    """The name of the table with the nodes of a label."""
    return f"node_{label.name}"


def relationship_table(relationship: RelationshipType) -> str:
    """The name of the table with the relationships of a type."""
    return f"relationship_{relationship.type}"
