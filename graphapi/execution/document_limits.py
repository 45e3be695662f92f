"""The limits of a document: how deep it may be, how many aliases and how many tokens it may have.

Strawberry has limiters of its own. These are used instead because those follow every spread of a fragment again: 1 kB
of fragments that spread each other twice takes them seconds, and the spread of an unknown fragment makes them fail.
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
    """The largest document that is accepted; depths and aliases are counted with every fragment spread in."""

    depth: int
    aliases: int
    tokens: int

    @classmethod
    def of(cls, settings: Settings) -> DocumentLimits:
        """The limits that the settings name."""
        return cls(settings.max_depth, settings.max_aliases, settings.max_tokens)


UNLIMITED: Final = DocumentLimits(depth=10**9, aliases=10**9, tokens=10**9)
"""For documents of somebody who may ask for anything, such as the author of a program."""


def exceeded_limits(document: DocumentNode, limits: DocumentLimits) -> list[GraphQLError]:
    """An error for each operation and limit that it exceeds, with the figures."""
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
    """Sizes of selection sets; each fragment is measured once, however often it is spread."""

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
        # What introspection may nest, graphql-core's own rule says; tools ask for 13 levels of ofType.
        below = _Size()
        if node.selection_set is not None and not node.name.value.startswith("__"):
            below = self.size_of(node.selection_set)
        return _Size(below.depth + 1, below.aliases + (node.alias is not None))

    def _fragment_size(self, name: str) -> _Size:
        if name not in self._sizes:
            # While a fragment is measured it counts nothing, so that one that spreads itself ends; like an
            # unknown one, validation refuses it.
            self._sizes[name] = _Size()
            if (fragment := self._fragments.get(name)) is not None:
                self._sizes[name] = self.size_of(fragment.selection_set)
        return self._sizes[name]
