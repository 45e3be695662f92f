"""The stores that the tests run on, and how the whole suite is divided between four processes.

Each process starts a store when the first of its tests needs it. Tests empty the stores, so the processes share none.
"""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest
from xdist.scheduler import LoadScopeScheduling

from graphapi.errors import StoreUnavailableError
from graphapi.store import connect
from graphapi.store.arcadedb_runtime import runtime
from graphapi.store.embedded import EmbeddedServer
from tests.class_caches import begin_to_make, embedded_cache
from tests.neo4j_server.java import MissingToolError
from tests.neo4j_server.starter import LTS, NEXT, QUICK_JVM, Neo4jServer
from tests.stores import fill_with_sample, wipe
from tests.web_packages import install_packages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path
    from typing import NoReturn

    from xdist.remote import Producer

    from graphapi.store import Endpoint, Graph

#: The folders and files of ``tests`` that each process runs. A file has precedence over its folder, and the last
#: process also runs what is not listed. The division is fixed, so that the tests of a process always run in the same
#: order. Many tests wait, for a process that starts or for a timeout, so that four processes suit two cores.
PROCESSES = (
    frozenset({"differential", "fuzz"}),
    # All tests on Neo4j 2026, which takes long to start, and one to balance the processes.
    frozenset(
        {
            "compiler",
            "execution",
            "golden",
            "traversal",
            "differential/test_searches.py",
            "docs/test_backup.py",
            "docs/test_queries.py",
            "store/test_bolt.py",
        }
    ),
    frozenset({"benchmarks", "browser", "http", "unit"}),
    frozenset({"docs", "faults", "load", "store"}),
)
#: Java compiles the embedded store quickly, and not to the fastest code. Most stores of the tests run for seconds.
QUICK_JAVA = "-XX:TieredStopAtLevel=1"
#: Java compiles to the fastest code what runs four times as often as it asks for otherwise, for stores that answer
#: thousands of statements. With its own thresholds, it compiles for half of the time.
FAST_JAVA = (
    "-XX:TieredStopAtLevel=4",
    "-XX:Tier4InvocationThreshold=20000",
    "-XX:Tier4MinInvocationThreshold=2400",
    "-XX:Tier4CompileThreshold=60000",
    "-XX:Tier4BackEdgeThreshold=160000",
)
#: The thresholds of Python's cyclic garbage collector. Tests keep many objects, such as catalogues, schemas and what
#: pytest has read. With Python's own thresholds, going through them again and again took a quarter of the time of tests
#: that read many rows.
GARBAGE_THRESHOLDS: Final = (20_000, 20, 20)
#: The property of a test whose value is printed at the end of the run.
CLOSING_LINE: Final = "closing line"
STORES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]


class FolderScheduling(LoadScopeScheduling):
    """Assigns folders and files to the processes."""

    def _split_scope(self, nodeid: str) -> str:
        return str(process_of(nodeid))


def process_of(nodeid: str) -> int:
    """The number of the process that runs a test as a part of the whole suite."""
    path = nodeid.split("::")[0].removeprefix("tests/")
    for place in (path, path.split("/")[0]):
        for number, places in enumerate(PROCESSES):
            if place in places:
                return number
    return len(PROCESSES) - 1


def is_whole_suite(config: pytest.Config) -> bool:
    """Whether all tests run; a part of the suite is faster in one process, which starts each store only once."""
    chosen = (
        config.option.keyword or config.option.markexpr or config.getoption("lf", False) or config.option.collectonly
    )
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not chosen


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The number of processes for ``--numprocesses=auto``; with 0, all tests run in this process."""
    return len(PROCESSES) if is_whole_suite(config) else 0


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FolderScheduling | None:
    """Divide the whole suite between the processes."""
    return FolderScheduling(config, log) if is_whole_suite(config) else None


def pytest_configure(config: pytest.Config) -> None:
    """Choose the options of Python and of the embedded store's Java, and begin to make the caches of loaded classes.

    Only the whole suite makes them, in the process that starts the others. All runs use them as soon as they exist.
    """
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    assert config.cache is not None
    os.environ["JDK_JAVA_OPTIONS"] = QUICK_JAVA
    try:
        cache = embedded_cache(config.cache.mkdir("class-caches"))
    except StoreUnavailableError:
        return
    # An older Java, such as that of Maven, does not know the option of the cache.
    os.environ["JDK_JAVA_OPTIONS"] += f" -XX:+IgnoreUnrecognizedVMOptions -XX:AOTCache={cache}"
    if is_whole_suite(config) and not hasattr(config, "workerinput"):
        config.add_cleanup(begin_to_make(cache))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the closing lines that tests of all processes recorded as properties."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties if report.when == "call" else ():
                if name == CLOSING_LINE:
                    terminalreporter.write_line(str(value))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The backend is asyncio, because the driver of Neo4j supports no other."""
    return "asyncio"


