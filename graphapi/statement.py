"""The form in which the compiler passes statements to the store."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """A read statement that returns one record, and its batched form for several reads at once.

    Attributes:
        text: the Cypher text for one read, with the parameters ``$p0``, ``$p1`` …
        batch: the Cypher text for several reads; None if each needs a statement of its own. ``$batch`` is a list with
            one list of values for each read. The statement returns one value: a list with the record of each read, in
            the same order.
        own: the parameters whose values may differ between the reads of a batch, in the order of the lists in
            ``$batch``.
        shared: the parameters whose values must be the same for all reads of a batch. An example is the number in a
            LIMIT, which cannot depend on a row in Cypher.
    """

    text: str
    batch: str | None = None
    own: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
