"""Budgets of clients: how much cost a client may use in a second, and how many operations it may have in flight."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from cachetools import LRUCache

from graphapi.errors import RateLimitedError, TooManyInFlightError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_CLIENTS: Final = 100_000
"""The most clients whose use is remembered. Beyond that, the one seen longest ago starts with a full bucket again."""
IN_FLIGHT_RETRY_SECONDS: Final = 1
"""After how many seconds to try again where too many operations are in flight."""


@dataclass(frozen=True, slots=True)
class BudgetLimits:
    """The budget of each client.

    Attributes:
        per_second: the cost that a client gets each second; None for no limit.
        burst: the most cost that a client can save up.
        in_flight: the most operations that a client may have in flight; None for no limit.
    """

    per_second: int | None = None
    burst: int = 0
    in_flight: int | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """What a client has left.

    Attributes:
        limits: the budget.
        remaining: the cost that the client can use at once.
        full_in: the seconds until the budget is full again.
    """

    limits: BudgetLimits
    remaining: int
    full_in: int


@dataclass(slots=True)
class _Account:
    tokens: float
    at: float
    in_flight: int = 0


class Budgets:
    """The budgets of all clients of this process.

    The cost of a client is bounded by a token bucket: it holds at most ``burst``, and ``per_second`` flows in.

    Args:
        limits: the budget of each client.
        clock: the time, in seconds.
    """

    def __init__(self, limits: BudgetLimits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._accounts: LRUCache[str, _Account] = LRUCache(MOST_CLIENTS)

    def take(self, client: str, cost: int) -> Balance | None:
        """Charge a client for an operation; what is left, or None if there is no limit.

        Raises:
            RateLimitedError: the client has not enough left. Nothing is charged.
        """
        limits = self.limits
        if limits.per_second is None:
            return None
        account = self._account(client)
        if account.tokens < cost:
            wait = ceil((min(cost, limits.burst) - account.tokens) / limits.per_second)
            message = (
                f"The operation costs {cost} and {max(0, int(account.tokens))} of the budget is left; it grows by "
                f"{limits.per_second} a second."
            )
            raise RateLimitedError(message, retry_after=max(1, wait))
        account.tokens -= cost
        return self._balance(account)

    def charge(self, client: str, cost: float) -> Balance | None:
        """Charge a client for what is done already; what is left, or None if there is no limit.

        The client may owe something afterwards. It then has to wait until that has flowed in.
        """
        if self.limits.per_second is None:
            return None
        account = self._account(client)
        account.tokens -= cost
        return self._balance(account)

    def balance(self, client: str) -> Balance | None:
        """What a client has left, or None if there is no limit."""
        return None if self.limits.per_second is None else self._balance(self._account(client))

    @contextmanager
    def in_flight(self, client: str) -> Iterator[None]:
        """Count an operation of a client as in flight while the block runs.

        Raises:
            TooManyInFlightError: the client has too many in flight.
        """
        most = self.limits.in_flight
        if most is None:
            yield
            return
        account = self._account(client)
        if account.in_flight >= most:
            message = f"You have {account.in_flight} operations in flight; at most {most} are allowed at once."
            raise TooManyInFlightError(message, retry_after=IN_FLIGHT_RETRY_SECONDS)
        account.in_flight += 1
        try:
            yield
        finally:
            account.in_flight -= 1

    def _account(self, client: str) -> _Account:
        now = self._clock()
        account = self._accounts.get(client)
        if account is None:
            account = self._accounts[client] = _Account(float(self.limits.burst), now)
        elapsed, account.at = max(0.0, now - account.at), now
        account.tokens = min(float(self.limits.burst), account.tokens + elapsed * (self.limits.per_second or 0))
        return account

    def _balance(self, account: _Account) -> Balance:
        missing = self.limits.burst - account.tokens
        return Balance(self.limits, max(0, int(account.tokens)), ceil(missing / (self.limits.per_second or 1)))
