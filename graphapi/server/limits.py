"""How deep, how long and how repetitive an operation may be; and documents that were checked before.

Strawberry has limiters of its own. These stand in for them because those follow every fragment spread anew, so
that 1 kB of fragments that spread each other twice takes seconds, and fail on the spread of an unknown fragment.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from graphapi.errors import ErrorCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.settings import Settings

# A cache of documents is a cache of what strangers send: long ones are rare, and would fill the memory.
LONGEST_KEPT = 20_000
LIMIT_HIT = {"code": ErrorCode.COST_LIMIT}
NOT_NAMED = {"code": ErrorCode.BAD_USER_INPUT}
NO_NAME = 'The document has several operations: "operationName" must say which to execute.'


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest operation that is served; depths and aliases are counted with every fragment spread in."""

    depth: int
    aliases: int
    tokens: int


@dataclass(slots=True)
class CheckedDocument:
    """A parsed document and what is wrong with it; ``None`` as long as nobody looked."""

    node: DocumentNode
    errors: list[GraphQLError] | None = None

    operation_names: tuple[str | None, ...] = ()

    @classmethod
    def of(cls, node: DocumentNode) -> CheckedDocument:
        """A document that was parsed just now."""
        operations = (one for one in node.definitions if isinstance(one, OperationDefinitionNode))
        return cls(node, operation_names=tuple(one.name.value if one.name else None for one in operations))


@dataclass(slots=True)
class DocumentCache:
    """The documents used last, by their text."""

    size: int
    _kept: OrderedDict[str, CheckedDocument] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._kept)

    def name_of(self, text: str) -> str | None:
        """The name of the operation in a text that was parsed a moment ago, for the log."""
        checked = self._kept.get(text)
        return checked.operation_names[0] if checked is not None and len(checked.operation_names) == 1 else None

    def valid(self, text: str) -> DocumentNode | None:
        """The document of a text that was found valid before."""
        checked = self._kept.get(text)
        if checked is None or checked.errors != []:
            return None
        self._kept.move_to_end(text)
        return checked.node

    def parse(self, text: str, max_tokens: int) -> CheckedDocument:
        """The document of a text, parsed now or before.

        Raises:
            GraphQLError: the text is not a document, or has too many tokens.
        """
        if (checked := self._kept.get(text)) is not None:
            self._kept.move_to_end(text)
            return checked
        checked = CheckedDocument.of(parse(text, max_tokens=max_tokens))
        if len(text) <= LONGEST_KEPT:
            self._kept[text] = checked
            if len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return checked


class DocumentCheck(SchemaExtension):
    """Parses within the limits, holds the limits, validates; all of it once for each text."""

    def __init__(self, cache: DocumentCache, limits: Limits) -> None:
        super().__init__()
        self._cache = cache
        self._limits = limits
        self._checked: CheckedDocument | None = None

    def on_parse(self) -> Iterator[None]:
        """Hand Strawberry the parsed document."""
        context = self.execution_context
        if context.query:
            self._checked = self._cache.parse(context.query, self._limits.tokens)
            context.graphql_document = self._checked.node
        yield

    def on_validate(self) -> Iterator[None]:
        """Hand Strawberry the errors of the document, an empty list for none."""
        context = self.execution_context
        if self._checked is not None:
            if self._checked.errors is None:
                # The limits first: validation's own cost grows with what they hold down.
                self._checked.errors = exceeded_limits(self._checked.node, self._limits) or validate_document(
                    context.schema._schema, self._checked.node, context.validation_rules
                )
            context.pre_execution_errors = self._checked.errors
            # Strawberry would take the first; the specification wants an error (section 6.1).
            if len(self._checked.operation_names) > 1 and context._provided_operation_name is None:
                context.pre_execution_errors = [*self._checked.errors, GraphQLError(NO_NAME, extensions=NOT_NAMED)]
        yield


class DocumentCheckFactory:
    """Makes the extension for each operation; all of them share one cache."""

    def __init__(self, settings: Settings) -> None:
        self.limits = Limits(settings.max_depth, settings.max_aliases, settings.max_tokens)
        self.cache = DocumentCache(settings.document_cache_size)

    def __call__(self) -> DocumentCheck:
        """A fresh extension, as Strawberry wants one for each operation."""
        return DocumentCheck(self.cache, self.limits)


def exceeded_limits(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
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
