"""The rules of derived properties."""

from __future__ import annotations

import pytest

from graphapi.model.derived import ActingCredit, players, search_rank, search_text


@pytest.mark.parametrize(("popularity", "rank"), [(None, 0), (0, 0), (7, -7), (-7, 0)])
def test_a_rank_is_the_negated_popularity(popularity: int | None, rank: int) -> None:
    assert search_rank(popularity) == rank


def test_the_search_text_is_folded() -> None:
    assert search_text("Amélie") == "amelie"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Star Wars", "star wars \t starwars"),
        ("The Amazing Spider-Man", "the amazing spider man \t theamazingspiderman amazingspiderman spiderman"),
        ("L'avventura", "lavventura avventura"),
        ("Dan O'Bannon", "dan obannon bannon \t danobannon"),
        ("A B C D E F G H I J", "a b c d e f g h i j \t abcdefghij bcdefghij cdefghij defghij efghij fghij ghij hij"),
        ("a" * 60 + " " + "b" * 60, "a" * 60 + " " + "b" * 60 + " \t " + "a" * 60 + "b" * 40),
        ("", ""),
    ],
)
def test_several_words_are_followed_by_their_runs(name: str, text: str) -> None:
    assert search_text(name) == text


def test_players_are_ordered_by_billing_and_key() -> None:
    credits = {
        "unknown": ActingCredit(characters=["c"]),
        "second": ActingCredit(2, characters=["c", "d"]),
        "b": ActingCredit(1, characters=["c"]),
        "a": ActingCredit(1, characters=["c"]),
        "nobody": ActingCredit(1),
    }
    assert players(credits) == {"c": ["a", "b", "second", "unknown"], "d": ["second"]}
