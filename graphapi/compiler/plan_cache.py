"""The cache of compiled operations."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final, TypeAlias

from cachetools import LRUCache

from graphapi.compiler.request.arguments import shape_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from graphql import OperationDefinitionNode

    from graphapi.compiler.compiled import CompiledOperation
    from graphapi.compiler.planning.planning_context import PlanGuard
    from graphapi.compiler.request.arguments import Variables

MAX_PLANS_PER_KEY: Final = 16
"""The maximum number of plans for one document and shape of variables.

Such plans differ in their guards, for example in which values of a cursor are null or which labels a list of ids has.
"""

Key: TypeAlias = "tuple[str, str | None, Hashable]"
Variants: TypeAlias = "tuple[tuple[Mapping[PlanGuard, Hashable], CompiledOperation], ...]"


class PlanCache:
    """An LRU cache of plans, by document, operation and shape of the variables, which threads may share.

    ``hits`` and ``misses`` count the look-ups that found a plan and those that did not.

    Args:
        size: the maximum number of plans.
    """

    def __init__(self, size: int) -> None:
        self._plans: LRUCache[Key, Variants] = LRUCache(size, getsizeof=len)
        self._lock = Lock()
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return int(self._plans.currsize)

    @staticmethod
    def key(text: str, operation: OperationDefinitionNode, variables: Variables) -> Key:
        """The cache key of an operation; ``text`` is the source text of its document."""
        return text, operation.name.value if operation.name else None, shape_of(variables)

    def get(self, key: Key, variables: Variables) -> CompiledOperation | None:
        """The cached plan whose guards hold for these variables, if there is one."""
        with self._lock:
            variants = self._plans.get(key, ())
        for guards, compiled in variants:
            if all(guard.check(variables) == found for guard, found in guards.items()):
                self.hits += 1
                return compiled
        self.misses += 1
        return None

    def add(self, key: Key, guards: Mapping[PlanGuard, Hashable], compiled: CompiledOperation) -> None:
        """Add a plan; if the key has too many plans, its oldest plan is dropped."""
        with self._lock:
            variants = (*self._plans.get(key, ()), (guards, compiled))
            if self._plans.maxsize >= 1:
                self._plans[key] = variants[-min(MAX_PLANS_PER_KEY, int(self._plans.maxsize)) :]
