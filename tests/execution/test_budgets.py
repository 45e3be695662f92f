"""Budgets: a token bucket of cost for each client, and a bound on its operations in flight."""

from __future__ import annotations

import pytest

from graphapi.errors import RateLimitedError
from graphapi.execution.budgets import BudgetLimits, Budgets


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        """The time that was set."""
        return self.now


def test_a_client_uses_what_it_has_and_gets_more() -> None:
    clock = Clock()
    budgets = Budgets(BudgetLimits(per_second=10, burst=50), clock)
    first = budgets.take("a", 30)
    assert first is not None
    assert (first.remaining, first.full_in) == (20, 3)
    with pytest.raises(
        RateLimitedError, match="costs 30 and 20 of the budget is left; it grows by 10 a second"
    ) as error:
        budgets.take("a", 30)
    assert error.value.retry_after == 1
    clock.now += 1
    second = budgets.take("a", 30)
    assert second is not None
    assert second.remaining == 0, "nothing was charged for what was refused"
    clock.now += 3600
    third = budgets.balance("a")
    assert third is not None
    assert (third.remaining, third.full_in) == (50, 0), "no more than the burst is saved up"


def test_what_is_charged_afterwards_may_exceed_the_budget() -> None:
    clock = Clock()
    budgets = Budgets(BudgetLimits(per_second=10, burst=50), clock)
    budgets.take("a", 30)
    owing = budgets.charge("a", 45.5)
    assert owing is not None
    assert (owing.remaining, owing.full_in) == (0, 8)
    with pytest.raises(RateLimitedError, match="costs 1 and 0 of the budget is left") as error:
        budgets.take("a", 1)
    assert error.value.retry_after == 3
    clock.now += 3
    after = budgets.take("a", 1)
    assert after is not None
    assert after.remaining == 3
    assert Budgets(BudgetLimits()).charge("a", 10**9) is None


def test_clients_do_not_share() -> None:
    budgets = Budgets(BudgetLimits(per_second=1, burst=10), Clock())
    budgets.take("a", 10)
    other = budgets.take("b", 10)
    assert other is not None
    assert other.remaining == 0


def test_a_clock_that_goes_back_costs_nobody_anything() -> None:
    clock = Clock()
    budgets = Budgets(BudgetLimits(per_second=10, burst=50), clock)
    budgets.take("a", 20)
    clock.now -= 3600
    balance = budgets.balance("a")
    assert balance is not None
    assert balance.remaining == 30


def test_without_limits_nothing_is_counted() -> None:
    budgets = Budgets(BudgetLimits())
    assert budgets.take("a", 10**9) is None
    assert budgets.balance("a") is None
    with budgets.in_flight("a"), budgets.in_flight("a"):
        pass


def test_operations_in_flight_are_bounded() -> None:
    budgets = Budgets(BudgetLimits(in_flight=2))
    refused = pytest.raises(RateLimitedError, match="2 operations in flight; at most 2")
    with budgets.in_flight("a"), budgets.in_flight("a"), budgets.in_flight("b"), refused, budgets.in_flight("a"):
        pass
    with budgets.in_flight("a"), budgets.in_flight("a"):
        pass
