"""Estimates of the sources and columns that belong to no feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cost.reads import Reads, Setting, selectivity, source_reads, work
from graphapi.compiler.plan.columns import Count, ParameterColumn
from graphapi.compiler.plan.conditions import ALWAYS, Exists
from graphapi.compiler.plan.operands import (
    Degree,
    InjectedValue,
    LabelOf,
    ReferencedProperty,
    RelatedMax,
    RoleOf,
)
from graphapi.compiler.plan.sources import (
    DEFAULT_LIST_ROWS,
    Expand,
    InjectedCredit,
    InjectedRows,
    KeyLookup,
    LabelCast,
    LabelScan,
    ReferencedNodes,
    TypeScan,
)
from graphapi.compiler.request.arguments import FromVariable
from graphapi.mapping import Property

if TYPE_CHECKING:
    from graphapi.compiler.cost.reads import SearchReads
    from graphapi.compiler.plan.sources import Source

VALUE: Final = 0.1
"""The cost of reading a property, as a part of the cost of reaching a row."""


@source_reads.register(LabelScan)
def _label_scan(source: LabelScan, setting: Setting) -> Reads:
    count = setting.statistics.count(source.label)
    return Reads(count, count, source.label)


@source_reads.register(TypeScan)
def _type_scan(source: TypeScan, setting: Setting) -> Reads:
    total = setting.statistics.degrees_of(source.type, "OUT").total
    return Reads(total, total)


@source_reads.register(Expand)
def _expand(source: Expand, setting: Setting) -> Reads:
    degree = setting.degree((source.pattern,))
    return Reads(degree, degree, source.pattern.label)


@source_reads.register(ReferencedNodes)
def _referenced(source: ReferencedNodes, setting: Setting) -> Reads:
    number = 2.0 if source.references.many else 1.0
    return Reads(number, number, source.references.label)


@source_reads.register(LabelCast)
def _label_cast(source: LabelCast, setting: Setting) -> Reads:
    return Reads(VALUE, 1.0, source.label)


@source_reads.register(KeyLookup)
def _key_lookup(source: KeyLookup, setting: Setting) -> Reads:
    # A position in an injected row holds the key of one node of several possible labels.
    number = 1.0 if not source.many or isinstance(source.keys, int) else setting.size(source.keys)
    return Reads(number, number, source.label)


@source_reads.register(InjectedRows)
def _injected_rows(source: InjectedRows, setting: Setting) -> Reads:
    if isinstance(source.rows, int):
        number = setting.nested
    else:
        search = explored_by(source, setting)
        number = float(DEFAULT_LIST_ROWS) if search is None else search.found
    return Reads(VALUE * number, number)


@source_reads.register(InjectedCredit)
def _injected_credit(source: InjectedCredit, setting: Setting) -> Reads:
    credits_of_film = sum(setting.statistics.degrees_of(pattern.type, "IN").mean for pattern in source.patterns)
    return Reads(2 + credits_of_film, 1.0, source.patterns[0].label)


@work.register(Property)
def _property(part: Property, setting: Setting) -> float:
    return VALUE


@work.register(ParameterColumn)
@work.register(InjectedValue)
@work.register(LabelOf)
@work.register(RoleOf)
def _nothing(part: object, setting: Setting) -> float:
    return 0.0


@work.register(Degree)
def _degree(part: Degree, setting: Setting) -> float:
    return VALUE * setting.degree(part.patterns) if setting.statistics.embedded else VALUE


@work.register(RelatedMax)
def _related_max(part: RelatedMax, setting: Setting) -> float:
    return setting.degree((part.pattern,))


@work.register(ReferencedProperty)
def _referenced_property(part: ReferencedProperty, setting: Setting) -> float:
    return 1 + work(part.operand, setting)


@work.register(Count)
def _count(part: Count, setting: Setting) -> float:
    if part.condition == ALWAYS and isinstance(part.source, LabelScan | TypeScan):
        return 1.0
    reads = source_reads(part.source, setting)
    if part.condition == ALWAYS and isinstance(part.source, Expand):
        return VALUE * reads.touched if setting.statistics.embedded else VALUE
    with setting.stated_of(all_nodes=isinstance(part.source, LabelScan)):
        return reads.touched * (1 + work(part.condition, setting))


@work.register(Exists)
def _exists(part: Exists, setting: Setting) -> float:
    """The rows up to the first that matches."""
    reads = source_reads(part.source, setting)
    with setting.stated_of(all_nodes=False):
        share = selectivity(part.condition, setting, reads.label)
        tried = min(reads.touched, 1 / share if share else reads.touched)
        return tried * (1 + work(part.condition, setting))


def explored_by(source: Source, setting: Setting) -> SearchReads | None:
    """What the exploration is expected to read whose rows a source has."""
    if not isinstance(source, InjectedRows) or isinstance(source.rows, int):
        return None
    origin = source.rows.origin
    return setting.explored.get(origin.name) if isinstance(origin, FromVariable) else None
