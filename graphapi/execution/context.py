"""What the resolvers and the compiled statement of an operation work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from graphapi.execution.principal import EVERYBODY, Principal

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

    Attributes:
        reader: answers statements.
        deadline: a time of the event loop's clock, after which nobody waits for the result.
        request_id: names the request in the log.
        principal: who sent the operation.
    """

    reader: Reader
    deadline: float
    request_id: str
    principal: Principal = EVERYBODY
