"""Limits on the depth, the aliases, the fields and the tokens of a document.

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
    ListValueNode,
    Node,
    OperationDefinitionNode,
)

from graphapi.errors import ErrorCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import DocumentNode, SelectionSetNode

    from graphapi.settings import Settings

LIMIT_HIT: Final = {"code": ErrorCode.COST_LIMIT}
NONE: Final = 10**9
"""No limit."""


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """The limits on a document.

    Attributes:
        depth: the levels of an operation; the contents of a fragment count wherever it is spread.
        aliases: the aliases of an operation, counted in the same way.
        tokens: the tokens of the document.
        fields: the fields of an operation on all levels, counted in the same way. They bound how long it takes to
            compile it: fragments that spread each other several times write millions of fields in 2 kB.
        root_fields: the root fields of an operation, counted in the same way.
        directives: the directives of the document.
        directives_in_place: the directives at one place, such as a field.
        list_items: the items of a list, in the document or in a variable.
        characters: the characters of the document.
    """

    depth: int
    aliases: int
    tokens: int
    fields: int = NONE
    root_fields: int = NONE
    directives: int = NONE
    directives_in_place: int = NONE
    list_items: int = NONE
    characters: int = NONE

    @classmethod
    def of(cls, settings: Settings) -> DocumentLimits:
        """The limits from the settings."""
        return cls(
            depth=settings.max_depth,
            aliases=settings.max_aliases,
            tokens=settings.max_tokens,
            fields=settings.max_fields,
            root_fields=settings.max_root_fields,
            directives=settings.max_directives,
            directives_in_place=settings.max_directives_in_place,
            list_items=settings.max_list_items,
            characters=settings.max_document_characters,
        )


UNLIMITED: Final = DocumentLimits(depth=NONE, aliases=NONE, tokens=NONE)
"""No limits, for trusted documents."""


def exceeded_limits(document: DocumentNode, limits: DocumentLimits) -> list[GraphQLError]:
    """One error for each limit that the document or an operation exceeds, with the actual and the allowed number."""
    # At the first place that exceeds a limit: a document can have thousands of them.
    error = _exceeded_in_place(document, limits)
    if error is not None:
        return [error]
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
        if size.fields > limits.fields:
            messages.append(f"The operation has {size.fields} fields; at most {limits.fields} are allowed.")
        if size.root_fields > limits.root_fields:
            found = size.root_fields
            messages.append(f"The operation has {found} root fields; at most {limits.root_fields} are allowed.")
        errors += [GraphQLError(message, operation, extensions=LIMIT_HIT) for message in messages]
    return errors


def count_fields(document: DocumentNode) -> int:
    """The fields of all operations of a document, with their fragments written out."""
    measure = _Measure(document)
    operations = (one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    return sum(measure.size_of(one.selection_set).fields for one in operations)


def _exceeded_in_place(document: DocumentNode, limits: DocumentLimits) -> GraphQLError | None:
    """The first error of a place in the document, or of its directives together."""
    total = 0
    for node in _nodes(document):
        directives = getattr(node, "directives", None) or ()
        total += len(directives)
        message = None
        if len(directives) > limits.directives_in_place:
            message = f"There are {len(directives)} directives here; at most {limits.directives_in_place} are allowed."
        elif total > limits.directives:
            message = f"The document has more than {limits.directives} directives."
        elif isinstance(node, ListValueNode) and len(node.values) > limits.list_items:
            message = f"The list has {len(node.values)} items; at most {limits.list_items} are allowed."
        if message is not None:
            return GraphQLError(message, node, extensions=LIMIT_HIT)
    return None


def _nodes(document: DocumentNode) -> Iterator[Node]:
    """All nodes of a document, in its order."""
    waiting: list[Node] = [document]
    while waiting:
        node = waiting.pop()
        yield node
        below: list[Node] = []
        for key in node.keys:
            value = getattr(node, key, None)
            if isinstance(value, Node):
                below.append(value)
            elif isinstance(value, list | tuple):
                below += [one for one in value if isinstance(one, Node)]
        waiting += reversed(below)


def longest_list(value: object) -> int:
    """The number of items of the longest list in the values of variables."""
    if isinstance(value, dict):
        return max(map(longest_list, value.values()), default=0)
    if isinstance(value, list):
        return max(len(value), max(map(longest_list, value), default=0))
    return 0


@dataclass(frozen=True, slots=True)
class _Size:
    """The size of a selection set, with its fragments written out where they are spread.

    ``fields`` counts the fields on all levels, ``root_fields`` those of the selection set itself.
    """

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    root_fields: int = 0


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
        depth = aliases = fields = root_fields = 0
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                size = self._field_size(selection)
            elif isinstance(selection, FragmentSpreadNode):
                size = self._fragment_size(selection.name.value)
            else:
                size = self.size_of(selection.selection_set) if isinstance(selection, InlineFragmentNode) else _Size()
            depth = max(depth, size.depth)
            aliases += size.aliases
            fields += size.fields
            root_fields += size.root_fields
        return _Size(depth, aliases, fields, root_fields)

    def _field_size(self, node: FieldNode) -> _Size:
        # graphql-core has its own rule for the depth of introspection; tools select up to 13 levels of ofType.
        below = _Size()
        if node.selection_set is not None and not node.name.value.startswith("__"):
            below = self.size_of(node.selection_set)
        return _Size(below.depth + 1, below.aliases + (node.alias is not None), below.fields + 1, root_fields=1)

    def _fragment_size(self, name: str) -> _Size:
        if name not in self._sizes:
            # A fragment counts as empty while it is measured, so that the recursion ends if it spreads itself.
            # Validation rejects such fragments, and unknown ones.
            self._sizes[name] = _Size()
            if (fragment := self._fragments.get(name)) is not None:
                self._sizes[name] = self.size_of(fragment.selection_set)
        return self._sizes[name]
