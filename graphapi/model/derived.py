"""Derived properties, which are computed from the rest of the graph.

All code that writes to the graph keeps them up to date.

| property | of | value |
|---|---|---|
| ``searchText`` | nodes that a search finds | `search_text` of their name or title |
| ``searchRank`` | nodes that a search finds | `search_rank` of their popularity |
| ``characterKeys`` | ``ACTED_IN`` | the keys of the characters of the credit, null if it has none |
| ``personKeys`` | ``APPEARS_IN`` | the keys of the people who play the character in the film, see `players` |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphapi.search_text import fold, runs

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class ActingCredit:
    """The acting credit of a person in a film: billing, note and character keys; unknown values are None."""

    billing: int | None = None
    note: str | None = None
    characters: list[str] = field(default_factory=list)


def search_text(name: str) -> str:
    r"""The form of a name or title that a search compares with its query.

    This is the folded text. If it has several words, a tab and its `runs` follow, all separated by spaces:
    ``star wars \t starwars``. Folding leaves no tab in a text, and for full-text analyzers it separates words.
    """
    folded = fold(name)
    joined_words = runs(folded)
    return " ".join((folded, "\t", *joined_words)) if joined_words else folded


def search_rank(popularity: int | None) -> int:
    """The negated popularity, so that an ascending index starts with the most popular node."""
    return -max(0, popularity or 0)


def players(credits: Mapping[str, ActingCredit]) -> dict[str, list[str]]:
    """The people who play each character of a film, ordered by billing (nulls last) and key.

    ``credits`` has all acting credits of the film by person key.
    """

    def position(person: str) -> tuple[bool, int, str]:
        billing = credits[person].billing
        return billing is None, billing or 0, person

    people: dict[str, list[str]] = {}
    for person in sorted(credits, key=position):
        for character in credits[person].characters:
            people.setdefault(character, []).append(person)
    return people
