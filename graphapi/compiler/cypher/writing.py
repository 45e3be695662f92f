"""The clauses of the syntax tree that change the graph.

Source: the Neo4j Cypher Manual, chapter "Clauses", "Writing clauses".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graphapi.compiler.cypher.syntax import WritingClause

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Expression, NodePattern, PropertyOf, RelationshipPattern, Variable


@dataclass(frozen=True, slots=True)
class SetProperty:
    """``variable.name = expression``."""

    target: PropertyOf
    value: Expression


@dataclass(frozen=True, slots=True)
class SetProperties:
    """``variable += map``: sets the properties of the map and keeps the others."""

    variable: Variable
    values: Expression


@dataclass(frozen=True, slots=True)
class SetLabel:
    """``variable:Label``."""

    variable: Variable
    label: str


SetItem: TypeAlias = SetProperty | SetProperties | SetLabel


@dataclass(frozen=True, slots=True)
class Create(WritingClause):
    """``CREATE pattern``."""

    pattern: NodePattern | RelationshipPattern


@dataclass(frozen=True, slots=True)
class Merge(WritingClause):
    """``MERGE pattern ON CREATE SET … ON MATCH SET …``."""

    pattern: NodePattern | RelationshipPattern
    on_create: tuple[SetItem, ...] = ()
    on_match: tuple[SetItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Set(WritingClause):
    """``SET item, …``."""

    items: tuple[SetItem, ...]


@dataclass(frozen=True, slots=True)
class Remove(WritingClause):
    """``REMOVE variable.name, variable:Label, …``."""

    items: tuple[PropertyOf | SetLabel, ...]


@dataclass(frozen=True, slots=True)
class Delete(WritingClause):
    """``DELETE variable, …``, or ``DETACH DELETE``, which also deletes the relationships of the nodes."""

    variables: tuple[Variable, ...]
    detach: bool = False
