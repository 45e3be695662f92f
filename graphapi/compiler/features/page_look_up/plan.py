"""Pages along an index are looked up before the operation's statement.

In a subquery, the embedded store sorts all nodes of a label. In a statement of its own, it reads an index in ascending
order until the page is full, if nothing leads its planner to another index.
"""

from __future__ import annotations

from dataclasses import replace

from graphapi.compiler.features.page_look_up.search import PageKeys, PageLookUp
from graphapi.compiler.plan.columns import Item, Rows
from graphapi.compiler.plan.explorations import PlannedExploration
from graphapi.compiler.plan.index_pages import is_index_page
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.plan.sources import KeyLookup, LabelScan
from graphapi.compiler.request.arguments import FromVariable


def look_up_pages(plan: Item) -> tuple[Item, tuple[PlannedExploration, ...]]:
    """The plan of an operation, with pages along an index replaced by nodes with given keys.

    Returns:
        The plan, and the look-ups that find the keys.
    """
    columns, look_ups = list(plan.columns), []
    for number, column in enumerate(plan.columns):
        if isinstance(column, Rows) and isinstance(column.source, LabelScan) and column.limit and is_index_page(column):
            page = PageLookUp(column.source.label, number)
            keys = PageKeys(column.source.label, column.index, column.condition, column.limit)
            look_ups.append(PlannedExploration(page, (Item((keys,)),)))
            found = KeyLookup(column.source.label, Parameter(FromVariable(page.keys_name)))
            columns[number] = replace(column, source=found, index=())
    return Item(tuple(columns)), tuple(look_ups)
