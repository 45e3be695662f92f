"""What the compiler makes of an operation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphapi.compiler.result.codegen import NeedsGraphQLCoreError, generate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graphapi.compiler.cypher.syntax import Bindings
    from graphapi.compiler.plan.columns import Item
    from graphapi.compiler.plan.explorations import Search
    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.pages import Build
    from graphapi.compiler.result.shapes import ObjectShape, Record
    from graphapi.statement import Statement


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


def nothing_found(explorations: Iterable[Exploration]) -> dict[str, object]:
    """What is among the variables before anything was searched for."""
    return {name: value for exploration in explorations for name, value in exploration.asked.nothing.items()}
