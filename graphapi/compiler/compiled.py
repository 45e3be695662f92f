"""What the compiler makes of an operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from graphapi.compiler.cypher.printer import print_statement, print_write
from graphapi.compiler.cypher.syntax import FunctionCall, Literal, SingleQuery, Variable, With
from graphapi.compiler.result.codegen import NeedsGraphQLCoreError, generate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphapi.compiler.cypher.syntax import Bindings, Clause
    from graphapi.compiler.plan.columns import Item
    from graphapi.compiler.plan.explorations import Search
    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.pages import Build
    from graphapi.compiler.result.shapes import ObjectShape, Record
    from graphapi.statement import Statement


KEYS: Final = "the keys"
"""The name of the keys of a compiled selection among the variables: no variable of GraphQL can have it."""


@dataclass(frozen=True, slots=True)
class CompiledRead:
    """A plan and its statement; ``bindings`` say what the statement's parameters are made of."""

    plan: Item
    statement: Statement
    bindings: Bindings

    def parameters(self, variables: Variables) -> dict[str, object]:
        """The values that go with the statement."""
        return {name: parameter.value(variables) for name, parameter in self.bindings.items()}


@dataclass(frozen=True, slots=True)
class Exploration:
    """A search that runs before the operation's statement, and the statements that it sends."""

    asked: Search
    reads: tuple[CompiledRead, ...]


@dataclass(slots=True)
class ResultBuilder:
    """Makes the result out of a record; the functions for it are generated when they are first needed.

    Attributes:
        shape: the shape of the result.
        bypasses_graphql_core: whether the result can be made without graphql-core going through it.
    """

    shape: ObjectShape
    bypasses_graphql_core: bool
    _data: Build | None = field(default=None, init=False)
    _records: Build | None = field(default=None, init=False)

    def data(self, record: Sequence[Any], variables: Variables) -> dict[str, Any] | None:
        """The ``data`` of the response; None if graphql-core has to make it from ``root``."""
        if not self.bypasses_graphql_core:
            return None
        if self._data is None:
            self._data = generate(self.shape, as_record=False)
        try:
            data: dict[str, Any] = self._data(record, variables)
        except NeedsGraphQLCoreError:
            return None
        return data

    def root(self, record: Sequence[Any], variables: Variables) -> Record:
        """The root value for graphql-core."""
        if self._records is None:
            self._records = generate(self.shape, as_record=True)
        root: Record = self._records(record, variables)
        return root


@dataclass(frozen=True, slots=True)
class CompiledOperation:
    """A compiled operation.

    Attributes:
        plan: what is read.
        statement: the statement of the plan; None if nothing of the graph is asked for.
        bindings: what the statement's parameters are made of.
        explorations: the searches that run before it; what they find is among the variables then.
        result: makes the result out of the record.
        failed: whether a field has arguments that cannot be used, so that the plan must not be cached.
    """

    plan: Item
    statement: Statement | None
    bindings: Bindings
    explorations: tuple[Exploration, ...]
    result: ResultBuilder
    failed: bool

    def parameters(self, variables: Variables) -> dict[str, object]:
        """The values that go with the statement."""
        return {name: parameter.value(variables) for name, parameter in self.bindings.items()}

    def answer(self, record: Sequence[Any], variables: Variables) -> dict[str, Any] | None:
        """The ``data`` of the response, or None if graphql-core has to make it from ``root``."""
        return self.result.data(record, variables)

    def root(self, record: Sequence[Any], variables: Variables) -> Record:
        """The root value for graphql-core."""
        return self.result.root(record, variables)


@dataclass(frozen=True, slots=True)
class CompiledSelection:
    """The compiled selection on nodes of one type, which are given by their keys.

    Attributes:
        plan: what is read.
        query: the clauses that read it.
        result: makes an object out of the row of a node.
    """

    plan: Item
    query: SingleQuery
    result: ResultBuilder

    def read(self) -> CompiledRead:
        """A statement of its own that reads the nodes; its one value is the list of their rows."""
        return CompiledRead(self.plan, *print_statement(self.query))

    def after(self, *clauses: Clause) -> tuple[str, Bindings]:
        """The text of a statement that writes and then reads the nodes, and what its parameters are made of.

        The result is one record with one value: the list of the nodes' rows, as they are after the write.

        Args:
            clauses: what is written. They need not return rows, and may leave any number of them.
        """
        done = With((), computed=((FunctionCall("count", (Literal("*"),)), Variable("written")),))
        return print_write(SingleQuery((*clauses, done, *self.query.clauses)))

    def parameters(self, bindings: Bindings, variables: Variables, keys: Sequence[str]) -> dict[str, object]:
        """The values that go with a statement.

        Args:
            bindings: what the parameters of the statement are made of.
            variables: the variables of the operation, coerced.
            keys: the keys of the nodes.
        """
        values = {**variables, KEYS: list(keys)}
        return {name: parameter.value(values) for name, parameter in bindings.items()}

    def objects(self, rows: Sequence[Sequence[Any]], variables: Variables) -> dict[str, Record]:
        """The objects by key, for graphql-core to go through; a key of no node is left out.

        Args:
            rows: the one value that the statement returned.
            variables: the variables of the operation, coerced.
        """
        return {row[0]: self.result.root(row, variables) for row in rows}


def nothing_found(explorations: Iterable[Exploration]) -> dict[str, object]:
    """What is among the variables before anything was searched for."""
    return {name: value for exploration in explorations for name, value in exploration.asked.nothing.items()}
