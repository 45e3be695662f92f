"""Parses, limits and validates documents, and caches them by their text."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from graphapi.execution.document_limits import LIMIT_HIT, exceeded_limits
from graphapi.execution.introspection import NoIntrospectionRule
from graphapi.execution.suggestions import remove_syntax_hint

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphql import ASTValidationRule, GraphQLSchema

    from graphapi.execution.document_limits import DocumentLimits

STRAWBERRY_RULES: Final = (MaybeNullValidationRule, OneOfInputValidationRule)
"""The rules for Strawberry's own kinds of inputs, such as @oneOf, which graphql-core does not know of their types."""
MAX_CACHED_LENGTH: Final = 20_000
"""The longest text that is cached, in characters. Longer texts are rare, and could be used to fill the memory."""


@dataclass(slots=True)
class CheckedDocument:
    """A parsed document.

    Attributes:
        node: the document.
        operations: its operations.
        only_name: the name of the operation, if there is exactly one and it has a name.
        errors: the validation errors; None until the document is validated.
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
        # If several operations have the same name, the first one is used. Validation rejects such documents.
        for name, one in reversed(list(zip(names, self.operations, strict=True))):
            self._by_name[name] = one
        if self.operations:
            self._by_name[None] = self.operations[0]

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """The operation with this name, or the first operation if the name is None; None if there is none."""
        return self._by_name.get(name)


class Documents:
    """A cache of the most recently used documents, which threads may share.

    ``hits`` and ``misses`` count the requests whose document was in the cache and those whose was not.

    Args:
        limits: the limits on documents.
        cache_size: the maximum number of documents in the cache.
        introspection: whether documents may select ``__schema`` and ``__type``.
        suggestions: whether errors suggest names and syntax ("Did you mean …").
    """

    def __init__(
        self, limits: DocumentLimits, cache_size: int, *, introspection: bool = True, suggestions: bool = True
    ) -> None:
        self.limits = limits
        self._introspection = introspection
        self._suggestions = suggestions
        self._cache: LRUCache[str, CheckedDocument] = LRUCache(cache_size)
        self._lock = Lock()
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._cache)

    def cached(self, text: str) -> CheckedDocument | None:
        """The document of a text, if it is in the cache."""
        with self._lock:
            return self._cache.get(text)

    def look_up(self, text: str) -> CheckedDocument | None:
        """The document of a text, if it is in the cache; counts the look-up."""
        checked = self.cached(text)
        if checked is None:
            self.misses += 1
        else:
            self.hits += 1
        return checked

    def name_of(self, text: str) -> str | None:
        """The name of the only operation of a text, if its document is in the cache."""
        checked = self.cached(text)
        return None if checked is None else checked.only_name

    def parse(self, text: str) -> CheckedDocument:
        """The document of a text, from the cache if possible.

        Raises:
            GraphQLError: the text has a syntax error or too many tokens.
        """
        return self.look_up(text) or self.add(text)

    def add(self, text: str) -> CheckedDocument:
        """Parse a text that is not in the cache, and cache its document.

        Raises:
            GraphQLError: the text has a syntax error or too many tokens.
        """
        if len(text) > self.limits.characters:
            message = f"The document is longer than {self.limits.characters} characters."
            raise GraphQLError(message, extensions=LIMIT_HIT)
        checked = CheckedDocument(self._parse(text))
        if len(text) <= MAX_CACHED_LENGTH and self._cache.maxsize >= 1:
            with self._lock:
                self._cache[text] = checked
        return checked

    def validate(
        self, schema: GraphQLSchema, checked: CheckedDocument, rules: Collection[type[ASTValidationRule]] | None = None
    ) -> list[GraphQLError]:
        """The validation errors of a document, computed once; ``rules`` default to the specification's."""
        if checked.errors is None:
            # The limits are checked first, because they also bound the cost of validation.
            checked.errors = exceeded_limits(checked.node, self.limits) or self._validate(schema, checked.node, rules)
        return checked.errors

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(text, max_tokens=self.limits.tokens)
        except GraphQLSyntaxError as error:
            if not self._suggestions:
                remove_syntax_hint(error)
            raise

    def _validate(
        self, schema: GraphQLSchema, node: DocumentNode, rules: Collection[type[ASTValidationRule]] | None
    ) -> list[GraphQLError]:
        applied = specified_rules if rules is None else rules
        if not self._introspection:
            applied = (NoIntrospectionRule, *applied)
        hidden = not self._suggestions
        # Strawberry's rules rely on a document that is valid otherwise.
        errors = validate(schema, node, applied, hide_suggestions=hidden) or validate(
            schema, node, STRAWBERRY_RULES, hide_suggestions=hidden
        )
        if not self._suggestions:
            for error in errors:
                remove_syntax_hint(error)
        return errors
