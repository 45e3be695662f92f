"""The look-up of the nodes on a page: one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.compiled import Exploration
    from graphapi.compiler.features.page_look_up.search import PageLookUp
    from graphapi.compiler.request.arguments import Variables
    from graphapi.traversal.reading import ReadRecord


async def find_page(
    exploration: Exploration, asked: PageLookUp, variables: Variables, read: ReadRecord
) -> Mapping[str, object]:
    """The keys of the nodes, by variable name."""
    (look_up,) = exploration.reads
    (keys,) = await read(look_up.statement, look_up.parameters(variables))
    return {asked.keys_name: keys}
