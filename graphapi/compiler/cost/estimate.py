"""The estimate of an operation: the rows that the store is expected to go through, field by field."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Final

from graphapi.compiler.cost.conditions import index_share, searches_texts
from graphapi.compiler.cost.reads import Setting, search_reads, selectivity, size_of, source_reads, work
from graphapi.compiler.cost.response_fields import response_fields
from graphapi.compiler.cost.sources import explored_by
from graphapi.compiler.plan.columns import Rows
from graphapi.compiler.plan.explorations import rows_name
from graphapi.compiler.plan.index_pages import is_index_page, is_sorted_page
from graphapi.compiler.plan.sources import InjectedRows, LabelScan
from graphapi.mapping import Property, PropertyOwner
from graphapi.model.graph_statistics import INDEXED, RANKED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.compiler.cost.reads import Reads, Size
    from graphapi.compiler.cost.response_fields import Path, Position
    from graphapi.compiler.plan.columns import Item
    from graphapi.compiler.plan.explorations import Search
    from graphapi.compiler.request.arguments import Variables
    from graphapi.compiler.result.shapes import ObjectShape
    from graphapi.model.graph_statistics import GraphStatistics

ROWS_OF_A_UNIT: Final = 100
"""The rows that cost 1."""
LIST_IN_A_LIST: Final = 7.0
"""How many rows a list has that stands in a list of an injected row."""
MOST_REMEMBERED: Final = 64
"""The most estimates of one operation that are remembered, for different sizes."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an operation is expected to read.

    Attributes:
        touched: the rows that the store goes through, of all statements together.
        returned: the rows in the record.
        fields: the rows that each field of the response alone costs, by its path: those that the store goes through
            for it, and its values in the response.
        values: the values in the objects of each field of the response, by its path.
        cost: the cost, in hundreds of rows, at least 1.
        response_values: the number of values in the response.
    """

    touched: float
    returned: float
    fields: Mapping[Path, float]
    values: Mapping[Path, float]
    cost: int = field(init=False)
    response_values: int = field(init=False)

    def __post_init__(self) -> None:
        """Add up once: estimates are remembered."""
        object.__setattr__(self, "cost", max(1, ceil(sum(self.fields.values()) / ROWS_OF_A_UNIT)))
        object.__setattr__(self, "response_values", ceil(sum(self.values.values())))

    @property
    def most_expensive_field(self) -> Path:
        """The path of the field that costs most, the fields below it not counted; empty if there are none."""
        return max(self.fields, key=self.fields.__getitem__, default=())

    @property
    def largest_field(self) -> Path:
        """The path of the field whose objects have most values; empty if there are none."""
        return max(self.values, key=self.values.__getitem__, default=())


@dataclass(slots=True)
class Estimator:
    """Estimates one operation, and remembers the estimates for the sizes that it has met.

    Args:
        plan: what the operation's statement reads.
        shape: the shape of the result.
        searches: the searches that run before it.
    """

    plan: Item
    shape: ObjectShape
    searches: Sequence[Search]
    _statistics: GraphStatistics | None = None
    _sizes: tuple[Size, ...] = ()
    _remembered: dict[tuple[float, ...], Estimate] = field(default_factory=dict)

    def estimate(self, statistics: GraphStatistics, variables: Variables) -> Estimate:
        """The estimate for these variables.

        Args:
            statistics: what the graph holds.
            variables: the variables of the operation, coerced.
        """
        if statistics is not self._statistics:
            self._statistics, self._sizes = statistics, ()
            self._remembered.clear()
        if self._remembered:
            known = self._remembered.get(tuple(size_of(size, variables) for size in self._sizes))
            if known is not None:
                return known
        setting = Setting(statistics, variables)
        estimate = _estimate(self.plan, self.shape, self.searches, setting)
        sizes = tuple(setting.sizes)
        if sizes != self._sizes or len(self._remembered) >= MOST_REMEMBERED:
            self._sizes = sizes
            self._remembered.clear()
        self._remembered[tuple(setting.sizes.values())] = estimate
        return estimate


@dataclass(slots=True)
class _Total:
    setting: Setting
    columns: dict[Position, float] = field(default_factory=dict)
    returned: dict[Position, float] = field(default_factory=dict)

    def add_item(self, item: Item, parents: float, where: Position) -> None:
        """Add what the columns of an item read, for so many rows of it."""
        for number, column in enumerate(item.columns):
            position = (*where, number)
            if isinstance(column, Rows):
                self.add_rows(column, parents, position)
            else:
                self.columns[position] = parents * work(column, self.setting)

    def add_rows(self, rows: Rows, parents: float, where: Position) -> None:
        """Add what a list reads, and what is read inside of it."""
        setting = self.setting
        reads = source_reads(rows.source, setting)
        limit = None if rows.limit is None else setting.size(rows.limit)
        with setting.stated_of(all_nodes=isinstance(rows.source, LabelScan)):
            found = reads.found * selectivity(rows.condition, setting, reads.label)
            touched = _touched(rows, reads, found, limit, setting)
            each = 1 + work(rows.condition, setting)
            sort_keys = sum(work(key.operand, setting) for key in rows.order)
        sorting = sort_keys * min(found, touched)
        returned = found if limit is None else min(found, limit)
        if rows.null_tail is not None and limit is not None and found < limit:
            touched += reads.touched
            returned = min(reads.found, limit)
        self.columns[where] = parents * (touched * each + sorting)
        self.returned[where] = parents * returned
        nested, search = setting.nested, explored_by(rows.source, setting)
        if isinstance(rows.source, InjectedRows):
            setting.nested = LIST_IN_A_LIST if search is None else search.nested
        self.add_item(rows.item, parents * returned, where)
        setting.nested = nested


def _estimate(plan: Item, shape: ObjectShape, searches: Sequence[Search], setting: Setting) -> Estimate:
    fields: dict[Path, float] = {}
    for search in searches:
        reads = search_reads(search, setting)
        fields[search.field_key,] = reads.touched
        setting.explored[rows_name(search.field_key)] = reads
    total = _Total(setting)
    total.add_item(plan, 1.0, ())
    touched = sum(total.columns.values()) + sum(fields.values())
    response = response_fields(shape, total.columns, total.returned)
    for path, rows in response.rows.items():
        fields[path] = fields.get(path, 0.0) + rows
    return Estimate(touched, sum(total.returned.values()), fields, response.values)


def _touched(rows: Rows, reads: Reads, found: float, limit: float | None, setting: Setting) -> float:
    """The rows of a source that are gone through until the list is full."""
    if not isinstance(rows.source, LabelScan):
        return reads.touched
    touched = reads.touched * index_share(rows.condition, setting, rows.source.label)
    if limit is None or not found or searches_texts(rows.condition):
        return touched
    if not _is_in_order(rows, rows.source.label, setting):
        return touched
    return min(touched, limit * reads.touched / found)


def _is_in_order(rows: Rows, label: str, setting: Setting) -> bool:
    """Whether the store finds the rows of a label in the order of the list, and so stops when it is full."""
    if not rows.order:
        return True
    if setting.statistics.embedded:
        return is_index_page(rows) or is_sorted_page(rows)
    key = rows.order[0]
    operand = key.operand
    if not isinstance(operand, Property) or operand.owner is not PropertyOwner.NODE or key.nullable:
        return False
    return operand.name == "key" or (label, operand.name) in INDEXED | RANKED
