"""Whether all contestants say the same facts, before anything is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.progress import say
from benchmarks.questions import QUESTIONS, first_difference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.questions import Question, Values

    Answer = Callable[[Question, Values], object]

# An answer of a thousand films is a comparison of thousands of facts already.
MOST_HEAVY: Final = 10


class DisagreementError(Exception):
    """Two contestants answer differently, so their speeds mean nothing; the message says where."""


def check_agreement(
    contestants: Mapping[str, Answer], values: Mapping[str, Sequence[Values]], number: int
) -> dict[str, int]:
    """How many answers of each question were compared, and all were the same.

    Args:
        contestants: by name, what gives the facts of an answer; all are compared with the first.
        values: for each question.
        number: how many values of each question are tried.

    Raises:
        DisagreementError: an answer differs.
    """
    (reference, expected), *others = contestants.items()
    compared: dict[str, int] = {}
    for question in QUESTIONS:
        tried = values[question.name][: min(number, MOST_HEAVY) if question.name == "heavy" else number]
        for value in tried:
            facts = expected(question, value)
            for name, answer in others:
                difference = first_difference(facts, answer(question, value))
                if difference is not None:
                    message = f"{question.name} {value}: {reference} and {name} differ at {difference}"
                    raise DisagreementError(message)
        compared[question.name] = len(tried)
        say(f"  {question.name}: {len(tried)} answers are the same from {', '.join(contestants)}")
    return compared
