"""The only entry point to the traversals, which runs an exploration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.features.neighbourhood.search import NeighbourhoodSearch
from graphapi.compiler.features.page_look_up.search import PageLookUp, SortedPageLookUp
from graphapi.compiler.features.paths.search import PathSearch
from graphapi.compiler.features.search.candidates import CandidateSearch
from graphapi.traversal.candidates import find_candidates
from graphapi.traversal.neighbourhood import find_neighbourhood
from graphapi.traversal.page_look_up import find_page, find_sorted_page
from graphapi.traversal.paths import find_paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.compiled import Exploration
    from graphapi.compiler.request.arguments import Variables
    from graphapi.traversal.reading import ReadRecord


async def explore(exploration: Exploration, variables: Variables, read: ReadRecord) -> Mapping[str, object]:
    """The results of an exploration, by the names of the variables in the operation's statement.

    Raises:
        CostLimitError: the search exceeded its budget.
        NotFoundError: the start node does not exist.
    """
    asked = exploration.asked
    if isinstance(asked, PathSearch):
        return await find_paths(exploration, asked, variables, read)
    if isinstance(asked, PageLookUp):
        return await find_page(exploration, asked, variables, read)
    if isinstance(asked, SortedPageLookUp):
        return await find_sorted_page(exploration, asked, variables, read)
    if isinstance(asked, CandidateSearch):
        return await find_candidates(exploration, asked, variables, read)
    if isinstance(asked, NeighbourhoodSearch):
        return await find_neighbourhood(exploration, asked, variables, read)
    raise TypeError(f"no traversal is registered for {asked!r}")
