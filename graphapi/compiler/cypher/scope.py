"""Scopes: the variables that are visible in a part of a statement, and the expressions of operands in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import singledispatch
from typing import TYPE_CHECKING

from graphapi.compiler.cypher.syntax import Variable

if TYPE_CHECKING:
    from collections.abc import Hashable

    from graphapi.compiler.cypher.syntax import Expression
    from graphapi.compiler.plan.operands import Operand


@dataclass(slots=True)
class Scope:
    """The variables of a row: its node, the relationship that led to the node, and computed values.

    Attributes:
        node: the variable of the node, or of an injected row or a group.
        outer: the scope in which the rows are read; None for the operation itself.
        position: the variable of the row's position, if rows have one.
        bound_relationship: the variable of the relationship. It is None until something uses the relationship; until
            then the pattern does not name it.
        carried: the variables of this scope that a nested part uses, so that WITH clauses must keep them.
        computed: the variables of operands that are computed beforehand.
        yielded: the variables of values that the source computes in addition to the node; only values in use have one.
    """

    node: Variable
    outer: Scope | None = None
    position: Variable = field(default_factory=lambda: Variable("i"))
    bound_relationship: Variable | None = None
    carried: dict[Variable, None] = field(default_factory=dict)
    computed: dict[Hashable, Variable] = field(default_factory=dict)
    yielded: dict[Operand, Variable] = field(default_factory=dict)

    @property
    def filtered(self) -> Scope:
        """The scope of conditions on the rows: this scope, or for groups the scope of their members."""
        return self

    def bind_relationship(self) -> Variable:
        """Return the variable of the relationship; the first call adds it to the pattern."""
        if self.bound_relationship is None:
            self.bound_relationship = Variable("r")
        return self.bound_relationship

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables that WITH clauses must keep."""
        relationship = () if self.bound_relationship is None else (self.bound_relationship,)
        return (self.node, *relationship, *self.carried, *self.yielded.values())

    def compute(self, operands: tuple[Operand, ...]) -> tuple[tuple[Expression, Variable], ...]:
        """Assign a variable to each operand, and return each operand's expression with its variable."""
        made = {operand: (self.operand(operand), Variable("best")) for operand in operands}
        self.computed |= {operand: variable for operand, (_, variable) in made.items()}
        return tuple(made.values())

    def carry(self, variable: Variable) -> Variable:
        """Mark a variable as used by a nested part, and return it."""
        self.carried[variable] = None
        return variable

    def yield_(self, operand: Operand, hint: str) -> Variable:
        """The variable of a value that the source computes in addition to the node."""
        return self.yielded.setdefault(operand, Variable(hint))

    def operand(self, operand: Operand) -> Expression:
        """The expression of an operand, or its variable if it was computed beforehand."""
        if operand in self.computed:
            return self.carry(self.computed[operand])
        return operand_expression(operand, self)


@singledispatch
def operand_expression(operand: Operand, scope: Scope) -> Expression:
    """The expression of an operand in a scope; each operand class registers its own function."""
    raise TypeError(f"no expression is registered for {operand!r}")
