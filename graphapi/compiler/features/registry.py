"""All planning functions: the general ones and those of the features.

Importing a feature's ``cypher`` module also registers the functions that write its sources, operands, columns and
conditions as Cypher.
"""

from __future__ import annotations

from typing import Final

from graphapi.compiler.features.aggregation import cost as aggregation_cost
from graphapi.compiler.features.aggregation import cypher as aggregation_cypher
from graphapi.compiler.features.aggregation import plan as aggregation
from graphapi.compiler.features.neighbourhood import cost as neighbourhood_cost
from graphapi.compiler.features.neighbourhood import plan as neighbourhood
from graphapi.compiler.features.page_look_up import cost as page_look_up_cost
from graphapi.compiler.features.page_look_up import cypher as page_look_up_cypher
from graphapi.compiler.features.paths import cost as paths_cost
from graphapi.compiler.features.paths import cypher as paths_cypher
from graphapi.compiler.features.paths import distance
from graphapi.compiler.features.paths import plan as paths
from graphapi.compiler.features.search import cost as search_cost
from graphapi.compiler.features.search import cypher as search_cypher
from graphapi.compiler.features.search import plan as search
from graphapi.compiler.features.sharing import cost as sharing_cost
from graphapi.compiler.features.sharing import cypher as sharing_cypher
from graphapi.compiler.features.sharing import plan as sharing
from graphapi.compiler.planning import fields, filters, injected_rows, lookups, ordering
from graphapi.compiler.planning.registry import Registry

ESTIMATES: Final = (aggregation_cost, neighbourhood_cost, paths_cost, page_look_up_cost, search_cost, sharing_cost)
"""The modules that register how much the parts of a feature's plan read."""
WRITERS: Final = (aggregation_cypher, paths_cypher, page_look_up_cypher, search_cypher, sharing_cypher)
"""The modules that register how the plan nodes of the features are written as Cypher."""

REGISTRY: Final = Registry(
    fields={
        **fields.FIELDS,
        **lookups.FIELDS,
        **injected_rows.FIELDS,
        **aggregation.FIELDS,
        **distance.FIELDS,
        **neighbourhood.FIELDS,
        **paths.FIELDS,
        **search.FIELDS,
        **sharing.FIELDS,
    },
    filters={**filters.FILTERS, **sharing.FILTERS},
    operators=search.OPERATORS,
    sort_keys=ordering.SORT_KEYS,
)
"""The planning function for each class of ``graphapi.mapping``."""