@pytest.fixture(scope="session")
def web_packages(request: pytest.FixtureRequest) -> Path:
    """The ``node_modules`` with all npm packages of the pages, including those for checks."""
    cache = request.config.cache
    assert cache is not None
    return install_packages(cache.mkdir("web-packages"))


@pytest.fixture(scope="session")
def embedded_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """A running embedded store, shared by all tests of the session."""
    # Some tests send statements that never end. Such a statement must stop soon after its test.
    server = EmbeddedServer(tmp_path_factory.mktemp("embedded"), memory=1024, statement_seconds=15)
    try:
        with java_options(" ".join(FAST_JAVA)):
            endpoint = server.start()
        yield endpoint
    finally:
        server.stop()


@pytest.fixture(scope="session")
def neo4j_endpoint() -> Iterator[Endpoint]:
    """A running Neo4j 5.26, shared by all tests of the session.

    Tests that use it need the mark ``neo4j``. Only the first process has so many statements for it that the fastest
    code saves more time than Java needs to compile to it. In the last process, it runs on the oldest Java that it
    supports; in the others on the Java of the embedded store, on which it plans statements in two thirds of the time.
    """
    process = process_of(os.environ["PYTEST_CURRENT_TEST"])
    jvm = [*QUICK_JVM, *FAST_JAVA] if process == 0 else QUICK_JVM
    java = None if process == len(PROCESSES) - 1 else runtime()[0]
    yield from _neo4j(Neo4jServer(LTS, java=java, jvm=jvm))


@pytest.fixture(scope="session")
def neo4j_next_endpoint() -> Iterator[Endpoint]:
    """A running Neo4j 2026, shared by all tests of the session.

    Tests that use it need the mark ``neo4j``.
    """
    yield from _neo4j(Neo4jServer(NEXT))


@pytest.fixture(params=STORES)
def endpoint(request: pytest.FixtureRequest) -> Endpoint:
    """Each store in turn."""
    found: Endpoint = request.getfixturevalue(f"{request.param}_endpoint")
    return found


@pytest.fixture
async def graph(endpoint: Endpoint) -> AsyncIterator[Graph]:
    """An open and empty graph on each store in turn."""
    opened = await connect(endpoint)
    try:
        await wipe(opened)
        yield opened
    finally:
        await opened.close()


@pytest.fixture(scope="module", params=[*STORES, pytest.param("neo4j_next", marks=pytest.mark.neo4j)])
async def sample_graph(request: pytest.FixtureRequest) -> AsyncIterator[Graph]:
    """An open graph that holds the sample, on each store in turn, for tests that only read."""
    opened = await connect(request.getfixturevalue(f"{request.param}_endpoint"))
    try:
        await fill_with_sample(opened)
        yield opened
    finally:
        await opened.close()


def _neo4j(server: Neo4jServer) -> Iterator[Endpoint]:
    try:
        yield server.start()
    except MissingToolError as missing:
        skip_or_fail(str(missing))
    finally:
        server.stop()


@contextmanager
def java_options(options: str) -> Iterator[None]:
    """Within the block, embedded stores are started with further options for Java."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("JDK_JAVA_OPTIONS", f"{os.environ['JDK_JAVA_OPTIONS']} {options}")
        yield


def skip_or_fail(reason: str) -> NoReturn:
    """Skip the test because a tool is missing; with ``CI=true``, fail the test instead."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
