"""The paths between two people, the shortest first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphapi.compiler.features.paths.rows import PathRow, StepRow
from graphapi.compiler.features.paths.search import write_rank
from graphapi.compiler.plan.explorations import FRONTIER, OTHER_FRONTIER
from graphapi.compiler.plan.injected_rows import as_lists
from graphapi.traversal.best_first import FoundPath, Ranking
from graphapi.traversal.bidirectional_search import BidirectionalSearch, SearchSide
from graphapi.traversal.budget import Budget
from graphapi.traversal.simple_paths import between, distances_to, on_simple_paths
from graphapi.traversal.subgraph import Subgraph

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from graphapi.compiler.compiled import CompiledRead, Exploration
    from graphapi.compiler.features.paths.search import PathSearch, Rank
    from graphapi.compiler.request.arguments import Variables
    from graphapi.traversal.reading import ReadRecord
    from graphapi.traversal.simple_paths import Neighbours
    from graphapi.traversal.subgraph import Node


async def find_paths(
    exploration: Exploration, asked: PathSearch, variables: Variables, read: ReadRecord
) -> Mapping[str, object]:
    """The paths of a page, as rows, and whether there are paths before them, by variable name.

    Raises:
        CostLimitError: the search exceeded its budget.
    """
    films_of, people_of, meetings = exploration.reads
    known = Subgraph(
        asked.types,
        asked.keys(asked.avoided_people, variables),
        asked.keys(asked.avoided_films, variables),
    )

    async def read_level(known: Subgraph, nodes: list[Node], people: bool) -> None:
        level: CompiledRead = films_of if people else people_of
        keys = [known.keys[node] for node in nodes]
        (rows,) = await read(level.statement, level.parameters({**variables, FRONTIER: keys}))
        (known.add_films if people else known.add_people)(rows)

    async def read_meetings(known: Subgraph, some: list[Node], others: list[Node]) -> bool:
        keys = {FRONTIER: [known.keys[node] for node in some], OTHER_FRONTIER: [known.keys[node] for node in others]}
        (rows,) = await read(meetings.statement, meetings.parameters({**variables, **keys}))
        return known.add_meetings(rows)

    start_key, end_key = asked.start.text(variables), asked.end.text(variables)
    found: list[FoundPath] = []
    has_before = False
    if not {start_key, end_key} & set(known.avoided_people):
        start, end = known.person(start_key), known.person(end_key)
        levels = BidirectionalSearch(
            known, SearchSide(start), SearchSide(end), read_level, read_meetings, Budget(asked.most_visited)
        )
        search = _Search(levels, start, end, asked.most_degrees.integer(variables))
        found, has_before = await search.page(asked.rank_after(variables), asked.wanted(variables))
    rows = as_lists([_row(known, path) for path in found])
    return {asked.rows_name: rows, asked.has_before_name: has_before}


@dataclass(slots=True)
class _Search:
    levels: BidirectionalSearch
    start: Node
    end: Node
    most: int
    bound: int | None = None

    async def page(self, after: Rank | None, wanted: int) -> tuple[list[FoundPath], bool]:
        """The first ``wanted`` paths after a rank, and whether there are any up to that rank."""
        found: list[FoundPath] = []
        has_before = False
        if wanted == 0 and after is None:
            return found, has_before
        async for path in self.paths(after[0] if after else 0):
            if path is None or (after is not None and path.rank <= after):
                has_before = True
            else:
                found.append(path)
            # If no paths are wanted, the first path alone determines ``has_before``.
            if len(found) >= wanted:
                break
        return found[:wanted], has_before

    async def paths(self, least: int) -> AsyncIterator[FoundPath | None]:
        """The paths in order; a single None stands for all paths of fewer degrees than ``least``."""
        if self.start == self.end:
            if await self._exists():
                yield FoundPath((self.start,), (0, (), (self.levels.known.keys[self.start],))) if least == 0 else None
            return
        degrees = await self.levels.fewest(self.most)
        if degrees is None:
            return
        if degrees < least:
            yield None
        for length in range(max(degrees, least), self.most + 1):
            while self.levels.reach < 2 * length and length > degrees and not self.levels.complete:
                await self.levels.grow()
            if self.levels.complete and length > self._most_possible():
                return
            neighbours = between(self.levels, self.start, self.end, 2 * length)
            if length > degrees:
                neighbours = on_simple_paths(neighbours, self.start, self.end)
            async for path in self._of_length(neighbours, length):
                yield path

    async def _of_length(self, neighbours: Neighbours, length: int) -> AsyncIterator[FoundPath]:
        levels = self.levels
        distances = distances_to(neighbours, self.end)
        ranking = Ranking(levels.known, neighbours, distances, self.start, self.end, length, levels.budget)
        for path in ranking.paths():
            if path is None:
                await asyncio.sleep(0)
            else:
                yield path

    def _most_possible(self) -> int:
        """An upper bound on a path's degrees, valid once everything that connects the two people is known."""
        if self.bound is None:
            known = self.levels.known
            everything = {node: list(linked) for node, linked in enumerate(known.linked)}
            self.bound = sum(map(known.is_person, on_simple_paths(everything, self.start, self.end))) - 1
        return self.bound

    async def _exists(self) -> bool:
        await self.levels.read(self.levels.known, [self.start], True)
        return self.start in self.levels.known.expanded


def _row(known: Subgraph, path: FoundPath) -> PathRow:
    degrees, _, keys = path.rank
    steps = [
        StepRow(
            source=keys[2 * number],
            source_type=known.credit(path.nodes[2 * number], path.nodes[2 * number + 1]),
            film=keys[2 * number + 1],
            target=keys[2 * number + 2],
            target_type=known.credit(path.nodes[2 * number + 2], path.nodes[2 * number + 1]),
        )
        for number in range(degrees)
    ]
    return PathRow(degrees, write_rank(path.rank), as_lists(steps))
