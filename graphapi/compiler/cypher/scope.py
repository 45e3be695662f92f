"""Scopes: the variables that a part of a statement can see, and the expressions of operands in terms of them."""

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
    """The node of a row, and the relationship that led to it.

    Attributes:
        node: the variable of the node, or of an injected row or a group.
        outer: the scope in which the rows are read; None for the operation itself.
        position: the variable of the row's position, where rows have one.
        bound_relationship: the variable of the relationship, once something has asked for it; only then does it stand
            in the pattern.
        carried: variables of this scope that an inner part uses, and that therefore have to be carried on.
        computed: the variables of what was computed beforehand.
        yielded: the variables of what the source computes beside the node, as far as something asks for it.
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
        """The scope that a condition on the rows is written in: the rows' own, unless they are groups."""
        return self

    def bind_relationship(self) -> Variable:
        """The relationship's variable; from the first call on, the relationship stands in the pattern."""
        if self.bound_relationship is None:
            self.bound_relationship = Variable("r")
        return self.bound_relationship

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables that have to be carried on."""
        relationship = () if self.bound_relationship is None else (self.bound_relationship,)
        return (self.node, *relationship, *self.carried, *self.yielded.values())

    def compute(self, operands: tuple[Operand, ...]) -> tuple[tuple[Expression, Variable], ...]:
        """Give operands a variable from here on; the result pairs the expression of each with its variable."""
        made = {operand: (self.operand(operand), Variable("best")) for operand in operands}
        self.computed |= {operand: variable for operand, (_, variable) in made.items()}
        return tuple(made.values())

    def carry(self, variable: Variable) -> Variable:
        """Mark a variable as used by an inner part."""
        self.carried[variable] = None
        return variable

    def yield_(self, operand: Operand, hint: str) -> Variable:
        """The variable of something that the source computes beside the node."""
        return self.yielded.setdefault(operand, Variable(hint))

    def operand(self, operand: Operand) -> Expression:
        """The expression of an operand; what was computed beforehand is not computed again."""
        if operand in self.computed:
            return self.carry(self.computed[operand])
        return operand_expression(operand, self)


@singledispatch
def operand_expression(operand: Operand, scope: Scope) -> Expression:
    """The expression of an operand in a scope; each class of operands registers a function of its own."""
    raise TypeError(f"no expression is registered for {operand!r}")
