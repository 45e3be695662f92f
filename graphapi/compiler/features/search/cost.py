"""Estimates of searches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.compiler.cost.reads import (
    Reads,
    SearchReads,
    Setting,
    search_reads,
    selectivity,
    source_reads,
    work,
)
from graphapi.compiler.cost.sources import VALUE
from graphapi.compiler.features.search.candidates import CandidateKeys, CandidateSearch
from graphapi.compiler.features.search.nodes import (
    BestOfKind,
    FulltextCandidates,
    FulltextSearch,
    MatchesText,
    SearchMatch,
    SearchNumber,
    SearchScore,
)
from graphapi.compiler.plan.parameters import Parameter

if TYPE_CHECKING:
    from graphapi.compiler.features.search.nodes import NumberedKind, Search
    from graphapi.compiler.request.arguments import Origin

SHARES: Final = (0.0, 0.15, 0.2, 0.15, 0.02)
"""The share of the nodes whose text matches a query, by the length of the query: 0, 1, 2, 3, and longer."""
_TIERS: Final = 4
"""The tiers of matches without typing errors, which are looked up separately."""
SCORED: Final = 3.0
"""The cost of comparing a text with a query and giving it a score, in rows."""


@source_reads.register(FulltextSearch)
def _search(source: FulltextSearch, setting: Setting) -> Reads:
    reads = [_reads_of_kind(source.search, kind, setting) for kind in source.search.kinds]
    return Reads(sum(one.touched for one in reads), sum(one.found for one in reads))


@source_reads.register(BestOfKind)
def _best_of_kind(source: BestOfKind, setting: Setting) -> Reads:
    best, label = source.best, source.kind.searched.label
    reads = _reads_of_kind(best.search, source.kind, setting)
    if best.search.looked_up is None or best.limit is None:
        return reads
    candidates = min(reads.found, _TIERS * setting.size(best.limit))
    return Reads(1 + candidates * SCORED, reads.found, label)


def _reads_of_kind(search: Search, kind: NumberedKind, setting: Setting) -> Reads:
    label = kind.searched.label
    count = setting.statistics.count(label)
    found = count * share_of(search.text, setting)
    compared = found
    if search.candidates is not None and not kind.searched.few:
        # More candidates are not compared: an index has the best known first.
        compared = min(found, setting.size(search.candidates))
    if search.forgives:
        compared *= 2
    return Reads(1 + compared * SCORED, found, label)


@search_reads.register(CandidateSearch)
def _look_ups(search: CandidateSearch, setting: Setting) -> SearchReads:
    """Some nodes are probed, the full-text index returns matches, and if there are too many, indexes are followed."""
    probed, most, count = (setting.size(one) for one in (search.probed, search.most, search.count))
    touched = matching = 0.0
    for kind in search.kinds:
        nodes = setting.statistics.count(kind.searched.label)
        found = nodes * share_of(search.text, setting)
        # One tier is walked for certain; another one only if many nodes match in it too.
        walked = 0.0 if kind.searched.few or found <= most else 2 * min(nodes, count * nodes / found)
        touched += 1 + VALUE * min(nodes, probed) + min(found, most) + walked
        matching += found
    return SearchReads(touched, matching, 0.0)


@source_reads.register(FulltextCandidates)
def _candidates(source: FulltextCandidates, setting: Setting) -> Reads:
    found = setting.statistics.count(source.label) * share_of(source.text, setting)
    return Reads(1 + found, found, source.label)


@selectivity.register(MatchesText)
def _share(condition: MatchesText, setting: Setting, label: str | None) -> float:
    return share_of(condition.text, setting)


@work.register(MatchesText)
def _matches_text(part: MatchesText, setting: Setting) -> float:
    return 1.0


@work.register(SearchScore)
@work.register(SearchMatch)
def _score(part: SearchScore | SearchMatch, setting: Setting) -> float:
    return VALUE


@work.register(SearchNumber)
@work.register(CandidateKeys)
def _free(part: SearchNumber | CandidateKeys, setting: Setting) -> float:
    """The number of a kind is a literal, and the estimate of its search counts a look-up."""
    return 0.0


def share_of(text: Origin, setting: Setting) -> float:
    """The share of the nodes whose text is expected to match a query."""
    return SHARES[int(setting.size(Parameter(text)))]
