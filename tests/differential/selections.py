"""Selection sets, made by walking the SDL's output types, so that every operation is valid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from graphql import (
    ArgumentNode,
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLBoolean,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
)

from tests.differential.inputs import CURSORS, MOST_DEGREES, PAGE_LENGTHS, InputMaker
from tests.differential.syntax import Variables, literal, name_node
from tests.differential.vocabulary import Vocabulary, chance, pick

if TYPE_CHECKING:
    from graphql import (
        GraphQLArgument,
        GraphQLField,
        GraphQLOutputType,
        GraphQLSchema,
        NameNode,
        SelectionNode,
        ValueNode,
    )
    from hypothesis.strategies import DrawFn

    from tests.differential.inputs import Json

ROOM = 120
LEVELS = 5
# How many selections an operation may have: few as often as many, for what is deep is often not reached at all.
FUELS = (4, 8, 16, 30)


@dataclass
class Scope:
    """What one object of the answer holds already: its fields by response key."""

    fields: dict[str, Chosen] = field(default_factory=dict)


@dataclass
class Chosen:
    """A field that leads to objects: where it stands, how it was asked for, and what its objects hold."""

    parent: str
    name: str
    node: FieldNode
    inner: Scope
    room: int


@dataclass(frozen=True)
class Space:
    """How much a selection may still ask for: rows of the answer, and levels of relationships."""

    room: int = ROOM
    levels: int = LEVELS


@dataclass
class Writer:
    """Writes the selections of one operation."""

    draw: DrawFn
    schema: GraphQLSchema
    vocabulary: Vocabulary
    variables: Variables = field(init=False)
    fragments: list[FragmentDefinitionNode] = field(default_factory=list)
    reusable: list[tuple[FragmentDefinitionNode, Scope, Space]] = field(default_factory=list)
    cursor_variables: list[str] = field(default_factory=list)
    aliases: int = 0
    fuel: int = 0

    def __post_init__(self) -> None:
        self.fuel = pick(self.draw, FUELS)
        self.variables = Variables(self.draw)
        self.inputs = InputMaker(self.draw, self.vocabulary)

    def selection_set(
        self, type_: GraphQLObjectType | GraphQLInterfaceType, scope: Scope, space: Space
    ) -> SelectionSetNode:
        """One to a few selections on a type."""
        selections = [self._selection(type_, scope, space)]
        while len(selections) < 4 and self.fuel > 0 and chance(self.draw, 50):
            selections.append(self._selection(type_, scope, space))
        return SelectionSetNode(selections=tuple(selections))

    def _selection(self, type_: GraphQLObjectType | GraphQLInterfaceType, scope: Scope, space: Space) -> SelectionNode:
        self.fuel -= 1
        on_interface = isinstance(type_, GraphQLInterfaceType)
        if self.fuel > 0 and chance(self.draw, 60 if on_interface else 12):
            return self._fragment(type_, scope, space)
        again = [key for key, chosen in scope.fields.items() if chosen.parent == type_.name and space.levels > 0]
        if again and self.fuel > 0 and chance(self.draw, 6):
            return self._again(scope.fields[pick(self.draw, again)], space)
        return self._field(type_, scope, space)

    def _fragment(self, type_: GraphQLObjectType | GraphQLInterfaceType, scope: Scope, space: Space) -> SelectionNode:
        on = self._narrowed(type_)
        if chance(self.draw, 30) and (spread := self._spread_again(on, scope, space)) is not None:
            return spread
        directives = self._directives()
        condition = NamedTypeNode(name=name_node(on.name))
        if chance(self.draw, 60):
            bare = on is type_ and chance(self.draw, 40)
            inner = self.selection_set(on, scope, space)
            return InlineFragmentNode(
                type_condition=None if bare else condition, directives=directives, selection_set=inner
            )
        before = dict(scope.fields)
        inner = self.selection_set(on, scope, space)
        name = name_node(f"F{len(self.fragments) + 1}")
        definition = FragmentDefinitionNode(name=name, type_condition=condition, selection_set=inner)
        self.fragments.append(definition)
        own = Scope({key: chosen for key, chosen in scope.fields.items() if before.get(key) is not chosen})
        if before.keys().isdisjoint(own.fields):
            self.reusable.append((definition, own, space))
        return FragmentSpreadNode(name=name, directives=directives)

    def _narrowed(self, type_: GraphQLObjectType | GraphQLInterfaceType) -> GraphQLObjectType | GraphQLInterfaceType:
        """A type that a fragment may stand on here."""
        if isinstance(type_, GraphQLInterfaceType):
            possible: list[GraphQLObjectType | GraphQLInterfaceType] = [*self.schema.get_possible_types(type_), type_]
            return pick(self.draw, possible)
        if type_.interfaces and chance(self.draw, 30):
            return cast("GraphQLInterfaceType", type_.interfaces[0])
        return type_

    def _spread_again(
        self, on: GraphQLObjectType | GraphQLInterfaceType, scope: Scope, space: Space
    ) -> FragmentSpreadNode | None:
        """A fragment that was written before, where it clashes with nothing and asks for no more than there is room."""
        for definition, own, needed in self.reusable:
            roomy = needed.room <= space.room and needed.levels <= space.levels
            if definition.type_condition.name.value == on.name and roomy and scope.fields.keys().isdisjoint(own.fields):
                scope.fields |= own.fields
                return FragmentSpreadNode(name=definition.name, directives=self._directives())
        return None

    def _field(self, type_: GraphQLObjectType | GraphQLInterfaceType, scope: Scope, space: Space) -> FieldNode:
        leaves = [name for name, one in type_.fields.items() if is_leaf_type(get_named_type(one.type))]
        branches = [name for name in type_.fields if name not in leaves]
        if _is_page(type_) and branches:
            branches += ["edges", "nodes"]
        branching = branches and self.fuel > 0 and (not leaves or (space.levels > 0 and chance(self.draw, 62)))
        if not branching:
            return self._leaf(type_, pick(self.draw, [*leaves, "__typename"]), space)
        return self._branch(type_, pick(self.draw, branches), scope, space)

    def _leaf(self, type_: GraphQLObjectType | GraphQLInterfaceType, name: str, space: Space) -> FieldNode:
        field_ = type_.fields.get(name)
        arguments = self._arguments(field_, {}, space) if field_ else ()
        # The same field once more would have to have the same arguments.
        alias = self._new_alias() if arguments or chance(self.draw, 8) else None
        return FieldNode(name=name_node(name), alias=alias, arguments=arguments, directives=self._directives())

    def _branch(
        self, type_: GraphQLObjectType | GraphQLInterfaceType, name: str, scope: Scope, space: Space
    ) -> FieldNode:
        field_ = type_.fields[name]
        if not field_.args and (standing := scope.fields.get(name)) is not None:
            return self._again(standing, space)
        lengths = [name for name in PAGE_LENGTHS if name in field_.args]
        page = self.inputs.page(space.room, lengths) if lengths else {}
        inner_space = _inner_space(type_, field_, page, space)
        arguments = self._arguments(field_, page, space)
        alias = self._new_alias() if name in scope.fields or chance(self.draw, 8) else None
        node = FieldNode(name=name_node(name), alias=alias, arguments=arguments, directives=self._directives())
        chosen = Chosen(type_.name, name, node, Scope(), inner_space.room)
        scope.fields[alias.value if alias else name] = chosen
        return self._with_selections(chosen, field_.type, inner_space, wants_cursors=_has_cursor(arguments))

    def _again(self, chosen: Chosen, space: Space) -> FieldNode:
        """The same field once more, which must merge with the first."""
        parent = cast("GraphQLObjectType", self.schema.get_type(chosen.parent))
        field_ = parent.fields[chosen.name]
        return self._with_selections(chosen, field_.type, Space(chosen.room, space.levels - 1), wants_cursors=False)

    def _with_selections(
        self, chosen: Chosen, type_: GraphQLOutputType, space: Space, *, wants_cursors: bool
    ) -> FieldNode:
        inner_type = cast("GraphQLObjectType", get_named_type(type_))
        selections = self.selection_set(inner_type, chosen.inner, space)
        if wants_cursors:
            selections = SelectionSetNode(selections=(*selections.selections, self._cursors()))
        node = chosen.node
        return FieldNode(
            name=node.name,
            alias=node.alias,
            arguments=node.arguments,
            directives=node.directives,
            selection_set=selections,
        )

    def _cursors(self) -> FieldNode:
        """The part of a connection from which the next operation takes its cursors."""
        names = pick(self.draw, [("edges", "cursor"), ("pageInfo", "endCursor"), ("pageInfo", "startCursor")])
        inner = SelectionSetNode(selections=(FieldNode(name=name_node(names[1])),))
        return FieldNode(name=name_node(names[0]), selection_set=inner)

    def _arguments(self, field_: GraphQLField, page: dict[str, Json], space: Space) -> tuple[ArgumentNode, ...]:
        written = []
        for name, argument in field_.args.items():
            if name in PAGE_LENGTHS or name in page:
                if name in page:
                    written.append(self._argument(name, argument, page[name], may_be_absent=space.room >= 50))
            elif name in CURSORS:
                if chance(self.draw, 25 if name == "after" else 16):
                    written.append(self._cursor_argument(name))
            elif name == MOST_DEGREES:
                degrees = literal(self.inputs.argument(name, argument), argument.type, self.variables)
                written.append(ArgumentNode(name=name_node(name), value=degrees))
            elif isinstance(argument.type, GraphQLNonNull):
                value = self.inputs.argument(name, argument)
                written.append(self._argument(name, argument, value, may_be_absent=False))
            elif chance(self.draw, 35):
                value = None if chance(self.draw, 4) else self.inputs.argument(name, argument)
                written.append(self._argument(name, argument, value, may_be_absent=True))
        return tuple(written)

    def _argument(self, name: str, argument: GraphQLArgument, value: Json, *, may_be_absent: bool) -> ArgumentNode:
        if chance(self.draw, 25):
            variable = self.variables.variable(value, argument.type, may_be_absent=may_be_absent)
            return ArgumentNode(name=name_node(name), value=variable)
        return ArgumentNode(name=name_node(name), value=literal(value, argument.type, self.variables))

    def _cursor_argument(self, name: str) -> ArgumentNode:
        """A variable that is null or not sent the first time, and a cursor in the operation that follows."""
        variable = f"c{len(self.cursor_variables) + 1}"
        self.cursor_variables.append(variable)
        self.variables.define(variable, "String")
        if chance(self.draw, 50):
            self.variables.values[variable] = None
        return ArgumentNode(name=name_node(name), value=VariableNode(name=name_node(variable)))

    def _directives(self) -> tuple[DirectiveNode, ...]:
        directives = []
        for name, usual in (("include", True), ("skip", False)):
            if chance(self.draw, 4):
                value = usual if chance(self.draw, 60) else not usual
                node: ValueNode = BooleanValueNode(value=value)
                if chance(self.draw, 40):
                    node = self.variables.variable(value, GraphQLNonNull(GraphQLBoolean), may_be_absent=False)
                argument = ArgumentNode(name=name_node("if"), value=node)
                directives.append(DirectiveNode(name=name_node(name), arguments=(argument,)))
        return tuple(directives)

    def _new_alias(self) -> NameNode:
        self.aliases += 1
        return name_node(f"a{self.aliases}")


def _is_page(type_: GraphQLObjectType | GraphQLInterfaceType) -> bool:
    return "pageInfo" in type_.fields


def _has_cursor(arguments: tuple[ArgumentNode, ...]) -> bool:
    return any(argument.name.value in CURSORS and isinstance(argument.value, VariableNode) for argument in arguments)


def _inner_space(
    type_: GraphQLObjectType | GraphQLInterfaceType, field_: GraphQLField, page: dict[str, Json], space: Space
) -> Space:
    """What is left behind a field: its items share the room, and a relationship takes a level."""
    if PAGE_LENGTHS[0] in field_.args:
        lengths = [length for name in PAGE_LENGTHS if isinstance(length := page.get(name), int)]
        return Space(space.room // max(1, *lengths, 1) if lengths else space.room // 30, space.levels - 1)
    if _is_page(type_) or "cursor" in type_.fields or "[" not in str(field_.type):
        return space
    return Space(space.room // 2, space.levels - 1)
