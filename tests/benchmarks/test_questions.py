"""Comparing two answers: whether they hold the same facts, and their first difference."""

from __future__ import annotations

import pytest

from benchmarks.agreement import DisagreementError, check_agreement
from benchmarks.questions import QUESTIONS, first_difference

FILM_PAGE = next(question for question in QUESTIONS if question.name == "film_page")
OURS = {
    "film": {
        "key": "tt1",
        "genres": [{"name": "Drama"}],
        "directors": {"nodes": [{"key": "nm2", "name": "Ada"}]},
        "cast": {
            "edges": [
                {
                    "billing": 1,
                    "node": {"key": "nm1", "name": "Boris"},
                    "characters": [{"key": "ch1", "name": "Porter"}],
                }
            ]
        },
    }
}
PEERS = {
    "films": [
        {
            "key": "tt1",
            "genres": [{"name": "Drama"}],
            "directors": [{"key": "nm2", "name": "Ada"}],
            "cast": {
                "edges": [
                    {
                        "properties": {"billing": 1},
                        "node": {
                            "key": "nm1",
                            "name": "Boris",
                            "characters": {"edges": [{"node": {"key": "ch1", "name": "Porter"}}]},
                        },
                    }
                ]
            },
        }
    ]
}


def test_both_forms_say_the_same() -> None:
    ours, peers = FILM_PAGE.facts("graphapi", OURS), FILM_PAGE.facts("peer", PEERS)
    assert first_difference(ours, peers) is None
    assert ours == {
        "key": "tt1",
        "genres": [{"name": "Drama"}],
        "directors": [{"key": "nm2", "name": "Ada"}],
        "cast": [{"billing": 1, "key": "nm1", "name": "Boris", "characters": [{"key": "ch1", "name": "Porter"}]}],
    }


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ({"a": [1, 2]}, {"a": [1, 3]}, ".a[1]: 2 and 3"),
        ({"a": [1, 2]}, {"a": [2, 1]}, ".a[0]: 1 and 2"),
        ({"a": [1]}, {"a": [1, 2]}, ".a: 1 and 2 items"),
        ({"a": 1}, {"b": 1}, "the answer: fields ['a'] and ['b']"),
        ({"a": None}, {"a": 0}, ".a: None and 0"),
        ({"a": {}}, {"a": []}, ".a: {} and []"),
        ({"a": 7}, {"a": 7.0}, None),
    ],
)
def test_first_difference(one: object, other: object, difference: str | None) -> None:
    assert first_difference(one, other) == difference


def test_a_contestant_that_answers_otherwise_is_not_measured() -> None:
    values = {question.name: [{"key": "tt1"}] for question in QUESTIONS}
    same = check_agreement({"one": lambda *_: {"title": "Heat"}, "two": lambda *_: {"title": "Heat"}}, values, 5)
    assert same == {question.name: 1 for question in QUESTIONS}
    with pytest.raises(DisagreementError, match=r"one and two differ at \.title: 'Heat' and 'Ran'"):
        check_agreement({"one": lambda *_: {"title": "Heat"}, "two": lambda *_: {"title": "Ran"}}, values, 5)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_null_is_not_a_good_answer(question: object) -> None:
    assert isinstance(question, type(FILM_PAGE))
    assert not '{"data":{"film":null}}'.startswith(question.expected_prefix("graphapi"))
    assert not '{"data":{"films":[]}}'.startswith(question.expected_prefix("peer"))
    assert not '{"errors":[{"message":"no"}]}'.startswith(question.expected_prefix("graphapi"))
