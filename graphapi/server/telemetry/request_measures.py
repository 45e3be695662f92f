"""What the server counts for each request, with labels that clients cannot multiply."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from graphapi.errors import CostLimitError, ErrorCode, OverloadedError, RateLimitedError, TooManyInFlightError
from graphapi.server.request import RefusedRequestError
from graphapi.store.batch_metrics import SECONDS, Distribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphapi.execution.executor import Outcome

MOST_NAMES: Final = 100
"""The most names of operations that are told apart. Clients choose the names, so they must be bounded."""
LONGEST_NAME: Final = 100
"""The most characters of a name that is a label."""
NAME: Final = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
"""A name in GraphQL (specification, section 2.1.9)."""
NO_NAME: Final = ""
"""The label of operations without a name."""
OTHER: Final = "other"
"""The label of all operations with further names."""
OK: Final = "OK"
"""The code of a request without errors."""
COSTS: Final = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 50_000)
REFUSALS: Final = (
    *("budget", "connections", "cost", "credentials", "document", "host", "http", "in_flight"),
    *("permission", "queue", "request", "size", "slow"),
)
"""The reasons for which requests are refused; docs/observability.md describes them."""


def _times_of_operations() -> dict[str, Distribution]:
    return {label: Distribution(SECONDS) for label in (NO_NAME, OTHER)}


@dataclass(slots=True)
class RequestMeasures:
    """The metrics of the requests to ``/graphql``, and of refusals at any address.

    Attributes:
        requests: the number of requests, by the name of the operation and the first error code.
        seconds: how long the requests took, by the name of the operation.
        costs: the estimated cost of the operations that have one.
        statements: the number of requests, by the number of their statements.
        refusals: the number of requests that were refused, by the reason.
        in_flight: the number of requests that are being answered now.
    """

    requests: dict[tuple[str, str], int] = field(default_factory=dict)
    seconds: dict[str, Distribution] = field(default_factory=_times_of_operations)
    costs: Distribution = field(default_factory=lambda: Distribution(COSTS))
    statements: dict[int, int] = field(default_factory=dict)
    refusals: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0

    def add(self, name: str | None, codes: Sequence[str], seconds: float, statements: int, cost: int | None) -> None:
        """Count a request to ``/graphql`` that has ended.

        Args:
            name: the name of the operation, as the client sent it.
            codes: the error codes of the response; only the first one is counted.
            seconds: how long the request took.
            statements: the number of its statements.
            cost: the estimated cost of the operation, if it was estimated.
        """
        # Every request pays for this, so nothing is looked up twice.
        label = name or NO_NAME
        times = self.seconds.get(label)
        if times is None:
            label = self.label_of(label)
            times = self.seconds[label]
        key = (label, codes[0] if codes else OK)
        self.requests[key] = self.requests.get(key, 0) + 1
        times.add(seconds)
        self.statements[statements] = self.statements.get(statements, 0) + 1
        if cost is not None:
            self.costs.add(cost)

    def label_of(self, name: str | None) -> str:
        """The label of an operation: its name, if it is one of the first; otherwise ``other``."""
        label = name or NO_NAME
        if label in self.seconds:
            return label
        is_full = len(self.seconds) >= MOST_NAMES + len((NO_NAME, OTHER))
        if is_full or len(label) > LONGEST_NAME or not NAME.fullmatch(label):
            return OTHER
        self.seconds[label] = Distribution(SECONDS)
        return label


def refusal_of(error: Exception) -> str | None:
    """The reason for which an error refuses the whole request; None if the request was not refused."""
    if isinstance(error, RefusedRequestError):
        return {401: "credentials", 403: "permission", 413: "size"}.get(error.status, "request")
    reasons = {TooManyInFlightError: "in_flight", RateLimitedError: "budget", OverloadedError: "queue"}
    return next((reason for kind, reason in reasons.items() if isinstance(error, kind)), None)


def refusal_of_outcome(outcome: Outcome, codes: Sequence[str]) -> str | None:
    """The reason for which an operation was not executed, if that is its cost or a limit on documents.

    Args:
        outcome: the outcome.
        codes: the error codes of the response.
    """
    if outcome.started or not outcome.errors or ErrorCode.COST_LIMIT not in codes:
        return None
    is_too_expensive = any(isinstance(error.original_error, CostLimitError) for error in outcome.errors)
    return "cost" if is_too_expensive else "document"
