"""The mapping of API fields to the graph.

Instances of these classes are declared on Strawberry fields (see ``graphapi.api.fields``) and read by the compiler. A
node type of the API has the same name as its label in the graph.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import TypeAlias

from graphapi.mapping.aggregation import (
    Aggregate,
    AggregateField,
    Grouping,
    GroupOf,
    GroupPart,
    GroupSizeField,
    PropertyAggregates,
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
    PopularityOrder,
    References,
    RelatedConnection,
    RelatedCount,
    RelatedFilter,
    RelatedMaxField,
    RelatedNodes,
    RoleOfCredit,
    RootConnection,
    TypeCount,
)
from graphapi.mapping.graph import Direction, Pattern, Property, PropertyOwner, Sort, against, along, patterns_of
from graphapi.mapping.search import SearchConnection, SearchedKind, SearchMatchField, SearchScoreField
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
    | SearchMatchField
    | SearchScoreField
    | StatisticsField
    | GroupOf
    | GroupPart
    | GroupSizeField
    | PropertyAggregates
    | AggregateField
    | EdgeNode
    | References
    | Sort
    | RelatedCount
    | RelatedMaxField
    | PopularityOrder
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
"""GraphQL type name → GraphQL field name → the mapping of the field; input types are included."""

__all__ = [
    "Aggregate",
    "AggregateField",
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
    "PathsConnection",
    "Pattern",
    "PopularityOrder",
    "Property",
    "PropertyAggregates",
    "PropertyOwner",
    "Rarity",
    "References",
    "RelatedConnection",
    "RelatedCount",
    "RelatedFilter",
    "RelatedMaxField",
    "RelatedNodes",
    "RoleOfCredit",
    "RootConnection",
    "SearchConnection",
    "SearchMatchField",
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
