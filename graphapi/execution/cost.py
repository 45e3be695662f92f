"""The cost phase: estimates an operation, and refuses it where it exceeds the limit or the budget of its client."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from graphapi.errors import CostLimitError
from graphapi.execution.budgets import BudgetLimits, Budgets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graphapi.compiler.compiled import CompiledOperation
    from graphapi.compiler.request.arguments import Variables
    from graphapi.execution.budgets import Balance
    from graphapi.model.graph_statistics import GraphStatistics


LARGE_RESPONSE: Final = 5_000
"""The values from which on a response is built in a thread, so that the event loop serves others meanwhile. Building
them takes about 5 ms."""
COST_OF_A_REQUEST: Final = 1
"""What every request costs, so that refused and invalid ones are not free."""
COST_OF_A_SECOND: Final = 5_000
"""What a second of processor time costs that parsing, validating and compiling a document takes. A hundred rows, the
unit, take the store about a fifth of a millisecond."""


@dataclass(slots=True)
class CostReport:
    """What is known of the cost of one operation.

    Attributes:
        estimated: the estimated cost; None until it is known.
        limit: the largest cost that is allowed; None for no limit.
        values: the number of values that the response is expected to have; 0 until it is known.
        balance: what the client has left afterwards; None if there is no budget.
        rows: the rows in the record, those of nested lists included.
        store_seconds: how long the store took for the statements of the operation.
        preparation: the cost of preparing the document; 0 if everything was in the caches.
    """

    estimated: int | None = None
    limit: int | None = None
    values: int = 0
    balance: Balance | None = None
    rows: int = 0
    store_seconds: float = 0.0
    preparation: float = 0.0

    @property
    def is_large(self) -> bool:
        """Whether the response is expected to be large."""
        return self.values > LARGE_RESPONSE

    def observe(self, seconds: float) -> None:
        """Add the time of a statement."""
        self.store_seconds += seconds

    def extension(self) -> dict[str, Any]:
        """The value of ``extensions.cost``."""
        return {
            "estimated": self.estimated,
            "preparation": round(self.preparation),
            "actualRows": self.rows,
            "storeMilliseconds": round(self.store_seconds * 1000, 3),
            "limit": self.limit,
            "remaining": None if self.balance is None else self.balance.remaining,
        }


@dataclass(slots=True)
class CostControl:
    """Decides which operations a server executes.

    Attributes:
        limit: the largest estimated cost of an operation; None for no limit.
        values_limit: the most values that a response is expected to have; None for no limit.
        budgets: the budgets of the clients.
        statistics: what the graph holds; None until it was read, which lets every operation pass.
    """

    limit: int | None = None
    values_limit: int | None = None
    budgets: Budgets = field(default_factory=lambda: Budgets(BudgetLimits()))
    statistics: GraphStatistics | None = None

    @contextmanager
    def request_of(self, client: str, report: CostReport) -> Iterator[None]:
        """Charge a client for one request, whatever becomes of it, and count it as in flight while the block runs.

        Raises:
            RateLimitedError: the client has nothing left, or too many requests in flight.
        """
        with self.budgets.in_flight(client):
            report.balance = self.budgets.take(client, COST_OF_A_REQUEST)
            yield

    def charge_preparation(self, seconds: float, client: str, report: CostReport) -> None:
        """Charge a client for the processor time that preparing its document took.

        Args:
            seconds: the processor time.
            client: the client.
            report: where the cost is noted.
        """
        cost = seconds * COST_OF_A_SECOND
        report.preparation += cost
        report.balance = self.budgets.charge(client, cost)

    def admit(
        self, compiled: CompiledOperation, variables: Variables, client: str, report: CostReport, *, charge: bool = True
    ) -> None:
        """Estimate an operation, and charge its client for what it costs beyond the request.

        Args:
            compiled: the operation.
            variables: its variables, coerced.
            client: the client.
            report: where the estimate is noted.
            charge: whether the operation is going to be executed.

        Raises:
            CostLimitError: the operation exceeds a limit.
            RateLimitedError: the budget of the client does not suffice.
        """
        report.limit = self.limit
        if self.statistics is None:
            return
        estimate = compiled.estimator.estimate(self.statistics, variables)
        report.estimated, report.values = estimate.cost, estimate.response_values
        if not charge:
            return
        if self.limit is not None and estimate.cost > self.limit:
            raise _too_expensive(estimate.cost, self.limit, estimate.most_expensive_field)
        if self.values_limit is not None and report.values > self.values_limit:
            raise _too_large(report.values, self.values_limit, estimate.largest_field)
        if estimate.cost > COST_OF_A_REQUEST:
            report.balance = self.budgets.take(client, estimate.cost - COST_OF_A_REQUEST)


def count_rows(record: Sequence[Any]) -> int:
    """The rows in a record: rows are lists, which stand in lists."""
    return sum(
        1 + count_rows(row) for column in record if isinstance(column, list) for row in column if isinstance(row, list)
    )


def _too_expensive(cost: int, limit: int, path: tuple[str, ...]) -> CostLimitError:
    field = ".".join(path)
    message = (
        f"The operation has an estimated cost of {cost:,}; at most {limit:,} is allowed. The field {field} costs the "
        "most: request fewer items there or on the way to it."
    )
    return CostLimitError(message, {"estimated": cost, "limit": limit, "path": list(path)})


def _too_large(values: int, limit: int, path: tuple[str, ...]) -> CostLimitError:
    field = ".".join(path)
    message = (
        f"The response would have about {values:,} values; at most {limit:,} are allowed. The objects of the field "
        f"{field} have the most: request fewer items or fields there."
    )
    return CostLimitError(message, {"estimated": values, "limit": limit, "path": list(path)})
