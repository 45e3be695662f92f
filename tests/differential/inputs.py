"""Values for arguments, made by walking the SDL's input types; no syntax yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_leaf_type,
)
from hypothesis import strategies as st

from tests.differential.vocabulary import MALFORMED_CURSORS, SEARCH_QUERY, Vocabulary, chance, pick

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphql import GraphQLArgument, GraphQLInputType
    from hypothesis.strategies import DrawFn

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
"""A value as a client would send it in a variable."""

PAGE_LENGTHS = ("first", "last")
# Without it the evaluator would go through everything that there is.
MOST_DEGREES = "maxDegrees"
DEGREES = (2, 3, 3, 1, 0)
DEPTHS = (1, 1, 2, 0, 3)
LABELS_OF_IDS = {"person": "Person", "from": "Person", "to": "Person", "avoidFilms": "Film", "avoidPeople": "Person"}
CURSORS = ("after", "before")
MOST_LEVELS = 4
NULL_MEANS_SOMETHING = ("eq", "ne")
CHANGES_OTHERS = "ignoreCase"


@dataclass(frozen=True)
class InputMaker:
    """Draws values that are valid for a type of the SDL and likely to match something."""

    draw: DrawFn
    vocabulary: Vocabulary

    def argument(self, name: str, argument: GraphQLArgument) -> Json:
        """A value for an argument that neither counts nor is a cursor."""
        if name == MOST_DEGREES:
            return pick(self.draw, DEGREES) if chance(self.draw, 98) else pick(self.draw, (-1, 21))
        if name == "depth":
            return pick(self.draw, DEPTHS) if chance(self.draw, 98) else pick(self.draw, (-1, 4))
        return self.of_type(argument.type, ("", name), MOST_LEVELS)

    def page(self, room: int, lengths: Sequence[str]) -> dict[str, Json]:
        """Paging arguments for a list of which about ``room`` items may be shown; seldom ones that cannot be."""
        if chance(self.draw, 1):
            return dict(pick(self.draw, [page for page in WRONG_PAGES if page.keys() <= set(lengths)]))
        page: dict[str, Json] = {}
        if room < 50 or chance(self.draw, 60):
            page[pick(self.draw, (*lengths, "first"))] = self.draw(st.integers(0, max(1, min(4, room))))
        if chance(self.draw, 1):
            page["after"] = pick(self.draw, MALFORMED_CURSORS)
        return page

    def of_type(self, type_: GraphQLInputType, place: tuple[str, str], levels: int) -> Json:
        """A value of a type; ``place`` is the input type and field whose property it is compared with."""
        match type_:
            case GraphQLNonNull():
                return self.of_type(cast("GraphQLInputType", type_.of_type), place, levels)
            case GraphQLList():
                least = 0 if chance(self.draw, 8) else 1
                return [self.of_type(type_.of_type, place, levels) for _ in range(self.draw(st.integers(least, 3)))]
            case GraphQLEnumType():
                return str(pick(self.draw, sorted(type_.values)))
            case GraphQLInputObjectType() if type_.is_one_of:
                name = pick(self.draw, list(type_.fields))
                return {name: self._of_field(type_, name, place, levels)}
            case GraphQLInputObjectType():
                return self._object(type_, place, levels)
        return self._scalar(str(type_), place, "eq")

    def _object(self, type_: GraphQLInputObjectType, place: tuple[str, str], levels: int) -> Json:
        names = list(type_.fields)
        if levels <= 0 and not _is_scalar_filter(type_):
            names = [name for name in names if _is_scalar_filter(get_named_type(type_.fields[name].type))]
        if not names or chance(self.draw, 2):
            return {}
        chosen = [pick(self.draw, names)]
        while len(chosen) < 3 and chance(self.draw, 25):
            chosen.append(pick(self.draw, names))
        # By itself this says nothing, so it comes with the others more often than its turn would be.
        chosen += [name for name in names if name == CHANGES_OTHERS and chance(self.draw, 30)]
        value = {name: self._of_field(type_, name, place, levels) for name in dict.fromkeys(chosen)}
        if CHANGES_OTHERS in value and chance(self.draw, 70):
            recase = pick(self.draw, (str.lower, str.upper, str.swapcase))
            return {name: _recased(part, recase) for name, part in value.items()}
        return value

    def _of_field(self, owner: GraphQLInputObjectType, name: str, place: tuple[str, str], levels: int) -> Json:
        type_ = owner.fields[name].type
        scalar_filter = _is_scalar_filter(owner)
        if not owner.is_one_of and chance(self.draw, self._null_percent(name, leaf=scalar_filter)):
            return None
        if scalar_filter:
            return self._operand(type_, name, place)
        # A scalar filter's values are those of the property that it stands under.
        return self.of_type(type_, (owner.name, name), levels - 1)

    @staticmethod
    def _null_percent(name: str, *, leaf: bool) -> int:
        if name in NULL_MEANS_SOMETHING:
            return 8
        return 1 if leaf else 2

    def _operand(self, type_: GraphQLInputType, operator: str, place: tuple[str, str]) -> Json:
        if isinstance(type_, GraphQLList):
            length = self.draw(st.integers(0 if chance(self.draw, 10) else 1, 4))
            return [self._scalar(str(get_named_type(type_)), place, operator) for _ in range(length)]
        return self._scalar(str(type_), place, operator)

    def _scalar(self, type_name: str, place: tuple[str, str], operator: str) -> Json:
        match type_name:
            case "Int":
                return self.vocabulary.integer(self.draw, place)
            case "Float":
                return self.vocabulary.number(self.draw, place)
            case "Boolean":
                return self.draw(st.booleans())
            case "ID":
                # FilmBy asks for films; node and nodes ask for anything.
                label = place[0].removesuffix("By") or None
                label = LABELS_OF_IDS.get(place[1], label)
                return self.vocabulary.global_id(self.draw, None if chance(self.draw, 5) else label)
        if place == SEARCH_QUERY or operator == "matches":
            return self.vocabulary.searched(self.draw, place)
        return self.vocabulary.text(self.draw, place, operator)


WRONG_PAGES: tuple[dict[str, Json], ...] = (
    {"first": 1, "last": 1},
    {"first": -1},
    {"last": -1},
    {"first": 1001},
    {"last": 2147483647},
)


def _recased(value: Json, recase: Callable[[str], str]) -> Json:
    """A text or a list of texts in other letters."""
    if isinstance(value, list):
        return [_recased(part, recase) for part in value]
    return recase(value) if isinstance(value, str) else value


def _is_scalar_filter(type_: object) -> bool:
    return (
        isinstance(type_, GraphQLInputObjectType)
        and not type_.is_one_of
        and all(is_leaf_type(get_named_type(field.type)) for field in type_.fields.values())
    )
