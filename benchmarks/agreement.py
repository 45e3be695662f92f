"""The check that all contestants return the same facts, which precedes every measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.progress import say
from benchmarks.questions import QUESTIONS, first_difference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.questions import Question, Values

    Answer = Callable[[Question, Values], object]

# One answer with a thousand films already compares thousands of facts.
MOST_HEAVY: Final = 10


class DisagreementError(Exception):
    """Two contestants answer differently, so their speeds are not comparable; the message names the difference."""


def check_agreement(
    contestants: Mapping[str, Answer], values: Mapping[str, Sequence[Values]], number: int
) -> dict[str, int]:
    """Compare the answers of all contestants, and return the number of compared answers by question.

    Args:
        contestants: functions that return the facts of an answer, by name; all are compared with the first one.
        values: the values of each question, by name.
        number: the number of values to compare for each question.

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
        say(f"  {question.name}: {len(tried)} answers agree between {', '.join(contestants)}")
    return compared
