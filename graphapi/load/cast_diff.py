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


def diff_cast(
    cast: DesiredCast, stored: Mapping[str, ActingCredit], summary: LoadSummary, *, graph_is_empty: bool
) -> list[Any]:
    """The credits of a film to write, as rows for `cast_statements.write_casts`; empty if the graph has them all.

    Values in the files replace those in the graph, characters are added to those in the graph, and nothing is removed.
    A new billing changes the order in which the players of a character are listed, so these lists are computed
    again from all credits of the film.
    """
    merged = {person: _merged(credit, stored.get(person)) for person, credit in cast.credits.items()}
    playing = players({**stored, **merged})
    before = players(dict(stored))
    acted, plays = summary.of(ACTED_IN.type), summary.of(PLAYS.type)
    rows: list[Any] = []
    for person, credit in merged.items():
        existing = stored.get(person)
        roles = set(existing.characters) if existing else set()
        plays.created += len(credit.characters) - len(roles)
        plays.unchanged += len(roles)
        if existing is None:
            acted.created += 1
        elif existing != credit:
            acted.changed += 1
        else:
            acted.unchanged += 1
            continue
        # In an empty graph the appearance of a character is created once, together with its first player.
        roles_to_write = [
            [key, None if graph_is_empty and playing[key][0] != person else playing[key]] for key in credit.characters
        ]
        rows.append([person, credit.billing, credit.note, credit.characters or None, roles_to_write])
    appears = summary.of(APPEARS_IN.type)
    desired = {key for credit in merged.values() for key in credit.characters}
    appears.created += sum(key not in before for key in desired)
    appears.changed += sum(key in before and before[key] != playing[key] for key in desired)
    appears.unchanged += sum(before.get(key) == playing[key] for key in desired)
    return rows


def _merged(credit: ActingCredit, existing: ActingCredit | None) -> ActingCredit:
    if existing is None:
        return credit
    return ActingCredit(
        existing.billing if credit.billing is None else credit.billing,
        existing.note if credit.note is None else credit.note,
        [*existing.characters, *(key for key in credit.characters if key not in existing.characters)],
    )
