"""Planning of the field ``paths``: the search, and the page of its results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from graphapi import mapping
from graphapi.compiler.features.paths.nodes import Intersection
from graphapi.compiler.features.paths.roles import relationship_types
from graphapi.compiler.features.paths.rows import PathRow
from graphapi.compiler.features.paths.search import PathSearch, read_rank
from graphapi.compiler.plan.columns import Item, ParameterColumn, Rows
from graphapi.compiler.plan.conditions import ALWAYS
from graphapi.compiler.plan.explorations import (
    FROM_FRONTIER,
    FROM_OTHER_FRONTIER,
    PlannedExploration,
    has_before_name,
    rows_name,
)
from graphapi.compiler.plan.operands import InjectedValue, SortKey
from graphapi.compiler.plan.parameters import Parameter
from graphapi.compiler.plan.sources import Expand, InjectedRows, KeyLookup
from graphapi.compiler.planning.connections import plan_connection
from graphapi.compiler.planning.filters import plan_condition
from graphapi.compiler.planning.injected_rows import BY_POSITION
from graphapi.compiler.planning.ordering import Order
from graphapi.compiler.planning.pages import Page, plan_size
from graphapi.compiler.relay.cursor import CursorFormat, ValueAt
from graphapi.compiler.relay.global_id import KeyOf, KeysOf, LabelOf, LabelsOf
from graphapi.compiler.request.arguments import Constant, FromVariable, ScalarArgument, as_list, as_scalar
from graphapi.errors import BadUserInputError
from graphapi.mapping import Property, against, along
from graphapi.model.elements import Scalar
from graphapi.model.nodes import FILM, PERSON
from graphapi.model.relationships import relationship_typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.planning.item_draft import ItemDraft
    from graphapi.compiler.planning.planner import FieldPlanner, Planner
    from graphapi.compiler.planning.planning_context import PlanningContext
    from graphapi.compiler.request.arguments import Value
    from graphapi.compiler.request.selection import Field
    from graphapi.compiler.result.shapes import FieldShape

_PERSON: Final = frozenset({PERSON.name})
_KEY: Final = Property("key")
_RANK_KEY: Final = (SortKey(InjectedValue(PathRow.position("rank")), nullable=False),)
_ORDER: Final = Order(_RANK_KEY, CursorFormat.of("paths ORDER BY rank ASC", (Scalar.STRING,)), BY_POSITION)


def _paths(planner: Planner, field: Field, _: mapping.PathsConnection, item: ItemDraft) -> FieldShape:
    """A connection whose items an exploration finds."""
    page, search, plans = _plan_search(planner.context, field)
    shape = plan_connection(planner, field, page, item)
    if shape.reads or shape.behind:
        planner.explorations.append(PlannedExploration(replace(search, one_more=shape.reads_one_more), plans))
    return shape


def _plan_search(context: PlanningContext, field: Field) -> tuple[Page, PathSearch, tuple[Item, ...]]:
    """The page of paths that a field requests, the search that finds them, and the plans of its statements."""
    arguments = field.arguments
    where = arguments.get("where")
    where = where if isinstance(where, dict) else {}
    avoided = {
        name: field_mapping
        for name in where
        if isinstance(field_mapping := context.field_mapping("PathWhere", name), mapping.Avoided)
    }
    of_film = plan_condition(context, "PathWhere", {name: part for name, part in where.items() if name not in avoided})
    keys = {
        field_mapping.label: _avoided_keys(context, field_mapping.label, where[name])
        for name, field_mapping in avoided.items()
    }
    types = _types(arguments.get("roles"))
    size, _ = plan_size(context, arguments.get("first"), None)
    after = arguments.get("after")
    search = PathSearch(
        key=field.key,
        start=_person_key(context, arguments["from"]),
        end=_person_key(context, arguments["to"]),
        types=types,
        avoided_films=keys.get(FILM.name, NONE),
        avoided_people=keys.get(PERSON.name, NONE),
        most_degrees=_most_degrees(context, arguments.get("maxDegrees")),
        size=size,
        one_more=False,
        after=_rank_after(context, after) if isinstance(after, ScalarArgument) else None,
        most_visited=context.limits.max_visited,
    )
    near = ParameterColumn(Parameter(FromVariable(has_before_name(field.key)))) if search.after else None
    rows = InjectedRows(Parameter(FromVariable(rows_name(field.key))))
    page = Page(rows, ALWAYS, _ORDER, ALWAYS, size, reverse=False, far=None, near=near)
    return page, search, (films_of_people(types, of_film), people_of_films(types), meetings(types, of_film))


NONE: Final = Parameter(Constant(()))


def films_of_people(types: tuple[str, ...], condition: Condition) -> Item:
    """The plan of a level from people to films: each person's key and, for each type, the films' keys and votes."""
    film = Item((_KEY, Property(str(FILM.popularity))))
    credits = (Rows(Expand(along(relationship_typed(type_))), condition, (), film) for type_ in types)
    return _level(PERSON.name, credits)


def people_of_films(types: tuple[str, ...]) -> Item:
    """The plan of a level from films to people: each film's key and, for each type, the people's keys."""
    person = Item((_KEY,))
    credits = (Rows(Expand(against(relationship_typed(type_))), ALWAYS, (), person) for type_ in types)
    return _level(FILM.name, credits)


def meetings(types: tuple[str, ...], condition: Condition) -> Item:
    """The plan of a search for common films: each film's key, its votes and, for each type, the people's keys."""
    person = Item((_KEY,))
    credits = (Rows(Expand(against(relationship_typed(type_))), ALWAYS, (), person) for type_ in types)
    film = Item((_KEY, Property(str(FILM.popularity)), *credits))
    return Item((Rows(Intersection(types, FROM_FRONTIER, FROM_OTHER_FRONTIER, FILM.name), condition, (), film),))


def _level(label: str, credits: Iterable[Rows]) -> Item:
    # The search sorts the nodes itself and drops those that it has visited, so an order here would only add cost.
    return Item((Rows(KeyLookup(label, FROM_FRONTIER), ALWAYS, (), Item((_KEY, *credits))),))


def _types(roles: Value) -> tuple[str, ...]:
    types = relationship_types(roles)
    if not types:
        msg = "`roles` needs at least one role."
        raise BadUserInputError(msg)
    return types


def _person_key(context: PlanningContext, value: Value) -> Parameter:
    global_id = as_scalar(value)
    context.guard(global_id, LabelOf(_PERSON))
    return Parameter(global_id.origin, KeyOf(_PERSON))


@dataclass(frozen=True, slots=True)
class ValidIds:
    """Checks that all ids of a list are ids of this label."""

    label: str
    most: int

    def __call__(self, global_ids: list[str]) -> None:
        """Check a list of ids."""
        labels = frozenset({self.label})
        LabelsOf(labels, self.most)(global_ids)
        for global_id in global_ids:
            LabelOf(labels)(global_id)


def _avoided_keys(context: PlanningContext, label: str, value: Value) -> Parameter:
    if value is None:
        return NONE
    ids = as_list(value)
    context.guard(ids, ValidIds(label, context.limits.max_first))
    return Parameter(ids.origin, KeysOf(label, frozenset({label})))


@dataclass(frozen=True, slots=True)
class ValidDegrees:
    """Checks that a number of degrees is neither negative nor above the limit."""

    most: int

    def __call__(self, degrees: int) -> None:
        """Check a number of degrees."""
        if not 0 <= degrees <= self.most:
            msg = f"`maxDegrees` is {degrees}; it must be from 0 to {self.most}."
            raise BadUserInputError(msg)


def _most_degrees(context: PlanningContext, value: Value) -> Parameter:
    if not isinstance(value, ScalarArgument):
        return Parameter(Constant(context.limits.max_degrees))
    context.guard(value, ValidDegrees(context.limits.max_degrees))
    return Parameter(value.origin)


@dataclass(frozen=True, slots=True)
class RankOf:
    """Converts a cursor to the rank of a path, as text."""

    format: CursorFormat

    def __call__(self, cursor: str) -> str:
        """Extract the rank from a cursor."""
        rank = str(ValueAt(self.format, 0)(cursor))
        try:
            read_rank(rank)
        except ValueError as error:
            msg = f"{cursor!r} is not a cursor of a list of paths."
            raise BadUserInputError(msg) from error
        return rank


@dataclass(frozen=True, slots=True)
class WellFormed:
    """Checks that a cursor is a cursor of a path."""

    rank_of: RankOf

    def __call__(self, cursor: str) -> None:
        """Check a cursor."""
        self.rank_of(cursor)


def _rank_after(context: PlanningContext, cursor: ScalarArgument) -> Parameter:
    rank_of = RankOf(_ORDER.format)
    context.guard(cursor, WellFormed(rank_of))
    return Parameter(cursor.origin, rank_of)


FIELDS: Final[Mapping[type, FieldPlanner]] = {mapping.PathsConnection: _paths}
