"""Caches of loaded classes, with which Java starts the stores of the tests in half of the processor time.

Java can only read a cache that it has made itself with the same jars. It ignores any other, and starts without it.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from graphapi.store import connect
from graphapi.store.arcadedb_runtime import runtime
from graphapi.store.embedded import EmbeddedServer
from tests.neo4j_server.java import MissingToolError, find_java
from tests.neo4j_server.starter import LTS, QUICK_JVM, Neo4jServer, archive_of
from tests.stores import fill_with_sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.store import Endpoint


def embedded_cache(folder: Path) -> Path:
    """The path of the cache of the embedded store, for the installed jars.

    Args:
        folder: a folder that is kept between runs of the tests.
    """
    java, jars = runtime()
    files = [f"{file} {file.stat().st_mtime_ns}" for file in (java, *sorted(jars.iterdir()))]
    return folder / f"{sha256(' '.join(files).encode()).hexdigest()[:16]}.aot"


def begin_to_make(cache: Path) -> Callable[[], None]:
    """Make the caches that do not exist, in a new process; stores that start before its end start without them.

    Returns:
        A function that waits until the process has ended.
    """
    process = subprocess.Popen([sys.executable, "-m", "tests.class_caches", str(cache)], stdout=subprocess.DEVNULL)

    def wait() -> None:
        process.wait()

    return wait


def make_embedded_cache(cache: Path) -> None:
    """Record which classes a start and the sample need, and write them to the cache (JEP 483).

    The cache gets its name when it is complete. Caches for other jars are removed.
    """
    with tempfile.TemporaryDirectory(dir=cache.parent) as temporary:
        recorded, draft = Path(temporary, "recorded"), Path(temporary, "draft")
        os.environ["JDK_JAVA_OPTIONS"] = f"-XX:AOTMode=record -XX:AOTConfiguration={recorded}"
        run(EmbeddedServer(Path(temporary, "store")))
        del os.environ["JDK_JAVA_OPTIONS"]
        java, jars = runtime()
        options = ["-XX:AOTMode=create", f"-XX:AOTConfiguration={recorded}", f"-XX:AOTCache={draft}"]
        # Java refuses a cache that was made with another value of this option.
        options.append("--enable-native-access=ALL-UNNAMED")
        subprocess.run([java, *options, "-cp", jars / "*"], check=True, stdout=subprocess.DEVNULL)
        for old in cache.parent.glob("*.aot"):
            old.unlink()
        draft.replace(cache)


def make_neo4j_archive(archive: Path) -> None:
    """Write the classes that a start and the sample need to an archive (JEP 350), when the server ends."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as temporary:
        draft = Path(temporary, archive.name)
        jvm = [*QUICK_JVM, f"-XX:ArchiveClassesAtExit={draft}"]
        run(Neo4jServer(LTS, jvm=jvm, kept=Path(temporary, "server")))
        draft.replace(archive)


def run(server: EmbeddedServer | Neo4jServer) -> None:
    """Start a store, load the sample, and stop the store."""
    try:
        asyncio.run(_fill(server.start()))
    finally:
        server.stop()


async def _fill(endpoint: Endpoint) -> None:
    graph = await connect(endpoint)
    try:
        await fill_with_sample(graph)
    finally:
        await graph.close()


def main(cache: Path) -> None:
    """Make the caches that do not exist."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    if not cache.exists():
        make_embedded_cache(cache)
    with suppress(MissingToolError):
        archive = archive_of(LTS, find_java(LTS.least_java, LTS.most_java))
        if not archive.exists():
            make_neo4j_archive(archive)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
