"""Documents: parsed within the limits, measured and validated, each once for its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cachetools import LRUCache
from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, parse, validate

from graphapi.execution.document_limits import exceeded_limits

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphql import ASTValidationRule, GraphQLSchema

    from graphapi.execution.document_limits import DocumentLimits

LONGEST_CACHED: Final = 20_000
"""Longer texts are not cached, in characters: they are rare, and strangers could fill the memory with them."""


@dataclass(slots=True)
class CheckedDocument:
    """A parsed document.

    Attributes:
        node: the document.
        operations: its operations.
        only_name: the name of the operation, if there is just one and it has a name.
        errors: what is wrong with it; None as long as it was not validated.
    """

    node: DocumentNode
    operations: tuple[OperationDefinitionNode, ...] = field(init=False)
    only_name: str | None = field(init=False, default=None)
    errors: list[GraphQLError] | None = None
    _by_name: dict[str | None, OperationDefinitionNode] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.operations = tuple(one for one in self.node.definitions if isinstance(one, OperationDefinitionNode))
        names = [one.name.value if one.name else None for one in self.operations]
        if len(names) == 1:
            self.only_name = names[0]
        # Of several with a name, the first. Validation refuses such a document.
        for name, one in reversed(list(zip(names, self.operations, strict=True))):
            self._by_name[name] = one
        if self.operations:
            self._by_name[None] = self.operations[0]

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """The operation with this name, or without a name the first; None if there is none."""
        return self._by_name.get(name)


class Documents:
    """The documents that were used last, by their text.

    Args:
        limits: the largest documents that are accepted.
        cache_size: the most documents that are kept.
    """

    def __init__(self, limits: DocumentLimits, cache_size: int) -> None:
        self.limits = limits
        self._cache: LRUCache[str, CheckedDocument] = LRUCache(cache_size)

    def __len__(self) -> int:
        return len(self._cache)

    def cached(self, text: str) -> CheckedDocument | None:
        """The document of a text that was parsed before."""
        try:
            return self._cache[text]
        except KeyError:
            return None

    def name_of(self, text: str) -> str | None:
        """The name of the only operation of a text that was parsed before."""
        checked = self.cached(text)
        return None if checked is None else checked.only_name

    def parse(self, text: str) -> CheckedDocument:
        """The document of a text, from the cache if possible.

        Raises:
            GraphQLError: the text is not a document, or has too many tokens.
        """
        checked = self.cached(text)
        if checked is None:
            checked = CheckedDocument(parse(text, max_tokens=self.limits.tokens))
            if len(text) <= LONGEST_CACHED and self._cache.maxsize >= 1:
                self._cache[text] = checked
        return checked

    def validate(
        self, schema: GraphQLSchema, checked: CheckedDocument, rules: Collection[type[ASTValidationRule]] | None = None
    ) -> list[GraphQLError]:
        """What is wrong with a document, found out once; ``rules`` are those of the specification if not given."""
        if checked.errors is None:
            # The limits first: the cost of validation grows with what they bound.
            checked.errors = exceeded_limits(checked.node, self.limits) or validate(schema, checked.node, rules)
        return checked.errors
