"""The compiler, which turns an operation into a statement and the shape of its result.

The phases, in order: ``select`` → ``Planner`` → the optimization passes → ``print_plan``. The result is cached by the
document and the shape of the variables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, GraphQLObjectType
from graphql.execution.values import get_variable_values

from graphapi.compiler.compiled import (
    KEYS,
    CompiledOperation,
    CompiledRead,
    CompiledSelection,
    Exploration,
    ResultBuilder,
)
from graphapi.compiler.cost.estimate import Estimator
from graphapi.compiler.cypher.plan_to_cypher import print_plan, write_plan
from graphapi.compiler.features.page_look_up.plan import look_up_pages
from graphapi.compiler.features.registry import REGISTRY
from graphapi.compiler.optimize import PASSES
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.plan_cache import PlanCache
from graphapi.compiler.planning.item_draft import ItemDraft
from graphapi.compiler.planning.keyed_selection import plan_keyed_selection
from graphapi.compiler.planning.planner import Planner
from graphapi.compiler.planning.planning_context import PlanningContext, ReadLimits
from graphapi.compiler.request.arguments import FromVariable
from graphapi.compiler.request.selection import select

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

    from graphapi.compiler.optimize import Pass
    from graphapi.compiler.plan.columns import Item
    from graphapi.compiler.plan.explorations import PlannedExploration
    from graphapi.compiler.planning.planning_context import PlanGuard
    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.request.selection import Field
    from graphapi.mapping import GraphMapping


class Compiler:
    """Compiles operations on one schema, and caches the results.

    Args:
        schema: the schema that documents are validated against.
        mapping: the mapping of the schema's fields to the graph.
        limits: the limits on what an operation may read.
        cache_size: the maximum number of cached plans.
        passes: the optimization passes that run before a plan is printed.
        bypasses_graphql_core: whether results are built without graphql-core where possible.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        mapping: GraphMapping,
        limits: ReadLimits | None = None,
        *,
        cache_size: int = 1000,
        passes: Sequence[Pass] = PASSES,
        bypasses_graphql_core: bool = True,
    ) -> None:
        self._schema = schema
        self.mapping = mapping
        self._limits = limits or ReadLimits()
        self._passes = passes
        self._bypasses_graphql_core = bypasses_graphql_core
        self.cache = PlanCache(cache_size)

    def coerce(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> Variables | list[GraphQLError]:
        """The variables, coerced to the types that the operation declares, or the errors in them."""
        values = get_variable_values(self._schema, operation.variable_definitions or (), dict(given))
        return values if isinstance(values, list) else values.coerced

    def compile(
        self, text: str, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables
    ) -> CompiledOperation:
        """The compiled operation of a validated document, from the cache if possible.

        Args:
            text: the source text of the document, which identifies the document in the cache.
            document: the document.
            operation: the operation of the document to execute.
            variables: the coerced variables of the operation.
        """
        return self.look_up(text, operation, variables) or self.add(text, document, operation, variables)

    def look_up(self, text: str, operation: OperationDefinitionNode, variables: Variables) -> CompiledOperation | None:
        """The compiled operation, if it is in the cache."""
        return self.cache.get(self.cache.key(text, operation, variables), variables)

    def add(
        self, text: str, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables
    ) -> CompiledOperation:
        """Compile an operation that is not in the cache, and cache it; the arguments are those of ``compile``."""
        guards, compiled = self._compile(document, operation, variables)
        if not compiled.failed:
            self.cache.add(self.cache.key(text, operation, variables), guards, compiled)
        return compiled

    def select(
        self, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables
    ) -> tuple[Field, ...]:
        """The root fields of a validated operation, with their selections."""
        return select(self._schema, document, operation, variables)

    def compile_selection(self, label: str, fields: Sequence[Field], variables: Variables) -> CompiledSelection:
        """Compile a selection on the nodes of a label; the keys of the nodes are passed when it runs.

        The payload of a mutation, the event of a subscription or an entity can be built from such a selection. It runs
        as a separate read, or at the end of a write.

        Args:
            label: the label of the nodes, which is also the name of their type.
            fields: the selected fields, for example ``children[label]`` of a field that ``select`` returned.
            variables: the coerced variables of the operation.
        """
        context = PlanningContext(self._schema, self.mapping, REGISTRY, self._limits, variables)
        planner, item = Planner(context), ItemDraft()
        keys = Parameter(FromVariable(KEYS))
        _, shape = plan_keyed_selection(planner, label, fields, keys, item, many=True, with_key=True)
        plan = self._optimize(item.finish())
        return CompiledSelection(plan, write_plan(plan), ResultBuilder(shape, bypasses_graphql_core=False))

    def _compile(
        self, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables
    ) -> tuple[Mapping[PlanGuard, Hashable], CompiledOperation]:
        context = PlanningContext(self._schema, self.mapping, REGISTRY, self._limits, variables)
        root = self._schema.get_root_type(operation.operation)
        if not isinstance(root, GraphQLObjectType):
            msg = f"the schema has no {operation.operation.value}"
            raise TypeError(msg)
        planner, item = Planner(context), ItemDraft()
        shape = planner.object(root.name, select(self._schema, document, operation, variables), item)
        plan = self._optimize(item.finish())
        estimator = Estimator(plan, shape, tuple(one.asked for one in planner.explorations))
        plan, look_ups = look_up_pages(plan) if self._limits.looks_up else (plan, ())
        statement, bindings = print_plan(plan) if plan.columns else (None, {})
        explorations = tuple(map(self._exploration, (*planner.explorations, *look_ups)))
        compiled = CompiledOperation(
            plan,
            statement,
            bindings,
            explorations,
            ResultBuilder(shape, self._bypasses_graphql_core and planner.bypasses_graphql_core),
            estimator,
            failed=planner.failed,
        )
        return context.guards, compiled

    def _optimize(self, plan: Item) -> Item:
        for pass_ in self._passes:
            plan = pass_(plan)
        return plan

    def _exploration(self, planned: PlannedExploration) -> Exploration:
        plans = map(self._optimize, planned.plans)
        return Exploration(planned.asked, tuple(CompiledRead(plan, *print_plan(plan)) for plan in plans))
