"""The look-up of the nodes on a page along an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.compiled import CompiledRead, Exploration
    from graphapi.compiler.features.page_look_up.search import PageLookUp, SortedPageLookUp
    from graphapi.compiler.request.arguments import Variables
    from graphapi.traversal.reading import ReadRecord

SPARE: Final = 4
"""How many nodes are read for each row of a page first, if a filter may leave some out."""


async def find_page(
    exploration: Exploration, asked: PageLookUp, variables: Variables, read: ReadRecord
) -> Mapping[str, object]:
    """The keys of the nodes, by variable name."""
    (look_up,) = exploration.reads
    (keys,) = await read(look_up.statement, look_up.parameters(variables))
    return {asked.keys_name: keys}


async def find_sorted_page(
    exploration: Exploration, asked: SortedPageLookUp, variables: Variables, read: ReadRecord
) -> Mapping[str, object]:
    """The keys of the nodes, by variable name."""
    value_at, bounded, unbounded, *tail = exploration.reads
    size = asked.size.integer(variables)

    async def keys(look_up: CompiledRead, bound: object = None) -> list[str]:
        (found,) = await read(look_up.statement, look_up.parameters({**variables, asked.bound_name: bound}))
        return list(found)

    if not size:
        return asked.page.nothing

    for position in (SPARE * size, SPARE**3 * size) if asked.is_filtered else (size - 1,):
        value = await read(value_at.statement, value_at.parameters({**variables, asked.position_name: position}))
        found = await keys(bounded, value[0]) if value else []
        if not value or len(found) >= size:
            break
    if len(found) < size:
        found = await keys(unbounded)
    if len(found) < size and tail:
        found += await keys(tail[0])
    return {asked.page.keys_name: found}
