"""The header fields that tell a client its budget.

Source: draft-ietf-httpapi-ratelimit-headers-10, sections 3 "RateLimit-Policy Field" and 4 "RateLimit Field".
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphapi.execution.budgets import Balance


def rate_limit_headers(balance: Balance | None) -> dict[str, str]:
    """The header fields for what a client has left; none if there is no budget."""
    if balance is None or balance.limits.per_second is None:
        return {}
    window = ceil(balance.limits.burst / balance.limits.per_second)
    return {
        "ratelimit-policy": f'"cost";q={balance.limits.burst};w={window}',
        "ratelimit": f'"cost";r={balance.remaining};t={balance.full_in}',
    }
