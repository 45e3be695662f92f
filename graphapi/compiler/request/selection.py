"""Collects the selected fields of a document: spreads fragments, applies directives and merges fields.

Source: GraphQL specification, section 6.3.2 "Field Collection" (CollectFields).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLBoolean,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    InlineFragmentNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    value_from_ast,
)

from graphapi.compiler.request.arguments import read_arguments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphql import (
        DocumentNode,
        GraphQLOutputType,
        GraphQLSchema,
        OperationDefinitionNode,
        SelectionNode,
        SelectionSetNode,
    )

    from graphapi.compiler.request.arguments import Value, Variables


_INTROSPECTION: Final = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Field:
    """A selected field.

    ``children`` are its selected fields for each possible object type.
    """

    key: str
    name: str
    parent: str
    type: GraphQLOutputType
    arguments: Mapping[str, Value]
    children: Mapping[str, tuple[Field, ...]]

    @property
    def only(self) -> tuple[Field, ...]:
        """The selected fields of a field that has one possible type."""
        (fields,) = self.children.values()
        return fields


def select(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables
) -> tuple[Field, ...]:
    """The fields of a validated operation, in the order of the response."""
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    collector = _Collector(schema, fragments, variables)
    root = schema.get_root_type(operation.operation)
    if root is None:
        return ()
    return collector.fields(root, [operation.selection_set])


@dataclass(frozen=True, slots=True)
class _Collector:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Variables

    def fields(self, parent: GraphQLObjectType, selection_sets: Sequence[SelectionSetNode]) -> tuple[Field, ...]:
        grouped: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for selection_set in selection_sets:
            for node in self._nodes(parent, selection_set, seen):
                grouped.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
        return tuple(self._field(parent, key, nodes) for key, nodes in grouped.items())

    def _field(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> Field:
        name = nodes[0].name.value
        definition = self.schema.get_field(parent, name)
        if definition is None:
            msg = f"{parent.name} has no field {name}: the document was not validated"
            raise LookupError(msg)
        if name in _INTROSPECTION:
            return Field(key, name, parent.name, definition.type, {}, {})
        given = {argument.name.value: argument.value for argument in nodes[0].arguments or ()}
        return Field(
            key=key,
            name=name,
            parent=parent.name,
            type=definition.type,
            arguments=read_arguments(definition.args, given, self.variables),
            children=self._children(definition.type, [node.selection_set for node in nodes if node.selection_set]),
        )

    def _children(
        self, type_: GraphQLOutputType, selection_sets: list[SelectionSetNode]
    ) -> dict[str, tuple[Field, ...]]:
        named = get_named_type(type_)
        if not is_composite_type(named):
            return {}
        return {possible.name: self.fields(possible, selection_sets) for possible in self._possible(named)}

    def _possible(self, type_: object) -> Sequence[GraphQLObjectType]:
        if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            return self.schema.get_possible_types(type_)
        return [type_] if isinstance(type_, GraphQLObjectType) else []

    def _nodes(self, parent: GraphQLObjectType, selection_set: SelectionSetNode, seen: set[str]) -> Iterator[FieldNode]:
        for selection in selection_set.selections or ():
            if not self._is_included(selection):
                continue
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, InlineFragmentNode):
                if self._applies(selection, parent):
                    yield from self._nodes(parent, selection.selection_set, seen)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                fragment = self.fragments[selection.name.value]
                if self._applies(fragment, parent):
                    yield from self._nodes(parent, fragment.selection_set, seen)

    def _is_included(self, selection: SelectionNode) -> bool:
        return not self._condition(selection, "skip") and self._condition(selection, "include", otherwise=True)

    def _condition(self, selection: SelectionNode, directive_name: str, *, otherwise: bool = False) -> bool:
        """The value of a directive's argument ``if``, or ``otherwise`` if the directive is absent."""
        for directive in selection.directives or ():
            if directive.name.value == directive_name:
                (argument,) = directive.arguments or ()
                if isinstance(argument.value, VariableNode):
                    return bool(self.variables[argument.value.name.value])
                return bool(value_from_ast(argument.value, GraphQLBoolean))
        return otherwise

    def _applies(self, fragment: InlineFragmentNode | FragmentDefinitionNode, parent: GraphQLObjectType) -> bool:
        if fragment.type_condition is None:
            return True
        condition = self.schema.get_type(fragment.type_condition.name.value)
        if condition is parent:
            return True
        if not isinstance(condition, GraphQLInterfaceType | GraphQLUnionType):
            return False
        return self.schema.is_sub_type(condition, parent)
