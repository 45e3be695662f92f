"""What an API field says about the graph.

Each class here is declared on a Strawberry field (see ``graphapi.api.fields``) and read by the
compiler, which knows the graph through nothing else. A node type of the API and its label in the
graph have the same name.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import TypeAlias

from graphapi.mapping.aggregation import (
    Aggregate,
    Grouping,
    GroupOf,
    GroupPart,
    GroupSizeField,
    NumberPart,
    NumbersOf,
    StatisticsField,
)
from graphapi.mapping.fields import (
    CatalogueCounts,
    CatalogueProperty,
    ConnectionPart,
    EdgeNode,
    GlobalId,
    LabelCount,
    LookUp,
    Needs,
    NodeById,
    References,
    RelatedBest,
    RelatedConnection,
    RelatedCount,
    RelatedFilter,
    RelatedNodes,
    RoleOfCredit,
    RootConnection,
    TypeCount,
)
from graphapi.mapping.graph import Direction, Pattern, Property, PropertyOwner, Sort, against, along, patterns_of
from graphapi.mapping.search import SearchConnection, SearchedKind, SearchScoreField
from graphapi.mapping.sharing import (
    End,
    Rarity,
    SharedCredits,
    SharedNodes,
    SharedReasons,
    SharedRolesField,
    SharedTotalField,
    SharedWeightField,
    SharingConnection,
)
from graphapi.mapping.traversal import (
    Avoided,
    DistanceField,
    Expansion,
    InjectedAnyObject,
    InjectedCreditObject,
    InjectedField,
    InjectedList,
    InjectedObject,
    NeighbourhoodField,
    PathsConnection,
)

FieldMapping: TypeAlias = (
    Property
    | GlobalId
    | RelatedNodes
    | RelatedConnection
    | RootConnection
    | LookUp
    | NodeById
    | SearchConnection
    | SearchScoreField
    | StatisticsField
    | GroupOf
    | GroupPart
    | GroupSizeField
    | NumbersOf
    | NumberPart
    | EdgeNode
    | References
    | Sort
    | RelatedCount
    | RelatedBest
    | RelatedFilter
    | DistanceField
    | RoleOfCredit
    | SharingConnection
    | SharedTotalField
    | SharedNodes
    | SharedReasons
    | SharedWeightField
    | SharedCredits
    | SharedRolesField
    | PathsConnection
    | Avoided
    | NeighbourhoodField
    | InjectedField
    | InjectedList
    | InjectedObject
    | InjectedAnyObject
    | InjectedCreditObject
    | ConnectionPart
    | CatalogueCounts
    | LabelCount
    | TypeCount
    | CatalogueProperty
    | Needs
)

GraphMapping: TypeAlias = AbstractMapping[str, AbstractMapping[str, FieldMapping]]
"""GraphQL type name → GraphQL field name → what the field says about the graph; inputs included."""

__all__ = [
    "Aggregate",
    "Avoided",
    "CatalogueCounts",
    "CatalogueProperty",
    "ConnectionPart",
    "Direction",
    "DistanceField",
    "EdgeNode",
    "End",
    "Expansion",
    "FieldMapping",
    "GlobalId",
    "GraphMapping",
    "GroupOf",
    "GroupPart",
    "GroupSizeField",
    "Grouping",
    "InjectedAnyObject",
    "InjectedCreditObject",
    "InjectedField",
    "InjectedList",
    "InjectedObject",
    "LabelCount",
    "LookUp",
    "Needs",
    "NeighbourhoodField",
    "NodeById",
    "NumberPart",
    "NumbersOf",
    "PathsConnection",
    "Pattern",
    "Property",
    "PropertyOwner",
    "Rarity",
    "References",
    "RelatedBest",
    "RelatedConnection",
    "RelatedCount",
    "RelatedFilter",
    "RelatedNodes",
    "RoleOfCredit",
    "RootConnection",
    "SearchConnection",
    "SearchScoreField",
    "SearchedKind",
    "SharedCredits",
    "SharedNodes",
    "SharedReasons",
    "SharedRolesField",
    "SharedTotalField",
    "SharedWeightField",
    "SharingConnection",
    "Sort",
    "StatisticsField",
    "TypeCount",
    "against",
    "along",
    "patterns_of",
]
