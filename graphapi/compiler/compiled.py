"""The output of the compiler: compiled operations and compiled selections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from graphapi.compiler.cypher.printer import print_statement, print_write
from graphapi.compiler.cypher.syntax import FunctionCall, Literal, SingleQuery, Variable, With
from graphapi.compiler.result.codegen import NeedsGraphQLCoreError, generate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphapi.compiler.cost.estimate import Estimator
    from graphapi.compiler.cypher.syntax import Bindings, Clause
    from graphapi.compiler.plan.columns import Item
    from graphapi.compiler.plan.explorations import Search
    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.pages import Build
    from graphapi.compiler.result.shapes import ObjectShape, Record
    from graphapi.statement import Statement


KEYS: Final = "the keys"
"""The variable that holds the keys of a compiled selection; no GraphQL variable can have this name."""


@dataclass(frozen=True, slots=True)
class CompiledRead:
    """A plan, its statement, and the ``bindings`` of the statement's parameters."""

    plan: Item
    statement: Statement
    bindings: Bindings

    def parameters(self, variables: Variables) -> dict[str, object]:
        """The values of the statement's parameters."""
        return {name: parameter.value(variables) for name, parameter in self.bindings.items()}


@dataclass(frozen=True, slots=True)
class Exploration:
    """A search that runs before the operation's statement, and the statements that it sends."""

    asked: Search
    reads: tuple[CompiledRead, ...]


@dataclass(slots=True)
class ResultBuilder:
    """Builds the result from a record, with functions that are generated on first use.

    Attributes:
        shape: the shape of the result.
        bypasses_graphql_core: whether the result can be built without graphql-core.
    """

    shape: ObjectShape
    bypasses_graphql_core: bool
    _data: Build | None = field(default=None, init=False)
    _records: Build | None = field(default=None, init=False)

    def generate(self) -> Build | None:
        """The function that builds ``data``, or None if graphql-core has to build it from ``root``."""
        if self._data is None and self.bypasses_graphql_core:
            self._data = generate(self.shape, as_record=False)
        return self._data

    def data(self, record: Sequence[Any], variables: Variables) -> dict[str, Any] | None:
        """The ``data`` of the response, or None if graphql-core has to build it from ``root``."""
        build = self.generate()
        if build is None:
            return None
        try:
            data: dict[str, Any] = build(record, variables)
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
        plan: the plan of the read.
        statement: the statement of the plan, or None if the operation reads nothing from the graph.
        bindings: the bindings of the statement's parameters.
        explorations: the searches that run before the statement; their results become variables.
        result: builds the result from the record.
        estimator: estimates what the operation reads.
        failed: whether a field has invalid arguments; the plan is then not cached.
    """

    plan: Item
    statement: Statement | None
    bindings: Bindings
    explorations: tuple[Exploration, ...]
    result: ResultBuilder
    estimator: Estimator
    failed: bool

    def parameters(self, variables: Variables) -> dict[str, object]:
        """The values of the statement's parameters."""
        return {name: parameter.value(variables) for name, parameter in self.bindings.items()}

    def answer(self, record: Sequence[Any], variables: Variables) -> dict[str, Any] | None:
        """The ``data`` of the response, or None if graphql-core has to build it from ``root``."""
        return self.result.data(record, variables)

    def root(self, record: Sequence[Any], variables: Variables) -> Record:
        """The root value for graphql-core."""
        return self.result.root(record, variables)


@dataclass(frozen=True, slots=True)
class CompiledSelection:
    """A compiled selection on nodes of one type, which are given by their keys.

    Attributes:
        plan: the plan of the read.
        query: the clauses of the plan.
        result: builds an object from the row of a node.
    """

    plan: Item
    query: SingleQuery
    result: ResultBuilder

    def read(self) -> CompiledRead:
        """A separate statement that reads the nodes; its record has one value, the list of their rows."""
        return CompiledRead(self.plan, *print_statement(self.query))

    def after(self, *clauses: Clause) -> tuple[str, Bindings]:
        """The text and the bindings of a statement that first writes and then reads the nodes.

        The statement returns one record with one value: the list of the nodes' rows after the write.

        Args:
            clauses: the writing clauses; they may produce any number of rows, including none.
        """
        done = With((), computed=((FunctionCall("count", (Literal("*"),)), Variable("written")),))
        return print_write(SingleQuery((*clauses, done, *self.query.clauses)))

    def parameters(self, bindings: Bindings, variables: Variables, keys: Sequence[str]) -> dict[str, object]:
        """The values of a statement's parameters.

        Args:
            bindings: the bindings of the parameters.
            variables: the coerced variables of the operation.
            keys: the keys of the nodes.
        """
        values = {**variables, KEYS: list(keys)}
        return {name: parameter.value(values) for name, parameter in bindings.items()}

    def objects(self, rows: Sequence[Sequence[Any]], variables: Variables) -> dict[str, Record]:
        """The objects by key, as source values for graphql-core; a key without a node is left out.

        Args:
            rows: the list of rows that the statement returned.
            variables: the coerced variables of the operation.
        """
        return {row[0]: self.result.root(row, variables) for row in rows}


def empty_results(explorations: Iterable[Exploration]) -> dict[str, object]:
    """The variables that the explorations set if they find nothing."""
    return {name: value for exploration in explorations for name, value in exploration.asked.nothing.items()}
