"""The context of an operation, used by resolvers and by the compiled statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from graphapi.execution.principal import EVERYBODY, Principal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.statement import Statement


class Reader(Protocol):
    """Anything that runs a compiled statement."""

    async def read(self, statement: Statement, parameters: Mapping[str, object], *, timeout: float) -> list[Any]:
        """The values of the single record that a statement returns; ``timeout`` is in seconds."""


@dataclass(frozen=True, slots=True)
class Context:
    """``info.context`` of an operation.

    Attributes:
        reader: runs statements.
        deadline: the time on the event loop's clock at which the operation times out.
        request_id: identifies the request in the log.
        principal: the sender of the operation.
    """

    reader: Reader
    deadline: float
    request_id: str
    principal: Principal = EVERYBODY
