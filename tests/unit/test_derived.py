"""The rules of derived properties."""

from __future__ import annotations

import pytest

from graphapi.model.derived import ActingCredit, players, search_rank, search_text


@pytest.mark.parametrize(("popularity", "rank"), [(None, 0), (0, 0), (7, -7), (-7, 0)])
def test_a_rank_is_the_negated_popularity(popularity: int | None, rank: int) -> None:
    assert search_rank(popularity) == rank


def test_the_search_text_is_folded() -> None:
    assert search_text("Amélie") == "amelie"


def test_players_are_ordered_by_billing_and_key() -> None:
    credits = {
        "unknown": ActingCredit(characters=["c"]),
        "second": ActingCredit(2, characters=["c", "d"]),
        "b": ActingCredit(1, characters=["c"]),
        "a": ActingCredit(1, characters=["c"]),
        "nobody": ActingCredit(1),
    }
    assert players(credits) == {"c": ["a", "b", "second", "unknown"], "d": ["second"]}
