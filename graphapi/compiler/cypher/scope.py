"""The variables that a part of a statement can see, and what a plan's operands are in terms of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

from graphapi.compiler.cypher.syntax import (
    Binary,
    Case,
    ElementOf,
    FunctionCall,
    HasLabel,
    IsNull,
    Joined,
    ListOf,
    Literal,
    Match,
    NodePattern,
    ParameterValue,
    PatternCount,
    PropertyOf,
    RelationshipPattern,
    Return,
    SingleQuery,
    SubqueryExpression,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.features.aggregation.cypher import grouped_clauses, key_of
from graphapi.compiler.features.paths.cypher import intersection_clauses
from graphapi.compiler.features.search.cypher import found_clauses, look_up, with_errors
from graphapi.compiler.plan import (
    ConstantNumber,
    CreditsIn,
    Degree,
    Expand,
    FulltextCandidates,
    FulltextSearch,
    GroupedNodes,
    GroupKey,
    GroupSize,
    GroupValue,
    InjectedRows,
    Intersection,
    KeyLookup,
    LabelCast,
    LabelOf,
    LabelScan,
    NoExactMatch,
    PropertyAggregate,
    ReferencedNodes,
    ReferencedProperty,
    RelatedMax,
    RoleOf,
    SearchScore,
    SharedAmount,
    SharedBetween,
    SharedWeight,
    Sharing,
    TotalDegree,
    TypeScan,
)
from graphapi.mapping import ROLES, Direction, End, GivenCredit, GivenNode, GivenValue, Place, Property

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.compiler.plan import Operand, Parameter, Source
    from graphapi.mapping import Pattern, References

# What the variables of these operands are called in the text of a statement.
_HINTS: Final[Mapping[type, str]] = {SearchScore: "score", GroupSize: "groupsize", PropertyAggregate: "numbers"}


@dataclass(slots=True)
class Scope:
    """The node of an item, and the relationship that led to it.

    The relationship gets a variable when something asks for it, and so stands in the pattern only
    then. ``position`` is that of a referenced node in the list of references. ``brought`` are the variables of
    what the source brings with it, as far as something asks for it; ``member`` is a node of a group.
    """

    node: Variable
    position: Variable = field(default_factory=lambda: Variable("i"))
    used_relationship: Variable | None = None
    outer: Scope | None = None
    amount: Variable = field(default_factory=lambda: Variable("amount"))
    shared: Variable = field(default_factory=lambda: Variable("shared"))
    carried: dict[Variable, None] = field(default_factory=dict)
    computed: dict[Operand | NoExactMatch, Variable] = field(default_factory=dict)
    brought: dict[Operand, Variable] = field(default_factory=dict)
    member: Variable | None = None

    @classmethod
    def of(cls, source: Source, outer: Scope) -> Scope:
        """The scope of a source's rows, seen from ``outer``."""
        match source:
            case (
                LabelScan(label)
                | Sharing(label=label)
                | SharedBetween(label=label)
                | FulltextCandidates(label)
                | KeyLookup(label)
                | Intersection(label=label)
                | GivenNode(label)
            ):
                return cls(Variable(label.lower()), outer=outer)
            case Expand(pattern):
                return cls(Variable(pattern.label.lower()), outer=outer)
            case GivenCredit(patterns):
                return cls(Variable(patterns[0].label.lower()), outer=outer)
            case ReferencedNodes(references):
                return cls(Variable(references.label.lower()), outer=outer)
            case TypeScan() | InjectedRows():
                return cls(Variable("given"), outer=outer)
            case CreditsIn(end):
                return cls(outer.end(end), outer=outer)
            case LabelCast():
                return cls(outer.node, outer=outer)
            case FulltextSearch(searched):
                return cls(Variable(searched.label.lower()), outer=outer)
            case GroupedNodes(label):
                return cls(Variable("group"), outer=outer, member=Variable(label.lower()))
            case _:
                assert_never(source)

    @property
    def members(self) -> Scope:
        """The scope of what a condition on the rows is stated of: of groups, it is what they are made of."""
        return self if self.member is None else Scope(self.member)

    @property
    def relationship(self) -> Variable:
        """The relationship's variable."""
        if self.used_relationship is None:
            self.used_relationship = Variable("r")
        return self.used_relationship

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables that have to be carried on."""
        relationship = () if self.used_relationship is None else (self.used_relationship,)
        return (self.node, *relationship, *self.carried, *self.brought.values())

    def compute(self, operands: tuple[Operand, ...]) -> tuple[tuple[Expression, Variable], ...]:
        """Operands that have a variable from here on, and what they are made of."""
        made = {operand: (self.operand(operand), Variable("best")) for operand in operands}
        self.computed |= {operand: variable for operand, (_, variable) in made.items()}
        return tuple(made.values())

    def carry(self, variable: Variable) -> Variable:
        """A variable that an inner part asks for, and which therefore has to be carried on."""
        self.carried[variable] = None
        return variable

    def end(self, end: End) -> Variable:
        """From what two nodes share: one of the two."""
        row = self.outer
        if row is None or row.outer is None:
            msg = "only what is shared has two ends"
            raise TypeError(msg)
        return self.carry(row.node if end is End.THERE else row.carry(row.outer.node))

    def operand(self, operand: Operand) -> Expression:
        """What a property or a number is in this scope: what is computed beforehand is not computed again."""
        if operand in self.computed:
            return self.carry(self.computed[operand])
        match operand:
            case Property(name, place):
                return PropertyOf(self.node if place is Place.NODE else self.relationship, name)
            case Degree() | TotalDegree():
                return self._degree(operand)
            case RelatedMax(pattern, property_):
                return self._best(pattern, property_)
            case ReferencedProperty(references, inner):
                return self._referenced(references, inner)
            case SharedAmount():
                return self.carry(self.amount)
            case SharedWeight():
                return in_units(self.carry(self.amount))
            case LabelOf(labels):
                return Case(tuple((HasLabel(self.node, label), Literal(f"'{label}'")) for label in labels))
            case RoleOf():
                return role_of(self.relationship)
            case _:
                return self._of_source(operand)

    def _of_source(
        self, operand: SearchScore | GroupSize | PropertyAggregate | GroupKey | GroupValue | ConstantNumber | GivenValue
    ) -> Expression:
        """What only the rows of some sources have."""
        match operand:
            case GivenValue(position):
                return self._given(position)
            case GroupKey(grouping):
                return key_of(grouping, self.node)
            case GroupValue():
                return self.node
            case ConstantNumber(number):
                return Literal(str(number))
            case SearchScore() | GroupSize() | PropertyAggregate():
                return self.brought.setdefault(operand, Variable(_HINTS[type(operand)]))
            case _:
                assert_never(operand)

    def _degree(self, operand: Degree | TotalDegree) -> Expression:
        patterns = (operand.pattern,) if isinstance(operand, Degree) else operand.patterns
        ends = NodePattern(self.node), NodePattern(None)
        counts = [
            PatternCount(RelationshipPattern(ends[0], (each.type,), each.direction, ends[1])) for each in patterns
        ]
        return counts[0] if len(counts) == 1 else Joined("+", tuple(counts))

    def _referenced(self, references: References, inner: Operand) -> Expression:
        """An operand of the one node whose key the relationship holds."""
        scope = Scope(Variable(references.label.lower()))
        found = Match(NodePattern(scope.node, references.label), (self.is_referenced(references, scope),))
        body = SingleQuery((found, Return(((scope.operand(inner), None),))))
        return FunctionCall("head", (SubqueryExpression("COLLECT", body),))

    def _best(self, pattern: Pattern, property_: Property) -> Expression:
        """The greatest value of a property behind a pattern: not max(), which may not stand within collect()."""
        related = Variable(pattern.label.lower())
        value = PropertyOf(related, property_.name)
        path = path_of((pattern,), NodePattern(self.node), NodePattern(related))
        greatest = With((related,), ((value, True),), Literal("1"))
        body = SingleQuery((Match(path, (IsNull(value, negated=True),)), greatest, Return(((value, None),))))
        return FunctionCall("head", (SubqueryExpression("COLLECT", body),))

    def is_referenced(self, references: References, scope: Scope) -> Expression:
        """The condition that the node of ``scope`` is (one of) those that this relationship refers to."""
        keys = PropertyOf(self.relationship, references.property)
        return Binary(PropertyOf(scope.node, "key"), "IN" if references.many else "=", keys)

    def clauses(self, source: Source, inner: Scope, where: tuple[Expression, ...]) -> tuple[Clause, ...]:
        """The clauses that bind the rows of a source, seen from here, in the scope ``inner``."""
        match source:
            case LabelScan(label):
                return (Match(NodePattern(inner.node, label), where),)
            case Expand(pattern):
                path = RelationshipPattern(
                    NodePattern(self.node),
                    (pattern.type,),
                    pattern.direction,
                    NodePattern(inner.node),
                    inner.used_relationship,
                )
                return (Match(path, where),)
            case ReferencedNodes(references):
                found = self.is_referenced(references, inner)
                return (Match(NodePattern(inner.node, references.label), (found, *where)),)
            case SharedBetween(_, weighed):
                return self._shared_between(inner, where, weighed=weighed)
            case CreditsIn(_, patterns):
                ends = NodePattern(inner.node), NodePattern(self.node)
                return (Match(path_of(patterns, *ends, inner.relationship), where),)
            case LabelCast(label):
                return (With((inner.node,), where=(HasLabel(inner.node, label), *where)),)
            case FulltextCandidates() | FulltextSearch() | GroupedNodes() | Intersection():
                return self._clauses_of_label(source, inner, where)
            case KeyLookup() | InjectedRows() | GivenNode() | GivenCredit():
                return self._given_clauses(source, inner)
            case TypeScan() | Sharing():
                raise TypeError(f"{source} is only counted, or listed")
            case _:
                assert_never(source)

    def _clauses_of_label(
        self,
        source: FulltextCandidates | FulltextSearch | GroupedNodes | Intersection,
        inner: Scope,
        where: tuple[Expression, ...],
    ) -> tuple[Clause, ...]:
        match source:
            case FulltextCandidates(label, text):
                return (look_up(label, with_errors(text), inner.node), With(inner.variables, where=where))
            case FulltextSearch(_, _, _, forgiven):
                forgives = None if forgiven is None else self.carry(self.computed[forgiven])
                return found_clauses(source, forgives, inner.node, inner.brought.get(SearchScore()), where)
            case Intersection():
                return intersection_clauses(source, inner.node, where)
            case GroupedNodes():
                return grouped_clauses(source, inner.members.node, where, inner.node, inner.brought)

    def _shared_between(self, inner: Scope, where: tuple[Expression, ...], *, weighed: bool) -> tuple[Clause, ...]:
        """What two nodes share out of the list of it, where each may stand with its weight."""
        shared = self.carry(self.shared)
        if not weighed:
            unwound = Unwind(shared, inner.node)
            return (unwound, With(inner.variables, where=where)) if where else (unwound,)
        pair = Variable("pair")
        kept = tuple(variable for variable in inner.variables if variable not in {inner.node, inner.amount})
        taken = ((ElementOf(pair, Literal("0")), inner.node), (ElementOf(pair, Literal("1")), inner.amount))
        return (Unwind(shared, pair), With(kept, computed=taken, where=where))

    def _given(self, position: int) -> Expression:
        """What stands at a position of this given row."""
        return ElementOf(self.node, Literal(str(position)))

    def _given_list(self, list_: Parameter | int) -> Expression:
        """A list that is a parameter, or that stands at a position of this given row."""
        return self._given(list_) if isinstance(list_, int) else ParameterValue(list_)

    def _has_key(self, node: Variable, position: int) -> Expression:
        return Binary(PropertyOf(node, "key"), "=", self._given(position))

    def _given_clauses(
        self, source: KeyLookup | InjectedRows | GivenNode | GivenCredit, inner: Scope
    ) -> tuple[Clause, ...]:
        match source:
            case KeyLookup(label, keys):
                key = Variable("key")
                found = Binary(PropertyOf(inner.node, "key"), "=", key)
                return (Unwind(self._given_list(keys), key), Match(NodePattern(inner.node, label), (found,)))
            case InjectedRows(rows):
                return (Unwind(self._given_list(rows), inner.node),)
            case GivenNode(label, position):
                return (Match(NodePattern(inner.node, label), (self._has_key(inner.node, position),)),)
            case GivenCredit(patterns):
                # From the film, which has fewer credits than some people have.
                film = Variable("film")
                path = path_of(patterns, NodePattern(film), NodePattern(inner.node), inner.relationship)
                is_type = Binary(FunctionCall("type", (inner.relationship,)), "=", self._given(source.type))
                return (
                    Match(NodePattern(film, "Film"), (self._has_key(film, source.film),)),
                    Match(path, (self._has_key(inner.node, source.person), is_type)),
                )

    def referenced_in_order(self, references: References, inner: Scope) -> tuple[Clause, ...]:
        """The clauses that bind referenced nodes with their position in the list of references."""
        keys = PropertyOf(self.relationship, references.property)
        last = Binary(FunctionCall("size", (FunctionCall("coalesce", (keys, ListOf(()))),)), "-", Literal("1"))
        positions = FunctionCall("range", (Literal("0"), last))
        found = Binary(PropertyOf(inner.node, "key"), "=", ElementOf(keys, inner.position))
        return (Unwind(positions, inner.position), Match(NodePattern(inner.node, references.label), (found,)))


def in_units(ten_thousandths: Expression) -> Expression:
    """The number that so many ten thousandths are."""
    return Binary(FunctionCall("toFloat", (ten_thousandths,)), "/", Literal("10000.0"))


def role_of(relationship: Variable) -> Expression:
    """As what a relationship makes somebody part of a film."""
    type_ = FunctionCall("type", (relationship,))
    return Case(tuple((Binary(type_, "=", Literal(f"'{name}'")), Literal(f"'{role}'")) for name, role in ROLES.items()))


def path_of(
    patterns: tuple[Pattern, ...],
    start: NodePattern,
    end: NodePattern,
    relationship: Variable | None = None,
    *,
    back: bool = False,
) -> RelationshipPattern:
    """One step by any of the patterns, or with ``back`` against them; without an arrow where they point both ways."""
    directions = {pattern.direction for pattern in patterns}
    direction = directions.pop() if len(directions) == 1 else None
    if back and direction is not None:
        direction = Direction.IN if direction is Direction.OUT else Direction.OUT
    return RelationshipPattern(start, tuple(pattern.type for pattern in patterns), direction, end, relationship)
