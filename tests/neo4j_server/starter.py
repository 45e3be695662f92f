"""Starts a Neo4j server for one test session."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from graphapi.store import Endpoint, StoreKind
from tests.neo4j_server.java import find_compiler, find_java, find_maven

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
START_SECONDS = 300.0
STOP_SECONDS = 30.0
KEEP_SECONDS = 180.0
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
#: Java compiles quickly, and not to the fastest code. Most servers of the tests run for seconds.
QUICK_JVM = ("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")


@dataclass(frozen=True)
class Release:
    """A release of Neo4j, and the versions of Java that run it."""

    version: str
    least_java: int
    most_java: int | None


LTS = Release("5.26.30", 17, 21)
NEXT = Release("2026.08.1", 21, None)


class Neo4jServer:
    """A Neo4j server on loopback, which stops when this process ends, even if it is killed.

    Args:
        release: the release of Neo4j.
        java: the program that runs the server; without it, the oldest one that the release supports.
        jvm: the options for Java, which gets no others from the environment.
        page_cache: the size of Neo4j's page cache, in the notation of Neo4j's settings.
        kept: the folder for the files of the server. Without it, the server is empty and leaves no files behind. With
            it, a server that has ended can be started again, with the same port and password.
    """

    def __init__(
        self,
        release: Release,
        *,
        java: Path | None = None,
        jvm: Sequence[str] = QUICK_JVM,
        page_cache: str = "64m",
        kept: Path | None = None,
    ) -> None:
        self._release = release
        self._java = java
        self._jvm = jvm
        self._page_cache = page_cache
        self._kept = kept
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._address: tuple[int, str] | None = None

    def start(self) -> Endpoint:
        """Fetch the jars if necessary, start the server, and wait until it is ready.

        Raises:
            MissingToolError: a suitable Java or Maven is not installed.
            RuntimeError: the server does not start; the message holds what it printed.
        """
        java = self._java or find_java(self._release.least_java, self._release.most_java)
        compiler = find_compiler(LTS.least_java)
        jars = fetch_jars(self._release, compiler)
        program = compile_program(compiler)
        if self._kept is not None:
            self._kept.mkdir(parents=True, exist_ok=True)
        folder = self._folder = self._kept or Path(tempfile.mkdtemp(prefix="graphapi-neo4j-"))
        log = folder / "neo4j.log"
        archive = archive_of(self._release, java)
        options = [*self._jvm, f"-XX:SharedArchiveFile={archive}"] if archive.exists() else self._jvm
        is_known = self._address is not None
        self._address = port, password = self._address or (_free_port(), secrets.token_urlsafe(12))
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [
                    str(java),
                    *options,
                    *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED),
                    "-cp",
                    os.pathsep.join([str(program), str(jars / "*")]),
                    "Main",
                    str(folder),
                    str(port),
                    self._page_cache,
                    "remove" if self._kept is None else "keep",
                ],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={name: value for name, value in os.environ.items() if name != "JDK_JAVA_OPTIONS"},
                start_new_session=True,
            )
        assert self._process.stdin is not None
        # Neo4j refuses to change a password to what it is.
        self._process.stdin.write(b"\n" if is_known else f"{password}\n".encode())
        self._process.stdin.flush()
        try:
            _await_ready(self._process, log)
        except BaseException:
            self.stop()
            raise
        return Endpoint(f"bolt://127.0.0.1:{port}", StoreKind.NEO4J, "neo4j", password, "neo4j")

    @property
    def process_id(self) -> int:
        """The process id of the running server."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End the server as a crash does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def stop(self) -> None:
        """Stop the server, and remove its folder unless it is kept."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(STOP_SECONDS if self._kept is None else KEEP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._folder is not None and self._kept is None:
            shutil.rmtree(self._folder, ignore_errors=True)


def cache_folder() -> Path:
    """The folder for what is fetched or made once on a machine."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphapi-tests"


def archive_of(release: Release, java: Path) -> Path:
    """The path of the archive of loaded classes, with which this Java starts this release faster, if it exists.

    Java ignores an archive that another Java or a start with other jars has made.
    """
    made_by = f"{java.resolve()} {java.stat().st_mtime_ns} {(HERE / 'Main.java').read_text(encoding='utf-8')}"
    return cache_folder() / f"neo4j-{release.version}-{sha256(made_by.encode()).hexdigest()[:16]}.jsa"


def compile_program(compiler: Path) -> Path:
    """Compile the program that starts Neo4j, in a jar in the cache; the Java that runs it may have no compiler."""
    source = HERE / "Main.java"
    jar = cache_folder() / f"start-{sha256(source.read_bytes()).hexdigest()[:16]}.jar"
    if not jar.exists():
        with tempfile.TemporaryDirectory(dir=cache_folder()) as temporary:
            subprocess.run([compiler, "-d", temporary, "--release", str(LTS.least_java), source], check=True)
            draft = Path(temporary, jar.name)
            with ZipFile(draft, "w") as archive:
                archive.write(Path(temporary, "Main.class"), "Main.class")
            # An archive of loaded classes is valid for one jar only, so the first that is complete stays.
            with contextlib.suppress(FileExistsError):
                jar.hardlink_to(draft)
    return jar


def fetch_jars(release: Release, compiler: Path) -> Path:
    """The folder of a release's jars, from the cache or, the first time, from Maven.

    Raises:
        MissingToolError: the jars are not in the cache and Maven is not installed.
        RuntimeError: Maven failed; the message holds what it printed.
    """
    return _fetch(f"neo4j-{release.version}", "pom.xml", compiler, f"-Dneo4j.version={release.version}")


def fetch_parquet_jars(compiler: Path) -> Path:
    """The folder of the further jars with which the importers of all releases read Parquet, as `fetch_jars`."""
    return _fetch("neo4j-parquet", "parquet.xml", compiler)


def _fetch(name: str, project: str, compiler: Path, *definitions: str) -> Path:
    cache = cache_folder()
    jars = cache / name
    if jars.is_dir():
        return jars
    maven = find_maven()
    cache.mkdir(parents=True, exist_ok=True)
    # Download into a temporary folder and rename it at the end, so that an interrupted download never looks complete.
    draft = Path(tempfile.mkdtemp(prefix="fetching-", dir=cache))
    try:
        command = [maven, "-B", "-q", "-f", str(HERE / project), *definitions, COPY]
        command += [f"-DoutputDirectory={draft}", "-DincludeScope=runtime"]
        environment = os.environ | {"JAVA_HOME": str(compiler.parent.parent)}
        answer = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if answer.returncode != 0:
            message = f"Maven could not fetch {name}:\n{answer.stdout[-2000:]}"
            raise RuntimeError(message)
        with contextlib.suppress(OSError):
            draft.rename(jars)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return jars


def _await_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        if b"READY" in log.read_bytes():
            return
        time.sleep(0.1)
    printed = log.read_text(errors="replace")[-2000:] if log.exists() else ""
    message = f"Neo4j did not start:\n{printed}"
    raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
