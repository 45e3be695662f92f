"""The compiler: an operation in, a statement and the shape of its answer out.

The phases, in order: ``select`` → ``plan_operation`` → the passes → ``print_plan``. What comes out is kept, for the
same document with variables of the same shape.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from graphql import GraphQLError, GraphQLObjectType
from graphql.execution.values import get_variable_values

from graphapi.compiler.cypher.plan_to_cypher import print_plan
from graphapi.compiler.features.exploration import Exploration, ExplorationStatement
from graphapi.compiler.optimize import PASSES
from graphapi.compiler.planning.planner import ItemDraft, Planner
from graphapi.compiler.planning.planning_context import PlanningContext, ReadLimits
from graphapi.compiler.request.arguments import shape_of
from graphapi.compiler.request.selection import select
from graphapi.compiler.result.builder import builder
from graphapi.compiler.result.codegen import Build, NotDirectError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

    from graphapi.compiler.cypher.syntax import Bindings
    from graphapi.compiler.features.exploration import PlannedExploration
    from graphapi.compiler.optimize import Pass
    from graphapi.compiler.plan import Item
    from graphapi.compiler.planning.planning_context import PlanGuard
    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.shapes import Record
    from graphapi.mapping import Mapping as GraphMapping
    from graphapi.statement import Statement

VARIANTS_OF_A_DOCUMENT = 16
"""Most plans kept for one document and shape of variables: they differ in which cursors hold nulls and which
labels ids have."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled operation.

    ``statement`` is None if nothing of the graph is asked for. ``explorations`` run before it, and what they find
    is among the variables then. ``direct`` makes the answer out of the
    record by itself, and is None if only graphql-core can: then ``records`` makes what it goes through.
    """

    plan: Item
    statement: Statement | None
    bindings: Bindings
    explorations: tuple[Exploration, ...]
    direct: Build | None
    records: Build
    failed: bool

    def parameters(self, variables: Variables) -> dict[str, object]:
        """The values that go with the statement."""
        return {name: parameter.value(variables) for name, parameter in self.bindings.items()}

    def answer(self, record: Sequence[Any], variables: Variables) -> dict[str, Any] | None:
        """The ``data`` of the answer, or None if graphql-core has to make it from ``root``."""
        if self.direct is None:
            return None
        try:
            data: dict[str, Any] = self.direct(record, variables)
        except NotDirectError:
            return None
        return data

    def root(self, record: Sequence[Any], variables: Variables) -> Record:
        """The root value for graphql-core."""
        root: Record = self.records(record, variables)
        return root


_Key: TypeAlias = "tuple[str, str | None, Hashable]"
_Findings: TypeAlias = "tuple[tuple[PlanGuard, Hashable], ...]"


class Compiler:
    """Compiles operations on one schema, and remembers what it compiled.

    Args:
        schema: the schema that documents are validated against.
        mapping: what its fields say about the graph.
        limits: the sizes of pages.
        cache_size: most documents, each with one shape of variables, whose plans are kept.
        passes: what is done to a plan before it is printed.
        direct: whether answers are made without graphql-core where that is possible.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        mapping: GraphMapping,
        limits: ReadLimits | None = None,
        *,
        cache_size: int = 1000,
        passes: Sequence[Pass] = PASSES,
        direct: bool = True,
    ) -> None:
        self._schema = schema
        self.mapping = mapping
        self._limits = limits or ReadLimits()
        self._cache_size = cache_size
        self._passes = passes
        self._direct = direct
        self._kept: OrderedDict[_Key, list[tuple[_Findings, Compiled]]] = OrderedDict()

    @property
    def kept(self) -> int:
        """How many plans are kept."""
        return sum(map(len, self._kept.values()))

    def coerce(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> Variables | list[GraphQLError]:
        """The variables as the operation declares them, or what is wrong with them."""
        values = get_variable_values(self._schema, operation.variable_definitions or (), dict(given))
        return values if isinstance(values, list) else values.coerced

    def compile(
        self, text: str, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables
    ) -> Compiled:
        """The compiled operation of a validated document, from what is kept if possible.

        Args:
            text: what the document was parsed from; it stands for the document in the cache.
            document: the document.
            operation: the one of its operations that is to be executed.
            variables: its variables, coerced.
        """
        key = (text, operation.name.value if operation.name else None, shape_of(variables))
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            for findings, compiled in kept:
                if all(inspection.finding(variables) == finding for inspection, finding in findings):
                    return compiled
        findings, compiled = self._compile(document, operation, variables)
        if not compiled.failed:
            self._keep(key, findings, compiled)
        return compiled

    def _keep(self, key: _Key, findings: _Findings, compiled: Compiled) -> None:
        variants = self._kept.setdefault(key, [])
        variants.append((findings, compiled))
        del variants[:-VARIANTS_OF_A_DOCUMENT]
        if len(self._kept) > self._cache_size:
            self._kept.popitem(last=False)

    def _compile(
        self, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables
    ) -> tuple[_Findings, Compiled]:
        planning = PlanningContext(self._schema, self.mapping, self._limits, variables)
        root = self._schema.get_root_type(operation.operation)
        if not isinstance(root, GraphQLObjectType):
            msg = f"the schema has no {operation.operation.value}"
            raise TypeError(msg)
        planner, item = Planner(planning), ItemDraft()
        shape = planner.object(root.name, select(self._schema, document, operation, variables), item)
        plan = self._improve(item.done())
        statement, bindings = print_plan(plan) if plan.columns else (None, {})
        compiled = Compiled(
            plan,
            statement,
            bindings,
            tuple(self._exploration(planned) for planned in planner.explorations),
            direct=builder(shape, direct=True) if self._direct and planner.direct else None,
            records=builder(shape, direct=False),
            failed=planner.failed,
        )
        return tuple(planning.inspections.items()), compiled

    def _improve(self, plan: Item) -> Item:
        for pass_ in self._passes:
            plan = pass_(plan)
        return plan

    def _exploration(self, planned: PlannedExploration) -> Exploration:
        plans = [self._improve(plan) for plan in planned.plans]
        return Exploration(planned.asked, tuple(ExplorationStatement(plan, *print_plan(plan)) for plan in plans))
