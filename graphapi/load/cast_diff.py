"""What has to be written so that the graph holds the cast of films as the files state it, beside what it knew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphapi.load.derivation import Credit, players

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.load.derivation import FilmCast
    from graphapi.load.options import LoadSummary


def stored_cast(records: Sequence[Sequence[Any]]) -> dict[str, Credit]:
    """The credits of a film out of the graph's records of person, billing, note and keys of the characters."""
    return {person: Credit(billing, note, list(characters or ())) for person, billing, note, characters in records}


def plan_cast(cast: FilmCast, stored: Mapping[str, Credit], summary: LoadSummary, *, fresh: bool) -> list[Any]:
    """The credits of a film to write, as `statements.write_casts` takes them; none when the graph holds them all.

    What a row states is set, characters join those that the graph knew, and nothing is taken away. A new billing
    moves its person in the lists of who plays a character, so these are made anew out of all credits of the film.
    """
    merged = {person: _merged(credit, stored.get(person)) for person, credit in cast.credits.items()}
    whole = {**stored, **merged}
    playing = players(whole)
    before = players(dict(stored))
    acted, plays = summary.of("ACTED_IN"), summary.of("PLAYS")
    rows: list[Any] = []
    for person, credit in merged.items():
        known = stored.get(person)
        roles = set(known.characters) if known else set()
        plays.created += len(credit.characters) - len(roles)
        plays.unchanged += len(roles)
        if known is None:
            acted.created += 1
        elif known != credit:
            acted.changed += 1
        else:
            acted.unchanged += 1
            continue
        # A fresh graph gets a character's appearance with the first of those who play it, and only then.
        roles_to_write = [
            [key, None if fresh and playing[key][0] != person else playing[key]] for key in credit.characters
        ]
        rows.append([person, credit.billing, credit.note, credit.characters or None, roles_to_write])
    appears = summary.of("APPEARS_IN")
    stated = {key for credit in merged.values() for key in credit.characters}
    appears.created += sum(key not in before for key in stated)
    appears.changed += sum(key in before and before[key] != playing[key] for key in stated)
    appears.unchanged += sum(before.get(key) == playing[key] for key in stated)
    return rows


def _merged(credit: Credit, known: Credit | None) -> Credit:
    if known is None:
        return credit
    return Credit(
        known.billing if credit.billing is None else credit.billing,
        known.note if credit.note is None else credit.note,
        [*known.characters, *(key for key in credit.characters if key not in known.characters)],
    )
