"""The difference between the cast of a film in the files and in the graph: the credits to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphapi.model.derived import ActingCredit, players
from graphapi.model.relationships import ACTED_IN, APPEARS_IN, PLAYS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.load.desired_graph import DesiredCast
    from graphapi.load.options import LoadSummary


def stored_cast(records: Sequence[Sequence[Any]]) -> dict[str, ActingCredit]:
    """The credits of a film, by person, from records of person key, billing, note and character keys."""
    return {
        person: ActingCredit(billing, note, list(characters or ())) for person, billing, note, characters in records
    }


def new_cast(cast: DesiredCast, summary: LoadSummary) -> list[Any]:
    """The credits of a film that has no cast in the graph, as rows for `cast_statements.write_casts`.

    The first player of a character brings the keys of all its players, so that the appearance is created once.
    """
    playing = players(cast.credits)
    rows: list[Any] = []
    roles = 0
    for person, credit in cast.credits.items():
        characters = credit.characters
        roles += len(characters)
        written = [[key, playing[key] if playing[key][0] == person else None] for key in characters]
        rows.append([person, credit.billing, credit.note, characters or None, written])
    summary.of(ACTED_IN.type).created += len(rows)
    summary.of(PLAYS.type).created += roles
    summary.of(APPEARS_IN.type).created += len(playing)
    return rows


def diff_cast(cast: DesiredCast, stored: Mapping[str, ActingCredit], summary: LoadSummary) -> list[Any]:
    """The credits of a film to write, as rows for `cast_statements.write_casts`; empty if the graph has them all.

    Values in the files replace those in the graph, characters are added to those in the graph, and nothing is removed.
    A new billing can change the order in which the players of a character are listed, so these lists are computed
    again from all credits of the film. Characters with the same players as before are left out.
    """
    merged = {person: _merged(credit, stored.get(person)) for person, credit in cast.credits.items()}
    changed = {person: credit for person, credit in merged.items() if stored.get(person) != credit}
    before = players(dict(stored)) if changed else {}
    playing = players({**stored, **merged}) if changed else {}
    rows = [
        [
            person,
            credit.billing,
            credit.note,
            credit.characters or None,
            [[key, playing[key]] for key in credit.characters if before.get(key) != playing[key]],
        ]
        for person, credit in changed.items()
    ]
    _count(merged, stored, summary, changed=len(changed), before=before, playing=playing)
    return rows


def _count(
    merged: Mapping[str, ActingCredit],
    stored: Mapping[str, ActingCredit],
    summary: LoadSummary,
    *,
    changed: int,
    before: Mapping[str, list[str]],
    playing: Mapping[str, list[str]],
) -> None:
    """Count the relationships of a cast; ``changed`` is the number of credits that are written."""
    acted, plays, appears = (summary.of(one.type) for one in (ACTED_IN, PLAYS, APPEARS_IN))
    known = [person for person in merged if person in stored]
    acted.created += len(merged) - len(known)
    acted.changed += changed - (len(merged) - len(known))
    acted.unchanged += len(merged) - changed
    roles = sum(len(credit.characters) for credit in merged.values())
    known_roles = sum(len(stored[person].characters) for person in known)
    plays.created += roles - known_roles
    plays.unchanged += known_roles
    characters = {key for credit in merged.values() for key in credit.characters}
    created = sum(key not in before for key in characters) if changed else 0
    unchanged = sum(before.get(key) == playing.get(key) for key in characters)
    appears.created += created
    appears.unchanged += unchanged
    appears.changed += len(characters) - created - unchanged


def _merged(credit: ActingCredit, existing: ActingCredit | None) -> ActingCredit:
    if existing is None:
        return credit
    return ActingCredit(
        existing.billing if credit.billing is None else credit.billing,
        existing.note if credit.note is None else credit.note,
        [*existing.characters, *(key for key in credit.characters if key not in existing.characters)],
    )
