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

ROWS_OF_A_LIST: Final = 10
"""How many rows a list without a limit is taken to have: such lists are short by nature."""


class Source(DescribedNode):
    """Where rows come from.

    Each source has a function that opens its scope and one that writes its clauses; both are registered with
    ``graphapi.compiler.cypher.rows``. ``fits_expression`` says whether its clauses can stand in ``EXISTS { … }`` and
    ``COUNT { … }``; those of the others need a subquery call of their own.
    """

    __slots__ = ()
    fits_expression: ClassVar[bool] = True

    def expected_rows(self, variables: Variables) -> int:
        """The number of rows that a read without a limit is taken to have."""
        return ROWS_OF_A_LIST

    def connection(self) -> str:
        """What a connection over these rows is a list of, in words of the graph; the signature of its order begins so.

        Cursors that clients hold depend on this text, as on the signatures of operands.

        Raises:
            TypeError: no connection pages over such rows.
        """
        raise TypeError(f"no connection pages over {self.describe()}")

    def limited(self, limit: Parameter) -> Source:
        """The source for a read that takes the first ``limit`` rows only; most sources stay as they are."""
        return self


@dataclass(frozen=True, slots=True)
class LabelScan(Source):
    """Every node of a label."""

    label: str

    def describe(self) -> str:
        """As for every source."""
        return f"(:{self.label})"

    def connection(self) -> str:
        """The label."""
        return self.label

    def expected_rows(self, variables: Variables) -> int:
        """One: without a limit it is found by its key."""
        return 1


@dataclass(frozen=True, slots=True)
class TypeScan(Source):
    """Every relationship of a type; it can only be counted."""

    type: str

    def describe(self) -> str:
        """As for every source."""
        return f"-[:{self.type}]->"


@dataclass(frozen=True, slots=True)
class Expand(Source):
    """The nodes at the end of a pattern that starts at the item's node."""

    pattern: Pattern

    def describe(self) -> str:
        """As for every source."""
        return describe_pattern(self.pattern)

    def connection(self) -> str:
        """The pattern."""
        return describe_pattern(self.pattern)


@dataclass(frozen=True, slots=True)
class ReferencedNodes(Source):
    """The nodes whose keys the item's relationship holds."""

    references: References

    def describe(self) -> str:
        """As for every source."""
        return f"(:{self.references.label}) with the key in {self.references.property}"

    def expected_rows(self, variables: Variables) -> int:
        """One, if the relationship holds one key."""
        return ROWS_OF_A_LIST if self.references.many else 1


@dataclass(frozen=True, slots=True)
class LabelCast(Source):
    """The item's own node, if it has this label."""

    label: str

    def describe(self) -> str:
        """As for every source."""
        return f"itself, if it is a (:{self.label})"


@dataclass(frozen=True, slots=True)
class KeyLookup(Source):
    """The nodes of a label with these keys. Each is looked up in the index, so that no number of keys means a scan.

    ``keys`` are a parameter, or a position of the item's own injected row; it holds a list of keys if ``many``, else
    one key.
    """

    label: str
    keys: Parameter | int
    many: bool = True

    def describe(self) -> str:
        """As for every source."""
        position = f" that stands at {self.keys}" if isinstance(self.keys, int) else ""
        if not self.many:
            return f"(:{self.label}) with the key{position}" if position else f"(:{self.label}) where key = $"
        return f"(:{self.label}) by their keys" + (f", which stand at {self.keys}" if position else "")

    def expected_rows(self, variables: Variables) -> int:
        """As many as there are keys."""
        if not self.many:
            return 1
        if isinstance(self.keys, int):
            return ROWS_OF_A_LIST
        found = self.keys.value(variables)
        return len(found) if isinstance(found, list) else 1


@dataclass(frozen=True, slots=True)
class InjectedRows(Source):
    """Rows that a traversal found before: a parameter, or the list at a position of the item's own injected row.

    Each row is a list that begins with its position among the others.
    """

    rows: Parameter | int

    def describe(self) -> str:
        """As for every source."""
        return f"what stands at {self.rows} of it" if isinstance(self.rows, int) else "what was found"


@dataclass(frozen=True, slots=True)
class InjectedCredit(Source):
    """A credit, by the positions in an injected row of a film's key, a person's key, and the relationship's type."""

    patterns: tuple[Pattern, ...]
    film: int
    person: int
    type: int

    def describe(self) -> str:
        """As for every source."""
        return f"{describe_patterns(self.patterns)} with the keys that stand at {self.film} and {self.person}"

    def expected_rows(self, variables: Variables) -> int:
        """One."""
        return 1
