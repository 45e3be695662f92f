"""What graphapi does with the answers of a cluster: reads on followers, writes on the leader, bookmarks, a new leader.

``tests/store/cluster.py`` says what this does not show.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graphapi.load.sample import load_sample
from graphapi.settings import Settings
from graphapi.store import Graph, connect
from graphapi.store.connecting import neo4j_endpoint as endpoint_of
from graphapi.store.migrations import migrate
from tests.store.cluster import cluster_before
from tests.stores import wipe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from graphapi.store import Endpoint
    from tests.store.cluster import Cluster, Received

pytestmark = pytest.mark.neo4j

COUNT = "MATCH (n:Switch) RETURN count(n)"
CREATE = "CREATE (:Switch {i: $i})"
WRITES: dict[str, Callable[[Graph], Awaitable[object]]] = {
    "write": lambda graph: graph.write(CREATE, {"i": 1}),
    "transaction": lambda graph: graph.transaction([(CREATE, {"i": 1}), (CREATE, {"i": 2})]),
    "schema": lambda graph: graph.run_schema("CREATE INDEX switch_i IF NOT EXISTS FOR (n:Switch) ON (n.i)"),
}


@pytest.fixture
async def cluster(neo4j_endpoint: Endpoint) -> AsyncIterator[Cluster]:
    """Three members, of which ``a`` leads, in front of an empty server."""
    direct = await connect(neo4j_endpoint)
    try:
        await wipe(direct)
    finally:
        await direct.close()
    async with cluster_before(neo4j_endpoint.uri) as started:
        yield started


@pytest.fixture
async def routed(cluster: Cluster, neo4j_endpoint: Endpoint) -> AsyncIterator[Graph]:
    """The graph of the cluster, opened with the address of one member."""
    opened = await connect(replace(neo4j_endpoint, uri=cluster.uri))
    try:
        yield opened
    finally:
        await opened.close()


def members(received: list[Received], *, writes: bool) -> set[str]:
    """The members that received statements of an access mode."""
    return {one.member for one in received if one.writes is writes}


async def test_a_load_writes_to_the_leader_and_reads_from_followers(cluster: Cluster, routed: Graph) -> None:
    await migrate(routed)
    await load_sample(routed)
    assert members(cluster.received, writes=True) == {"a"}
    assert members(cluster.received, writes=False) == {"b", "c"}


async def test_a_read_waits_for_the_writes_of_its_process(cluster: Cluster, routed: Graph) -> None:
    """A bookmark makes a follower wait until it has the write; without it, a load could miss its own rows."""
    seen: set[tuple[str, ...]] = {()}
    for write in WRITES.values():
        await write(routed)
        await routed.read(COUNT, {})
        read = cluster.received[-1]
        assert (read.text, read.writes) == (COUNT, False)
        # It is the bookmark of this write, and not of an earlier one.
        assert read.bookmarks not in seen
        seen.add(read.bookmarks)


@pytest.mark.parametrize("kind", WRITES)
async def test_a_write_follows_a_new_leader(cluster: Cluster, routed: Graph, kind: str) -> None:
    await WRITES["write"](routed)
    tables = cluster.tables
    cluster.leader = "b"
    cluster.received.clear()
    await WRITES[kind](routed)
    tried = [one.member for one in cluster.received if one.writes]
    # The former leader refuses the first statement, and the table is read again.
    assert tried[0] == "a"
    assert set(tried[1:]) == {"b"}
    assert cluster.tables > tables
    await routed.read(COUNT, {})
    assert (await routed.read(COUNT, {}))[0] == {"write": 2, "transaction": 3, "schema": 1}[kind]


async def test_reads_go_on_without_a_follower(cluster: Cluster, routed: Graph) -> None:
    for _ in range(4):
        await routed.read(COUNT, {})
    cluster.end("b")
    cluster.received.clear()
    for _ in range(6):
        assert await routed.read(COUNT, {}, timeout=5) == [0]
    assert {one.member for one in cluster.received} == {"c"}


async def test_writes_go_on_without_the_first_member(cluster: Cluster, routed: Graph) -> None:
    """The settings name the first member; the driver has learned the others."""
    cluster.leader = "c"
    cluster.end("a")
    await WRITES["write"](routed)
    assert await routed.read(COUNT, {}, timeout=5) == [1]


def test_the_settings_accept_the_address_of_a_cluster() -> None:
    settings = Settings(neo4j_uri="neo4j+s://cluster.example.org:7687")
    assert endpoint_of(settings).uri == "neo4j+s://cluster.example.org:7687"
