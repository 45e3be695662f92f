"""A plan in words, a line for each read, and what it can cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from graphapi.compiler.plan import (
    And,
    Compare,
    ConstantNumber,
    Count,
    CreditsIn,
    Degree,
    Distance,
    Exists,
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
    KeysetPredicate,
    LabelCast,
    LabelOf,
    LabelScan,
    MatchesText,
    Not,
    NullCheck,
    Operand,
    Or,
    Parameter,
    PropertyAggregate,
    ReferencedNodes,
    ReferencedProperty,
    RelatedMax,
    RoleOf,
    Rows,
    SearchScore,
    SharedAmount,
    SharedBetween,
    SharedRoles,
    SharedWeight,
    Sharing,
    TotalDegree,
    TypeScan,
)
from graphapi.mapping import Direction, GivenCredit, GivenNode, GivenValue, Place, Property

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.compiler.plan import Column, Condition, Item, SortKey, Source
    from graphapi.compiler.request.arguments import Variables
    from graphapi.mapping import Pattern

ROWS_OF_A_LIST: Final = 10
"""How long a list without a limit is taken to be: such lists are few by nature."""

_COMPUTED: Final[dict[type, str]] = {
    SharedAmount: "how much both share",
    SharedWeight: "weight",
    LabelOf: "label",
    RoleOf: "role",
    SearchScore: "score",
    GroupSize: "size of the group",
    GroupKey: "key of the group",
    GroupValue: "value of the group",
}


def describe(plan: Item) -> list[str]:
    """The lines that describe a plan: what is read, from where, in which order."""
    return list(_item(plan))


def most_rows(item: Item, variables: Variables) -> int:
    """How many rows a plan can read at the most, all its levels together."""
    return sum(_rows(column, variables) for column in item.columns)


def _rows(column: Column, variables: Variables) -> int:
    if not isinstance(column, Rows):
        return 0
    length = _most_of(column.source, variables) if column.limit is None else int(str(column.limit.value(variables)))
    return length * (1 + most_rows(column.item, variables))


def _most_of(source: Source, variables: Variables) -> int:
    """How many rows a list without a page is taken to have."""
    match source:
        case LabelScan() | GivenNode() | GivenCredit():
            return 1
        case ReferencedNodes(references) if not references.many:
            return 1
        case KeyLookup(_, Parameter() as keys):
            found = keys.value(variables)
            return len(found) if isinstance(found, list) else 1
        case _:
            return ROWS_OF_A_LIST


def _item(item: Item) -> Iterator[str]:
    values = [_operand(column) for column in item.columns if isinstance(column, Operand)]
    if values:
        yield f"values: {', '.join(values)}"
    for column in item.columns:
        match column:
            case Rows():
                yield _rows_line(column)
                yield from (f"  {line}" for line in _item(column.item))
            case Count(source, condition):
                yield f"count of {_source(source)}{_where(condition)}"
            case Distance(types, label):
                yield f"steps by {' or '.join(types)} to another (:{label})"
            case SharedRoles(end, patterns):
                yield f"roles by {_steps(patterns)} of the node {end.value}"
            case Exists(source, condition):
                yield f"whether there is {_source(source)}{_where(condition)}"


def _rows_line(rows: Rows) -> str:
    end = "last" if rows.reverse else "first"
    few = f", the {end} few" if rows.limit else ""
    along = f", along the index of {rows.along.name}" if rows.along else ""
    line = f"rows of {_source(rows.source)}{_where(rows.condition)}{_order(rows.order)}{few}{along}"
    if rows.rest is None:
        return line
    return f"{line}; if they are fewer, then{_where(rows.rest.condition)}{_order(rows.rest.order)}"


def _order(order: tuple[SortKey, ...]) -> str:
    return f", by {', '.join(map(_sort, order))}" if order else ""


def _source(source: Source) -> str:
    match source:
        case LabelScan(label):
            return f"(:{label})"
        case Expand(pattern):
            arrow = f"-[:{pattern.type}]-"
            arrow = f"{arrow}>" if pattern.direction is Direction.OUT else f"<{arrow}"
            return f"{arrow}(:{pattern.label})"
        case ReferencedNodes(references):
            return f"(:{references.label}) with the key in {references.property}"
        case TypeScan(type_):
            return f"-[:{type_}]->"
        case Sharing(patterns, label, counted, rarity):
            weighed = ", the rarer the more" if rarity else ""
            return f"(:{label}) that share {_steps(patterns)}{_where(counted)}{weighed}"
        case SharedBetween(label=label):
            return f"(:{label}) that both have"
        case CreditsIn(end, patterns):
            return f"{_steps(patterns)} of the node {end.value}"
        case FulltextSearch() | FulltextCandidates() | GroupedNodes() | LabelCast() | Intersection():
            return _of_label(source)
        case KeyLookup() | InjectedRows() | GivenNode() | GivenCredit():
            return _given(source)
        case _:
            assert_never(source)


def _of_label(source: FulltextSearch | FulltextCandidates | GroupedNodes | LabelCast | Intersection) -> str:
    match source:
        case Intersection(types, label=label):
            return f"(:{label}) with {' or '.join(types)} of people from both lists"
        case LabelCast(label):
            return f"itself, if it is a (:{label})"
        case GroupedNodes(label, grouping):
            return f"(:{label}) in groups by {grouping.name}" if grouping else f"(:{label}) in one group"
        case FulltextCandidates(label):
            return f"(:{label}) of the full-text index"
        case FulltextSearch(searched):
            return f"(:{searched.label}) that a text finds"


def _steps(patterns: tuple[Pattern, ...]) -> str:
    return " or ".join(_source(Expand(pattern)) for pattern in patterns)


def _given(source: KeyLookup | InjectedRows | GivenNode | GivenCredit) -> str:
    match source:
        case KeyLookup(label, keys):
            return f"(:{label}) by their keys" + (f", which stand at {keys}" if isinstance(keys, int) else "")
        case InjectedRows(rows):
            return f"what stands at {rows} of it" if isinstance(rows, int) else "what was found"
        case GivenNode(label, position):
            return f"(:{label}) with the key that stands at {position}"
        case GivenCredit(patterns, film, person):
            return f"{_steps(patterns)} with the keys that stand at {film} and {person}"


def _where(condition: Condition) -> str:
    return "" if condition == And(()) else f" where {_condition(condition)}"


def _condition(condition: Condition) -> str:
    match condition:
        case Compare(operand, operator, _, ignore_case):
            return f"{_operand(operand)} {operator} $" + (" whatever the case" if ignore_case else "")
        case MatchesText():
            return "searchText matches $"
        case NullCheck(operand, known):
            return f"{_operand(operand)} is {'known' if known else 'not known'}"
        case And(conditions) | Or(conditions):
            word = " and " if isinstance(condition, And) else " or "
            return f"({word.join(map(_condition, conditions))})"
        case Not(inner):
            return f"not {_condition(inner)}"
        case Exists(source, inner):
            return f"some {_source(source)}{_where(inner)}"
        case KeysetPredicate(side, order):
            return f"{side.value} the cursor by {', '.join(_operand(key.operand) for key in order)}"
        case _:
            assert_never(condition)


def _operand(operand: Operand) -> str:
    match operand:
        case Property(name, place):
            return name if place is Place.NODE else f"relationship.{name}"
        case Degree() | TotalDegree():
            return f"count of {_steps((operand.pattern,) if isinstance(operand, Degree) else operand.patterns)}"
        case RelatedMax(pattern, property_):
            return f"greatest {property_.name} of {_source(Expand(pattern))}"
        case ReferencedProperty(references, inner):
            return f"{references.label.lower()}.{_operand(inner)}"
        case SharedAmount() | SharedWeight() | LabelOf() | RoleOf():
            return _COMPUTED[type(operand)]
        case SearchScore() | GroupSize() | GroupKey() | GroupValue():
            return _COMPUTED[type(operand)]
        case PropertyAggregate(property_, aggregate):
            return f"{aggregate} of {property_.name}"
        case ConstantNumber(number):
            return str(number)
        case GivenValue(position):
            return f"what stands at {position}"
        case _:
            assert_never(operand)


def _sort(key: SortKey) -> str:
    direction = " descending" if key.descending else ""
    return f"{_operand(key.operand)}{direction}{' (unknown last)' if key.nullable else ''}"
