"""Limits on the depth, the aliases and the tokens of a document.

Strawberry's own limiters are not used, because they follow every spread of a fragment again: 1 kB of fragments that
spread each other twice takes them seconds. The spread of an unknown fragment makes them fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
)

from graphapi.errors import ErrorCode

if TYPE_CHECKING:
    from graphql import DocumentNode, SelectionSetNode

    from graphapi.settings import Settings

LIMIT_HIT: Final = {"code": ErrorCode.COST_LIMIT}


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """The limits on a document; the contents of a fragment count wherever it is spread."""

    depth: int
    aliases: int
    tokens: int

    @classmethod
    def of(cls, settings: Settings) -> DocumentLimits:
        """The limits from the settings."""
        return cls(settings.max_depth, settings.max_aliases, settings.max_tokens)


UNLIMITED: Final = DocumentLimits(depth=10**9, aliases=10**9, tokens=10**9)
"""No limits, for trusted documents."""


def exceeded_limits(document: DocumentNode, limits: DocumentLimits) -> list[GraphQLError]:
    """One error for each limit that an operation exceeds, with the actual and the allowed number."""
    measure = _Measure(document)
    errors = []
    for operation in document.definitions:
        if not isinstance(operation, OperationDefinitionNode):
            continue
        size = measure.size_of(operation.selection_set)
        messages = []
        if size.depth > limits.depth:
            messages.append(f"The operation is {size.depth} levels deep; at most {limits.depth} are allowed.")
        if size.aliases > limits.aliases:
            messages.append(f"The operation has {size.aliases} aliases; at most {limits.aliases} are allowed.")
        errors += [GraphQLError(message, operation, extensions=LIMIT_HIT) for message in messages]
    return errors


@dataclass(frozen=True, slots=True)
class _Size:
    depth: int = 0
    aliases: int = 0


class _Measure:
    """Measures selection sets; each fragment is measured only once, however often it is spread."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._sizes: dict[str, _Size] = {}

    def size_of(self, selection_set: SelectionSetNode) -> _Size:
        depth = aliases = 0
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                size = self._field_size(selection)
            elif isinstance(selection, FragmentSpreadNode):
                size = self._fragment_size(selection.name.value)
            else:
                size = self.size_of(selection.selection_set) if isinstance(selection, InlineFragmentNode) else _Size()
            depth = max(depth, size.depth)
            aliases += size.aliases
        return _Size(depth, aliases)

    def _field_size(self, node: FieldNode) -> _Size:
        # graphql-core has its own rule for the depth of introspection; tools select up to 13 levels of ofType.
        below = _Size()
        if node.selection_set is not None and not node.name.value.startswith("__"):
            below = self.size_of(node.selection_set)
        return _Size(below.depth + 1, below.aliases + (node.alias is not None))

    def _fragment_size(self, name: str) -> _Size:
        if name not in self._sizes:
            # A fragment counts as empty while it is measured, so that the recursion ends if it spreads itself.
            # Validation rejects such fragments, and unknown ones.
            self._sizes[name] = _Size()
            if (fragment := self._fragments.get(name)) is not None:
                self._sizes[name] = self.size_of(fragment.selection_set)
        return self._sizes[name]
