"""A statement on its way from the compiler to the store."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A read that returns one record, alone or together with others that have other values.

    Attributes:
        text: the Cypher text, with its parameters ``$p0``, ``$p1`` …; the record's values are the answer.
        batch: the same for many sets of values at once: ``$batch`` is a list with a list of values for each. The
            record has one value, a list with the values of each one's own record, in the same order.
        own: the parameters of which each has its own value, in the order of the lists in ``$batch``.
        shared: the parameters that must be equal for all, such as the number in a LIMIT, which Cypher takes from
            the statement alone.
    """

    text: str
    batch: str
    own: tuple[str, ...]
    shared: tuple[str, ...]
