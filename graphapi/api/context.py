"""What an operation gets from whoever serves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.statement import Statement


class Reader(Protocol):
    """Anything that answers a compiled statement."""

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """The values of the one record that a statement returns; ``timeout`` in seconds."""


@dataclass(frozen=True, slots=True)
class Context:
    """``info.context`` of an operation.

    ``deadline`` is a time of the event loop's clock, after which nobody waits for the answer.
    """

    reader: Reader
    deadline: float
    request_id: str
