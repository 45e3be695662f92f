"""The candidates of a search: a superset of its best matches, found by look-ups along the indexes of the store.

The candidates of a tier are the most popular nodes that match in that tier or a better one, so that no best match is
missing. If many nodes match, enough of them are among the most popular nodes of all, which are probed first. If the
indexes on texts find few nodes, these are all candidates. Otherwise nodes are read in the order of popularity until
enough match, which is soon, because many do.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphapi.compiler.features.search.candidates import Way, forgives_name, keys_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.compiled import CompiledRead, Exploration
    from graphapi.compiler.features.search.candidates import CandidateSearch
    from graphapi.compiler.features.search.nodes import NumberedKind
    from graphapi.compiler.request.arguments import Variables
    from graphapi.traversal.reading import ReadRecord


async def find_candidates(
    exploration: Exploration, asked: CandidateSearch, variables: Variables, read: ReadRecord
) -> Mapping[str, object]:
    """The keys of the candidates of each kind, and whether they match with typing errors, by variable name."""
    look_ups = _LookUps(asked, dict(zip(asked.columns, exploration.reads, strict=True)), variables, read)
    found = await asyncio.gather(*map(look_ups.candidates, asked.kinds))
    forgives = asked.forgives and not any(found)
    if forgives:
        found = await asyncio.gather(*(look_ups.keys(kind.searched.label, Way.MEANT) for kind in asked.kinds))
    keys = {keys_name(asked.key, kind): keys for kind, keys in zip(asked.kinds, found, strict=True)}
    return {forgives_name(asked.key): forgives, **keys}


@dataclass(frozen=True, slots=True)
class _LookUps:
    asked: CandidateSearch
    statements: Mapping[tuple[str, Way], CompiledRead]
    variables: Variables
    read: ReadRecord

    async def candidates(self, kind: NumberedKind) -> list[str]:
        """The keys of the candidates that match without typing errors."""
        label = kind.searched.label
        if not kind.searched.few:
            *_, begun, with_words, best = await self._read(label, Way.PROBE)
            if len(best) >= self._count:
                return await self._of_many(label, begun, with_words, best)
        number, *tiers = await self._read(label, Way.TYPED)
        if kind.searched.few or number < self._most:
            return self._best_of(*tiers)
        return await self._of_many(label, [], [], await self.keys(label, Way.BEST))

    async def _of_many(self, label: str, begun: list[str], with_words: list[str], best: list[str]) -> list[str]:
        """The keys of the candidates if many nodes match, of which some are known already."""
        return self._best_of(
            *await asyncio.gather(
                self.keys(label, Way.SAME),
                self._in_tier(label, begun, Way.BEGINNING, Way.BEST_BEGINNING),
                self._in_tier(label, with_words, Way.WORDS, Way.BEST_WORDS),
            ),
            best,
        )

    def _best_of(self, *tiers: list[str]) -> list[str]:
        """The distinct keys of the most popular nodes of each tier."""
        return list(dict.fromkeys(key for tier in tiers for key in tier[: self._count]))

    async def _in_tier(self, label: str, probed: list[str], all_of: Way, best_of: Way) -> list[str]:
        """The keys of the most popular nodes that match in a tier or a better one, after those of the probe."""
        if len(probed) >= self._count:
            return probed
        number, keys = await self._look_up(label, all_of)
        return keys if number < self._most else await self.keys(label, best_of)

    async def keys(self, label: str, way: Way) -> list[str]:
        """The keys that one look-up finds."""
        _, keys = await self._look_up(label, way)
        return keys

    async def _look_up(self, label: str, way: Way) -> tuple[int, list[str]]:
        """The number of nodes that a look-up finds, and the keys of those that match."""
        number, keys = await self._read(label, way)
        return number, keys

    async def _read(self, label: str, way: Way) -> list[Any]:
        statement = self.statements[label, way]
        return await self.read(statement.statement, statement.parameters(self.variables))

    @property
    def _count(self) -> int:
        return self.asked.count.integer(self.variables)

    @property
    def _most(self) -> int:
        return self.asked.most.integer(self.variables)
