"""The passes: what makes a plan cheaper without changing what it reads.

Each is a file named after its verb, plan in and plan out; they run in the order of ``PASSES``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from graphapi.compiler.optimize.add_keyset_range import add_keyset_range
from graphapi.compiler.optimize.drop_null_checks import drop_null_checks
from graphapi.compiler.optimize.drop_redundant_sorts import drop_redundant_sorts
from graphapi.compiler.optimize.follow_index import follow_index
from graphapi.compiler.optimize.require_sort_keys import require_sort_keys
from graphapi.compiler.optimize.simplify_conditions import simplify_conditions
from graphapi.compiler.optimize.split_nulls_last import split_nulls_last
from graphapi.compiler.optimize.use_fulltext_index import use_fulltext_index
from graphapi.compiler.plan.columns import Item

Pass: TypeAlias = Callable[[Item], Item]

PASSES: Final[tuple[Pass, ...]] = (
    simplify_conditions,
    drop_redundant_sorts,
    split_nulls_last,
    add_keyset_range,
    drop_null_checks,
    require_sort_keys,
    use_fulltext_index,
    follow_index,
)
