"""A catalogue with a person who has thousands of co-stars, and a genre that nearly all films have."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILMS = 250
STARRED = range(210)
"""The films of the star. There are more than 200, so the star is a hub."""
REGULARS = {"ann": range(150), "bob": range(100, 250), "cy": range(0, 250, 50)}
"""The other people with several films. Films with both Ann and Bob have more similar films than the limit."""
LINKS = 40
"""The number of films in a chain of people who are not connected to anybody else."""
NEWCOMERS = 10
"""The number of people in each film who are in no other film."""


def write_hubs(folder: Path) -> None:
    """Write the catalogue's files."""
    films, people, cast = range(FILMS), dict.fromkeys(("star", *REGULARS)), []
    for film in films:
        known = ["star"] * (film in STARRED) + [name for name, own in REGULARS.items() if film in own]
        for billing, name in enumerate([*known, *(f"new-{film}-{number}" for number in range(NEWCOMERS))], 1):
            people[name] = None
            cast.append((f"film-{film:03}", name, billing, "Her" * (name == "ann"), "her" * (name == "ann")))
    for link in range(LINKS):
        for billing, number in enumerate((link, link + 1), 1):
            people[f"chain-{number}"] = None
            cast.append((f"link-{link}", f"chain-{number}", billing, "", ""))
    linking = ((f"link-{link}", f"Link {link}", None, "", "") for link in range(LINKS))
    made = (*(_film(number) for number in films), *linking)
    _write(folder, "films", "key title year genres keywords", made)
    _write(folder, "people", "key name", ((name, name.title()) for name in people))
    _write(folder, "cast", "film_key person_key billing character character_key", cast)
    _write(folder, "directors", "film_key person_key", ((f"film-{number:03}", "cy") for number in range(0, FILMS, 25)))


def _film(number: int) -> tuple[object, ...]:
    # Some films have a genre and a keyword of the same name.
    genres = "Drama" if number % 7 else "Drama|Chess"
    return (
        f"film-{number:03}",
        f"Film {number}",
        1900 + number % 90 if number % 9 else None,
        genres,
        f"k{number % 30}|Chess",
    )


def _write(folder: Path, name: str, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns.split())
        writer.writerows(rows)
