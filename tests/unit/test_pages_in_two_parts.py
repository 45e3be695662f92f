"""Pages that are read in two parts: first the items with a sort value, then those whose sort value is null."""

from __future__ import annotations

import re

from tests.unit.test_compiler import statement_of


def test_what_is_computed_for_the_order_is_computed_again_for_the_cursor() -> None:
    text = "{ people(orderBy: [{tmdbId: ASC}, {bestFilmRating: DESC}], first: 2) { edges { cursor } } }"
    statement = statement_of(text)
    assert "rest" in statement
    named = set(re.findall(r"\bbest\d+\b", statement))
    assert named == set(re.findall(r"AS (best\d+)", statement))
