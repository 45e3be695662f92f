"""Sources: where the rows of a read come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from graphapi.compiler.plan.nodes import DescribedNode
from graphapi.compiler.plan.operands import describe_pattern, describe_patterns

if TYPE_CHECKING:
    from graphapi.compiler.plan.parameters import Parameter
    from graphapi.compiler.request.arguments import Variables
    from graphapi.mapping import Pattern, References

DEFAULT_LIST_ROWS: Final = 10
"""The assumed number of rows of a list without a limit; such lists are short."""


class Source(DescribedNode):
    """Where rows come from.

    Each source class has a function that opens its scope and a function that writes its clauses. Both are registered
    with ``graphapi.compiler.cypher.rows``. ``fits_expression`` says whether the clauses can be used in ``EXISTS { … }``
    and ``COUNT { … }``; otherwise they need a separate subquery call. ``is_in_order`` says whether the clauses bind
    only the rows of the page, in order.
    """

    __slots__ = ()
    fits_expression: ClassVar[bool] = True
    is_in_order: ClassVar[bool] = False

    def expected_rows(self, variables: Variables) -> int:
        """The assumed number of rows of a read without a limit."""
        return DEFAULT_LIST_ROWS

    def connection(self) -> str:
        """The text that identifies a connection over this source, in terms of the graph.

        The signature of the connection's order starts with this text. Cursors that clients hold depend on it, as they
        do on the signatures of operands.

        Raises:
            TypeError: the source cannot be the source of a connection.
        """
        raise TypeError(f"no connection pages over {self.describe()}")

    def limited(self, limit: Parameter) -> Source:
        """The source for a read of only the first ``limit`` rows; most sources return themselves."""
        return self


@dataclass(frozen=True, slots=True)
class LabelScan(Source):
    """All nodes of a label."""

    label: str

    def describe(self) -> str:
        """Describe the source in words."""
        return f"(:{self.label})"

    def connection(self) -> str:
        """The label."""
        return self.label

    def expected_rows(self, variables: Variables) -> int:
        """One, because a read without a limit is a lookup by key."""
        return 1


@dataclass(frozen=True, slots=True)
class TypeScan(Source):
    """All relationships of a type; they can only be counted."""

    type: str

    def describe(self) -> str:
        """Describe the source in words."""
        return f"-[:{self.type}]->"


@dataclass(frozen=True, slots=True)
class Expand(Source):
    """The nodes at the end of a pattern that starts at the item's node."""

    pattern: Pattern

    def describe(self) -> str:
        """Describe the source in words."""
        return describe_pattern(self.pattern)

    def connection(self) -> str:
        """The pattern."""
        return describe_pattern(self.pattern)


@dataclass(frozen=True, slots=True)
class ReferencedNodes(Source):
    """The nodes whose keys the item's relationship holds."""

    references: References

    def describe(self) -> str:
        """Describe the source in words."""
        return f"(:{self.references.label}) with the key in {self.references.property}"

    def expected_rows(self, variables: Variables) -> int:
        """One, if the relationship holds one key."""
        return DEFAULT_LIST_ROWS if self.references.many else 1


@dataclass(frozen=True, slots=True)
class LabelCast(Source):
    """The item's own node, if it has this label."""

    label: str

    def describe(self) -> str:
        """Describe the source in words."""
        return f"the same node, if it has the label {self.label}"


@dataclass(frozen=True, slots=True)
class KeyLookup(Source):
    """The nodes of a label with the given keys.

    Each key is looked up in the index, so even many keys do not cause a scan. ``keys`` is a parameter, or a position in
    the item's injected row. Its value is a list of keys if ``many``, and otherwise one key.
    """

    label: str
    keys: Parameter | int
    many: bool = True

    def describe(self) -> str:
        """Describe the source in words."""
        position = f" in value {self.keys} of the injected row" if isinstance(self.keys, int) else ""
        if not self.many:
            return f"(:{self.label}) with the key{position}" if position else f"(:{self.label}) where key = $"
        return f"(:{self.label}) by their keys" + (f", in value {self.keys} of the injected row" if position else "")

    def expected_rows(self, variables: Variables) -> int:
        """The number of keys."""
        if not self.many:
            return 1
        if isinstance(self.keys, int):
            return DEFAULT_LIST_ROWS
        found = self.keys.value(variables)
        return len(found) if isinstance(found, list) else 1


@dataclass(frozen=True, slots=True)
class InjectedRows(Source):
    """Rows that a traversal found: a parameter, or the list at a position in the item's injected row.

    Each row is a list that starts with the position of the row among all rows.
    """

    rows: Parameter | int

    def describe(self) -> str:
        """Describe the source in words."""
        is_nested = isinstance(self.rows, int)
        return f"rows in value {self.rows} of the injected row" if is_nested else "rows found by a traversal"


@dataclass(frozen=True, slots=True)
class InjectedCredit(Source):
    """The credit that the item's injected row identifies.

    ``film``, ``person`` and ``type`` are the positions of the film's key, the person's key and the relationship type.
    """

    patterns: tuple[Pattern, ...]
    film: int
    person: int
    type: int

    def describe(self) -> str:
        """Describe the source in words."""
        positions = f"values {self.film} and {self.person}"
        return f"{describe_patterns(self.patterns)} with the keys in {positions} of the injected row"

    def expected_rows(self, variables: Variables) -> int:
        """One."""
        return 1
