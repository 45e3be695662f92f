"""Estimates of conditions: what they read for a row, and which share of the rows they let through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cost.reads import Setting, selectivity, source_reads, work
from graphapi.compiler.plan.conditions import And, Compare, Exists, KeysetPredicate, Not, NullCheck, Operator, Or
from graphapi.mapping import Property, PropertyOwner
from graphapi.model.graph_statistics import INDEXED, UNIQUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.operands import Operand
    from graphapi.model.graph_statistics import Values

SEARCHED_CHARACTERS: Final = 400
"""The characters of a text that are searched in the time in which a row is reached."""
FOLDED_CHARACTERS: Final = 100
"""The same, where the text is first converted to lower case."""
LENGTH: Final = 20.0
"""The length of a text that is assumed where it was not read."""
FEW: Final = 0.02
"""The share of the rows that is assumed to have one value of a property, or a text in it."""
PREFIXES: Final = (1.0, 0.08, 0.03, 0.01, 0.005)
"""The share of the texts that is assumed to have a prefix, by its length: 0, 1, 2, 3, and longer."""
RANGE: Final = 1 / 3
"""The share that is assumed to lie in a range with one end."""
KNOWN: Final = 0.8
"""The share that is assumed to have a value."""
TEXT_OPERATORS: Final = frozenset({Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH})
ABOVE: Final = frozenset({Operator.GT, Operator.GTE})
BELOW: Final = frozenset({Operator.LT, Operator.LTE})
USES_INDEX: Final = frozenset({Operator.EQ, Operator.IN, Operator.STARTS_WITH}) | ABOVE | BELOW


@work.register(Compare)
def _compare_work(part: Compare, setting: Setting) -> float:
    read = work(part.operand, setting)
    length = _length(part, setting) if part.operator in TEXT_OPERATORS or part.ignore_case else 0.0
    values = setting.size(part.parameter) if part.operator in (Operator.IN, Operator.NOT_IN) else 1.0
    return read + length / (FOLDED_CHARACTERS if part.ignore_case else SEARCHED_CHARACTERS) + values / 100


@work.register(NullCheck)
def _null_check_work(part: NullCheck, setting: Setting) -> float:
    return work(part.operand, setting)


@work.register(And)
@work.register(Or)
def _several_work(part: And | Or, setting: Setting) -> float:
    return sum(work(condition, setting) for condition in part.conditions)


@work.register(Not)
def _not_work(part: Not, setting: Setting) -> float:
    return work(part.condition, setting)


@work.register(KeysetPredicate)
def _keyset_work(part: KeysetPredicate, setting: Setting) -> float:
    return sum(work(key.operand, setting) for key in part.order)


@selectivity.register(Compare)
def _compare(condition: Compare, setting: Setting, label: str | None) -> float:
    values = _values_of(condition.operand, setting, label)
    match condition.operator:
        case Operator.EQ | Operator.IN:
            number = setting.size(condition.parameter) if condition.operator is Operator.IN else 1.0
            return min(1.0, number * _share_of_one(condition, setting, label, values))
        case Operator.NE | Operator.NOT_IN:
            return 1.0
        case Operator.STARTS_WITH:
            return PREFIXES[int(setting.size(condition.parameter))]
        case operator if operator in TEXT_OPERATORS:
            return FEW
        case operator:
            if values is None or not values.deciles:
                return RANGE
            below = setting.size(condition.parameter, values)
            share = below if operator in BELOW else 1 - below
            return max(_share_of_one(condition, setting, label, values), share)


@selectivity.register(NullCheck)
def _null_check(condition: NullCheck, setting: Setting, label: str | None) -> float:
    values = _values_of(condition.operand, setting, label)
    known = KNOWN if values is None else values.known
    return known if condition.known else 1 - known


@selectivity.register(And)
def _and(condition: And, setting: Setting, label: str | None) -> float:
    share = 1.0
    for part in condition.conditions:
        share *= selectivity(part, setting, label)
    return share


@selectivity.register(Or)
def _or(condition: Or, setting: Setting, label: str | None) -> float:
    return min(1.0, sum(selectivity(part, setting, label) for part in condition.conditions))


@selectivity.register(Not)
def _not(condition: Not, setting: Setting, label: str | None) -> float:
    return max(FEW, 1 - selectivity(condition.condition, setting, label))


@selectivity.register(Exists)
def _exists(condition: Exists, setting: Setting, label: str | None) -> float:
    reads = source_reads(condition.source, setting)
    with setting.stated_of(all_nodes=False):
        return min(1.0, reads.found * selectivity(condition.condition, setting, reads.label))


@selectivity.register(KeysetPredicate)
def _keyset(condition: KeysetPredicate, setting: Setting, label: str | None) -> float:
    return 0.5


def index_share(condition: Condition, setting: Setting, label: str) -> float:
    """The share of the nodes of a label that are read where an index answers a part of the condition."""
    shares: dict[str, float] = {}
    for part in conjuncts(condition):
        if isinstance(part, Compare) and part.operator in USES_INDEX and not part.ignore_case:
            operand = part.operand
            if isinstance(operand, Property) and ((label, operand.name) in INDEXED or operand.name == "key"):
                # The two ends of a range on one property narrow it together.
                shares[operand.name] = _narrowed(shares.get(operand.name), selectivity(part, setting, label), part)
    return min(shares.values(), default=1.0)


def searches_texts(condition: Condition) -> bool:
    """Whether the condition looks into texts. How many match is not known, so all rows may have to be read."""
    match condition:
        case Compare():
            return condition.ignore_case or condition.operator in TEXT_OPERATORS
        case And() | Or():
            return any(map(searches_texts, condition.conditions))
        case Not():
            return searches_texts(condition.condition)
        case _:
            return False


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """The conditions that all have to hold."""
    if isinstance(condition, And):
        for part in condition.conditions:
            yield from conjuncts(part)
    else:
        yield condition


def _narrowed(share: float | None, other: float, part: Compare) -> float:
    if share is None:
        return other
    is_range = part.operator in ABOVE or part.operator in BELOW
    return max(FEW, share + other - 1) if is_range else min(share, other)


def _length(condition: Compare, setting: Setting) -> float:
    """The mean length of the texts that are searched, nulls included: the longest, if several labels have them."""
    operand = condition.operand
    if not isinstance(operand, Property) or operand.owner is not PropertyOwner.NODE:
        return LENGTH
    found = [
        values.known * values.length for (_, name), values in setting.statistics.values.items() if name == operand.name
    ]
    return max(found, default=LENGTH)


def _values_of(operand: Operand, setting: Setting, label: str | None) -> Values | None:
    if label is None or not isinstance(operand, Property) or operand.owner is not PropertyOwner.NODE:
        return None
    return setting.statistics.values.get((label, operand.name))


def _share_of_one(condition: Compare, setting: Setting, label: str | None, values: Values | None) -> float:
    """The share of the nodes that have one value of a property."""
    if values is not None and values.distinct:
        return 1 / values.distinct
    operand = condition.operand
    if label is not None and isinstance(operand, Property) and (label, operand.name) in UNIQUE:
        return 1 / setting.statistics.count(label)
    return FEW
