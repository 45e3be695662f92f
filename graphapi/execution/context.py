"""The context of an operation, used by resolvers and by the compiled statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from graphapi.execution.cost import CostReport
from graphapi.execution.principal import EVERYBODY, Principal
from graphapi.execution.tracing import NO_TRACE, Trace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.execution.cost import CostControl
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
        client: identifies the sender for budgets and turns: the principal, or the address.
        control: decides whether the operation may be executed; None lets every operation pass.
        cost: what is known of the cost of the operation.
        measures_rows: whether the rows of the record are counted, for the report of the cost.
        dry_run: whether the operation is only estimated.
        trace: records the phases of the operation.
    """

    reader: Reader
    deadline: float
    request_id: str
    principal: Principal = EVERYBODY
    client: str = ""
    control: CostControl | None = None
    cost: CostReport = field(default_factory=CostReport)
    measures_rows: bool = False
    dry_run: bool = False
    trace: Trace = NO_TRACE
