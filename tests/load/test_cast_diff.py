"""The difference between the cast of a film in the files and in the graph."""

from __future__ import annotations

from graphapi.load.cast_diff import diff_cast, new_cast, stored_cast
from graphapi.load.desired_graph import DesiredCast
from graphapi.load.options import LoadSummary
from graphapi.model.derived import ActingCredit


def counts(summary: LoadSummary) -> dict[str, tuple[int, int, int]]:
    """Created, changed and unchanged relationships by type."""
    return {type_: (one.created, one.changed, one.unchanged) for type_, one in summary.written.items()}


def test_a_new_cast_is_written_with_the_players_of_each_character() -> None:
    summary = LoadSummary()
    cast = DesiredCast("f", {"p": ActingCredit(2, None, ["c"]), "q": ActingCredit(1, "voice", ["c", "d"])})
    # The first player brings the appearance.
    assert new_cast(cast, summary) == [
        ["p", 2, None, ["c"], [["c", None]]],
        ["q", 1, "voice", ["c", "d"], [["c", ["q", "p"]], ["d", ["q"]]]],
    ]
    assert counts(summary) == {"ACTED_IN": (2, 0, 0), "PLAYS": (3, 0, 0), "APPEARS_IN": (2, 0, 0)}


def test_a_credit_without_characters_has_null() -> None:
    cast = DesiredCast("f", {"p": ActingCredit()})
    assert new_cast(cast, LoadSummary()) == [["p", None, None, None, []]]


def test_credits_are_merged_with_those_of_the_graph() -> None:
    summary = LoadSummary()
    stored = stored_cast([["p", 1, "voice", ["c"]], ["q", 2, None, ["c"]], ["r", 3, None, None]])
    cast = DesiredCast("f", {"p": ActingCredit(5, None, ["d"]), "r": ActingCredit(3)})
    # The new billing puts p behind q.
    assert diff_cast(cast, stored, summary) == [["p", 5, "voice", ["c", "d"], [["c", ["q", "p"]], ["d", ["p"]]]]]
    assert counts(summary) == {"ACTED_IN": (0, 1, 1), "PLAYS": (1, 0, 1), "APPEARS_IN": (1, 1, 0)}


def test_a_credit_with_the_same_players_is_written_without_them() -> None:
    stored = stored_cast([["p", 1, None, ["c"]], ["q", 2, None, ["d"]]])
    summary = LoadSummary()
    assert diff_cast(DesiredCast("f", {"p": ActingCredit(3, None, ["c"])}), stored, summary) == [
        ["p", 3, None, ["c"], []]
    ]
    assert counts(summary) == {"ACTED_IN": (0, 1, 0), "PLAYS": (0, 0, 1), "APPEARS_IN": (0, 0, 1)}


def test_a_cast_that_the_graph_has_is_not_written() -> None:
    stored = stored_cast([["p", 1, "voice", ["c"]]])
    summary = LoadSummary()
    assert diff_cast(DesiredCast("f", {"p": ActingCredit(characters=["c"])}), stored, summary) == []
    assert counts(summary) == {"ACTED_IN": (0, 0, 1), "PLAYS": (0, 0, 1), "APPEARS_IN": (0, 0, 1)}
