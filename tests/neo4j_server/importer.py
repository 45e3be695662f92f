"""Runs Neo4j's importer, as ``neo4j-admin`` does."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from tests.neo4j_server.java import find_compiler, find_java
from tests.neo4j_server.starter import LTS, OPENED, fetch_jars, fetch_parquet_jars

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.neo4j_server.starter import Release


def run_admin(release: Release, kept: Path, arguments: Sequence[str], *, heap: str = "256m") -> str:
    """Run ``neo4j-admin`` for a server that is not running, and return what it printed.

    Args:
        release: the release of Neo4j.
        kept: the folder of the server, see `tests.neo4j_server.starter.Neo4jServer`.
        arguments: the arguments of the command.
        heap: the largest heap of Java.

    Raises:
        MissingToolError: a suitable Java or Maven is not installed.
        AssertionError: the command failed.
    """
    java = find_java(release.least_java, release.most_java)
    compiler = find_compiler(LTS.least_java)
    jars = (fetch_jars(release, compiler), fetch_parquet_jars(compiler))
    home, settings = kept / "data", kept / "conf"
    for folder in (home, settings):
        folder.mkdir(parents=True, exist_ok=True)
    answer = subprocess.run(
        [
            str(java),
            f"-Xmx{heap}",
            *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED),
            "-cp",
            os.pathsep.join(str(folder / "*") for folder in jars),
            "org.neo4j.cli.AdminTool",
            *arguments,
        ],
        cwd=kept,  # the importer writes its report there
        env=os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(settings)},
        capture_output=True,
        text=True,
        check=False,
    )
    printed = answer.stdout + answer.stderr
    assert answer.returncode == 0, printed[-3000:]
    return printed
