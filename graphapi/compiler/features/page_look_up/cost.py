"""The estimate of the look-up of a page, which the estimate of the page includes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapi.compiler.cost.reads import SearchReads, search_reads, work
from graphapi.compiler.features.page_look_up.search import PageKeys, PageLookUp

if TYPE_CHECKING:
    from graphapi.compiler.cost.reads import Setting


@search_reads.register(PageLookUp)
def _page(search: PageLookUp, setting: Setting) -> SearchReads:
    return SearchReads(0.0, 0.0, 0.0)


@work.register(PageKeys)
def _keys(part: PageKeys, setting: Setting) -> float:
    return 0.0
