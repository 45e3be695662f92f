"""The passes: what makes a plan cheaper without changing what it reads.

Each is a file named after its verb, plan in and plan out; they run in the order of ``PASSES``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from graphapi.compiler.passes.bound_pages import bound_pages
from graphapi.compiler.passes.drop_null_checks import drop_null_checks
from graphapi.compiler.passes.drop_sorts_of_one import drop_sorts_of_one
from graphapi.compiler.passes.follow_index import follow_index
from graphapi.compiler.passes.look_up_texts import look_up_texts
from graphapi.compiler.passes.require_sort_keys import require_sort_keys
from graphapi.compiler.passes.simplify_conditions import simplify_conditions
from graphapi.compiler.passes.split_unknown import split_unknown
from graphapi.compiler.plan import Item

Pass: TypeAlias = Callable[[Item], Item]

PASSES: Final[tuple[Pass, ...]] = (
    simplify_conditions,
    drop_sorts_of_one,
    split_unknown,
    bound_pages,
    drop_null_checks,
    require_sort_keys,
    look_up_texts,
    follow_index,
)
