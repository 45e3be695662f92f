"""Statistics of the generated operations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphql import FieldNode, InlineFragmentNode, OperationDefinitionNode, get_named_type, parse

if TYPE_CHECKING:
    from graphql import DocumentNode, GraphQLSchema, SelectionSetNode

    from tests.differential.operations import Case


@dataclass
class OperationStatistics:
    """Counts over the different operations of a run; all are valid, because an invalid operation fails the run."""

    type_names: frozenset[str]
    operations: int = 0
    non_empty: int = 0
    depth: int = 0
    filters: int = 0
    orders: int = 0
    cursors: int = 0
    variables: int = 0
    fragments: int = 0
    directives: int = 0
    errors: int = 0
    seen: set[str] = field(default_factory=set)

    def count(self, cases: list[Case]) -> None:
        """Count the operations of a scenario."""
        for position, case in enumerate(cases):
            text = case.operation.document
            if str(case.operation) in self.seen:
                continue
            self.seen.add(str(case.operation))
            self.operations += 1
            self.non_empty += self._holds_something(case.evaluation.result.data)
            self.depth += depth_of(parse(text))
            self.filters += "where:" in text
            self.orders += "orderBy:" in text
            self.cursors += position > 0
            self.variables += "$" in text
            self.fragments += "..." in text
            self.directives += "@" in text
            self.errors += bool(case.evaluation.result.errors)

    def report(self) -> str:
        """The shares in one line."""
        total = max(self.operations, 1)
        shares = {
            "non-empty": self.non_empty,
            "with filters": self.filters,
            "with orders": self.orders,
            "with cursors": self.cursors,
            "with variables": self.variables,
            "with fragments": self.fragments,
            "with directives": self.directives,
            "with errors": self.errors,
        }
        percentages = ", ".join(f"{name} {count / total:.0%}" for name, count in shares.items())
        return f"{self.operations} different operations, valid 100%, {percentages}, mean depth {self.depth / total:.1f}"

    def _holds_something(self, value: object) -> bool:
        """Whether an answer holds anything other than nulls, booleans, zeros and type names."""
        if isinstance(value, dict):
            return any(map(self._holds_something, value.values()))
        if isinstance(value, list):
            return any(map(self._holds_something, value))
        return value is not None and not isinstance(value, bool) and value != 0 and value not in self.type_names


def shares_of(schema: GraphQLSchema) -> OperationStatistics:
    """Counts that start at zero."""
    return OperationStatistics(frozenset(get_named_type(type_).name for type_ in schema.type_map.values()))


def depth_of(document: DocumentNode) -> int:
    """The nesting depth of fields, without those in named fragments."""

    def depth(selections: SelectionSetNode | None) -> int:
        found = [0]
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode | InlineFragmentNode):
                found.append(isinstance(selection, FieldNode) + depth(selection.selection_set))
        return max(found)

    return max(depth(node.selection_set) for node in document.definitions if isinstance(node, OperationDefinitionNode))
