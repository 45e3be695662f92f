"""The estimate of the look-up of a page, which the estimate of the page includes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cost.reads import SearchReads, search_reads, work
from graphapi.compiler.features.page_look_up.search import (
    IndexValue,
    PageKeys,
    PageLookUp,
    SortedKeys,
    SortedPageLookUp,
)

if TYPE_CHECKING:
    from graphapi.compiler.cost.reads import Setting


@search_reads.register(PageLookUp)
@search_reads.register(SortedPageLookUp)
def _page(search: PageLookUp | SortedPageLookUp, setting: Setting) -> SearchReads:
    return SearchReads(0.0, 0.0, 0.0)


@work.register(IndexValue)
@work.register(PageKeys)
@work.register(SortedKeys)
def _keys(part: IndexValue | PageKeys | SortedKeys, setting: Setting) -> float:
    return 0.0
