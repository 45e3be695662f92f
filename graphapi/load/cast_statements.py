"""The Cypher statements that read and write casts: acting credits with their characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cypher.syntax import (
    IsNull,
    ListOf,
    Match,
    NamedParameter,
    NodePattern,
    PropertyOf,
    RelationshipPattern,
    Unwind,
    Variable,
    With,
)
from graphapi.compiler.cypher.writing import Create, Merge, Set, SetProperty
from graphapi.load.statements import collect, collected, element, statement, with_key
from graphapi.mapping import Direction
from graphapi.model.nodes import CHARACTER, FILM, PERSON
from graphapi.model.relationships import (
    ACTED_IN,
    APPEARS_IN,
    BILLING,
    CHARACTER_KEYS,
    NOTE,
    PERSON_KEYS,
    PLAYED_IN,
    PLAYS,
)

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, PropertyMap, SubqueryExpression

_CREDIT_PROPERTIES: Final = (BILLING.name, NOTE.name, CHARACTER_KEYS)

_ROW, _CREDIT, _ROLE = (Variable(hint) for hint in ("row", "credit", "role"))
_FILM, _PERSON, _CHARACTER = (Variable(hint) for hint in ("f", "p", "c"))
_ACTS, _APPEARS = Variable("a"), Variable("b")


def write_casts(*, are_new: bool, with_roles: bool) -> str:
    """Write credits, with ``CREATE`` if the films have no cast yet; ``with_roles`` adds the clauses that write roles.

    Rows: film key, list of credits. A credit: person key, billing, note, character keys, list of roles. A role:
    character key, keys of all people who play it in the film. Rows are grouped by film so that each film is looked up
    once.
    """
    credits: tuple[Clause, ...] = (
        Unwind(NamedParameter("rows"), _ROW),
        Match(with_key(_FILM, FILM.name, element(_ROW, 0))),
        Unwind(element(_ROW, 1), _CREDIT),
        Match(with_key(_PERSON, PERSON.name, element(_CREDIT, 0))),
        *(_create_credit() if are_new else _merge_credit()),
    )
    if not with_roles:
        return statement(*credits)
    return statement(
        *credits,
        With((_ROW, _FILM, _PERSON, _CREDIT)),
        Unwind(element(_CREDIT, 4), _ROLE),
        Match(with_key(_CHARACTER, CHARACTER.name, element(_ROLE, 0))),
        *(_create_role() if are_new else _merge_role()),
    )


def _values() -> PropertyMap:
    return tuple((name, element(_CREDIT, index)) for index, name in enumerate(_CREDIT_PROPERTIES, 1))


def _create_credit() -> tuple[Clause, ...]:
    return (Create(_arrow(_PERSON, ACTED_IN.type, _FILM, properties=_values())),)


def _merge_credit() -> tuple[Clause, ...]:
    items = tuple(SetProperty(PropertyOf(_ACTS, name), value) for name, value in _values())
    return (Merge(_arrow(_PERSON, ACTED_IN.type, _FILM, _ACTS)), Set(items))


def _plays() -> RelationshipPattern:
    return _arrow(_PERSON, PLAYS.type, _CHARACTER, properties=((PLAYED_IN.name, element(_ROW, 0)),))


def _create_role() -> tuple[Clause, ...]:
    players = element(_ROLE, 1)
    appears_in = _arrow(_CHARACTER, APPEARS_IN.type, _FILM, properties=((PERSON_KEYS, players),))
    # Only the first role of a character in a film has the keys of its players.
    first_role = With((_FILM, _CHARACTER, _ROLE), where=(IsNull(players, negated=True),))
    return (Create(_plays()), first_role, Create(appears_in))


def _merge_role() -> tuple[Clause, ...]:
    players = SetProperty(PropertyOf(_APPEARS, PERSON_KEYS), element(_ROLE, 1))
    appears_in = _arrow(_CHARACTER, APPEARS_IN.type, _FILM, _APPEARS)
    return (Merge(appears_in), Set((players,)), Merge(_plays()))


def _arrow(
    start: Variable, type_: str, end: Variable, relationship: Variable | None = None, properties: PropertyMap = ()
) -> RelationshipPattern:
    return RelationshipPattern(NodePattern(start), (type_,), Direction.OUT, NodePattern(end), relationship, properties)


def credits_of(film: Variable) -> SubqueryExpression:
    """The credits of a film, each as: person key, billing, note, character keys."""
    person, credit = Variable("p"), Variable("a")
    start, end = NodePattern(person, PERSON.name), NodePattern(film)
    values = (PropertyOf(person, "key"), *(PropertyOf(credit, name) for name in _CREDIT_PROPERTIES))
    return collected(RelationshipPattern(start, (ACTED_IN.type,), Direction.OUT, end, credit), ListOf(values))


def names_of_characters(film: Variable) -> SubqueryExpression:
    """The characters of a film, each as: key, name."""
    character = Variable("c")
    start, end = NodePattern(character, CHARACTER.name), NodePattern(film)
    pattern = RelationshipPattern(start, (APPEARS_IN.type,), Direction.OUT, end)
    return collected(pattern, ListOf((PropertyOf(character, "key"), PropertyOf(character, "name"))))


_KEY = Variable("key")
READ_CASTS: Final = statement(
    Unwind(NamedParameter("keys"), _KEY),
    Match(with_key(_FILM, FILM.name, _KEY)),
    collect(PropertyOf(_FILM, "key"), credits_of(_FILM)),
)
"""Each record: film key, list of credits (person key, billing, note, character keys)."""
