"""What one statement cannot find: searches that ask the graph level by level.

An exploration runs before the operation's own statement. What it finds, keys and values, goes into that statement as
one more parameter, and the statement reads whatever the selection asks of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from graphapi.compiler.features.neighbourhood.search import NeighbourhoodSearch
from graphapi.compiler.features.paths.search import PathSearch
from graphapi.exploration.neighbourhood import find_neighbourhood
from graphapi.exploration.paths import find_paths

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from graphapi.compiler.compiled import Exploration
    from graphapi.compiler.request.arguments import Variables
    from graphapi.statement import Statement

ReadRecord: TypeAlias = "Callable[[Statement, Mapping[str, object]], Awaitable[list[Any]]]"
"""Gives the values of the one record that a statement returns for these parameters."""


async def explore(exploration: Exploration, variables: Variables, read: ReadRecord) -> Mapping[str, object]:
    """What an exploration finds, under the names by which the operation's statement asks for it.

    Raises:
        CostLimitError: it would have to look at more than it may.
        NotFoundError: there is nothing to start from.
    """
    asked = exploration.asked
    if isinstance(asked, PathSearch):
        return await find_paths(exploration, asked, variables, read)
    if isinstance(asked, NeighbourhoodSearch):
        return await find_neighbourhood(exploration, asked, variables, read)
    raise TypeError(f"nothing runs {asked!r}")
