"""The cache of compiled operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from cachetools import LRUCache

from graphapi.compiler.request.arguments import shape_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from graphql import OperationDefinitionNode

    from graphapi.compiler.compiled import CompiledOperation
    from graphapi.compiler.planning.planning_context import PlanGuard
    from graphapi.compiler.request.arguments import Variables

VARIANTS_OF_A_DOCUMENT: Final = 16
"""The most plans for one document and shape of variables. They differ in their guards, such as which values of a cursor
are null and which labels ids have."""

Key: TypeAlias = "tuple[str, str | None, Hashable]"
Variants: TypeAlias = "tuple[tuple[Mapping[PlanGuard, Hashable], CompiledOperation], ...]"


class PlanCache:
    """The plans that were used last, by document, operation and shape of the variables.

    Args:
        size: the most plans that are kept.
    """

    def __init__(self, size: int) -> None:
        self._plans: LRUCache[Key, Variants] = LRUCache(size, getsizeof=len)

    def __len__(self) -> int:
        return int(self._plans.currsize)

    @staticmethod
    def key(text: str, operation: OperationDefinitionNode, variables: Variables) -> Key:
        """The key of an operation; ``text`` stands for its document."""
        return text, operation.name.value if operation.name else None, shape_of(variables)

    def get(self, key: Key, variables: Variables) -> CompiledOperation | None:
        """The plan whose guards hold for these variables."""
        try:
            variants = self._plans[key]
        except KeyError:
            return None
        for guards, compiled in variants:
            if all(guard.check(variables) == found for guard, found in guards.items()):
                return compiled
        return None

    def add(self, key: Key, guards: Mapping[PlanGuard, Hashable], compiled: CompiledOperation) -> None:
        """Keep a plan; the oldest of its document goes where there are too many."""
        variants = (*self._plans.get(key, ()), (guards, compiled))
        if self._plans.maxsize >= 1:
            self._plans[key] = variants[-min(VARIANTS_OF_A_DOCUMENT, int(self._plans.maxsize)) :]
