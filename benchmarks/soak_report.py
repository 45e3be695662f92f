"""The goals of the soak, and its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.report import markdown
from benchmarks.soak_traffic import Kind
from benchmarks.stores import USUAL
from benchmarks.targets import Target, target_table
from graphapi.settings import Settings
from graphapi.store import StoreKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.soak import Soak

TITLES: Final = {StoreKind.NEO4J: "On Neo4j", StoreKind.EMBEDDED: "On the embedded store"}
MOST_GROWTH: Final = 1.05
MORE_SERVER_DESCRIPTORS: Final = 5
MORE_STORE_DESCRIPTORS: Final = 20
BESIDE_HEAP: Final = 512
"""The memory in MiB that a store's process may have beside its heap and its page cache."""


def goals(run: Soak) -> Iterator[Target]:
    """The goals of a run, with what was reached."""
    yield Target("errors for valid requests", run.errors(Kind.VALID), 0, is_ceiling=True)
    others = run.errors(Kind.REFUSED, Kind.MALFORMED, Kind.DISCONNECTING)
    yield Target("other requests without a status from 400 to 499", others, 0, is_ceiling=True)
    first, last = run.thirds(lambda sample: sample.server_mib)
    yield Target("memory of the server: last third / first third", last / first, MOST_GROWTH, is_ceiling=True)
    # The heap of a store grows to its limit, and that can take longer than the run.
    store = max(sample.store_mib for sample in run.samples)
    yield Target("most memory of the store, MiB", store, _store_limit(run.store), is_ceiling=True)
    for name, figure, more in (
        ("server", lambda sample: sample.server_descriptors, MORE_SERVER_DESCRIPTORS),
        ("store", lambda sample: sample.store_descriptors, MORE_STORE_DESCRIPTORS),
    ):
        first, last = run.thirds(figure)
        says = f"open descriptors of the {name}: last third - first third"
        yield Target(says, last - first, more, is_ceiling=True)


def is_met(runs: Sequence[Soak]) -> bool:
    """Whether all runs met all goals."""
    return all(goal.met for run in runs for goal in goals(run))


def soak_tables(runs: Sequence[Soak], made: str) -> str:
    """The goals and the latencies of all runs.

    Args:
        runs: the runs.
        made: a sentence about when and how they were made.
    """
    parts = [made]
    for run in runs:
        parts += [f"**{TITLES[run.store]}**, {run.minutes:g} minutes", target_table(goals(run)), _memory_table(run)]
        parts += [_latency_table(run), *_error_list(run)]
    return "\n\n".join(parts)


def _memory_table(run: Soak) -> str:
    rows = []
    for name, figure in (
        ("memory of the server, MiB", lambda sample: sample.server_mib),
        ("memory of the store, MiB", lambda sample: sample.store_mib),
        ("open descriptors of the server", lambda sample: sample.server_descriptors),
        ("open descriptors of the store", lambda sample: sample.store_descriptors),
    ):
        most = max(map(figure, run.samples))
        rows.append([name, *(f"{value:.0f}" for value in (*run.thirds(figure), most))])
    return markdown(["median of", "first third", "last third", "most"], rows)


def _latency_table(run: Soak) -> str:
    """A row for each kind of valid request, and one for each other kind as a whole."""
    rows = []
    for name, one in run.tallies.items():
        if one.kind is Kind.VALID:
            latencies = (f"{one.quantile(share):.1f}" for share in (0.5, 0.99, 1.0))
            rows.append([name, f"{len(one.milliseconds):,}", *latencies, str(one.errors.total())])
    for kind in (Kind.REFUSED, Kind.MALFORMED, Kind.DISCONNECTING):
        number = sum(len(one.milliseconds) for one in run.tallies.values() if one.kind is kind)
        rows.append([f"*{kind}*", f"{number:,}", "", "", "", str(run.errors(kind))])
    return markdown(["request", "sent", "p50 ms", "p99 ms", "slowest ms", "errors"], rows)


def _error_list(run: Soak) -> Iterator[str]:
    lines = [
        f"- {name}: {number} times `{error}`"
        for name, one in run.tallies.items()
        for error, number in one.errors.items()
    ]
    if lines:
        yield "\n".join(lines)


def _store_limit(store: StoreKind) -> float:
    if store is StoreKind.EMBEDDED:
        return float(Settings.model_fields["store_memory"].default) + BESIDE_HEAP
    heap, cache = USUAL.jvm[0].removeprefix("-Xmx"), USUAL.page_cache
    return sum(float(size[:-1]) * (1024 if size.endswith("g") else 1) for size in (heap, cache)) + BESIDE_HEAP
