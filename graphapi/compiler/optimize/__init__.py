"""The optimization passes, which make a plan cheaper without changing its result.

Each pass is a function from a plan to a plan, in a module of the same name. The passes run in the order of ``PASSES``.
``REQUIRED_BEFORE`` lists the constraints on that order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

REQUIRED_BEFORE: Final[Mapping[Pass, tuple[Pass, ...]]] = {
    simplify_conditions: (),
    # The other passes expect simplified conditions: one flat conjunction.
    drop_redundant_sorts: (simplify_conditions,),
    split_nulls_last: (simplify_conditions,),
    # The ranges of a page and of its null tail differ.
    add_keyset_range: (split_nulls_last,),
    # A range excludes null.
    drop_null_checks: (add_keyset_range,),
    # Only a sort key that is not nullable can be required.
    require_sort_keys: (drop_null_checks,),
    # Both inspect the final source and the final sort keys.
    use_fulltext_index: (require_sort_keys,),
    follow_index: (require_sort_keys,),
}
"""The passes that must have run before each pass."""
