"""Finds the Java and Maven programs of this machine."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path


class MissingToolError(Exception):
    """A tool is not installed; the message names the tool and the command that installs it."""


def find_java(least: int, most: int | None = None) -> Path:
    """The oldest ``java`` program from version ``least`` up to ``most``.

    Raises:
        MissingToolError: there is none.
    """
    found = _found(least, most, "java")
    if found:
        return found
    wanted = f"{least}" if most == least else f"{least} to {most}" if most else f"{least} or newer"
    message = f"Java {wanted} not found: apt-get install openjdk-{least}-jdk-headless (or set JAVA_HOME)"
    raise MissingToolError(message)


def find_compiler(least: int) -> Path:
    """The oldest ``javac`` program from version ``least``.

    Raises:
        MissingToolError: there is none; a Java runtime without a compiler is not enough.
    """
    found = _found(least, None, "javac")
    if found:
        return found
    message = f"No Java compiler found: apt-get install openjdk-{least}-jdk-headless"
    raise MissingToolError(message)


def _found(least: int, most: int | None, program: str) -> Path | None:
    versions: dict[int, Path] = {}
    for home in _homes():
        path = home / "bin" / program
        if path.exists():
            major = _major(home)
            if major is not None and least <= major <= (most or major):
                versions.setdefault(major, path)
    return versions[min(versions)] if versions else None


def find_maven() -> str:
    """The ``mvn`` program.

    Raises:
        MissingToolError: there is none.
    """
    maven = shutil.which("mvn")
    if maven is None:
        message = "Maven not found: apt-get install maven"
        raise MissingToolError(message)
    return maven


def _homes() -> list[Path]:
    """Java homes from the environment (JAVA_HOME_21_X64 too), the path, the usual folders and the embedded store."""
    homes = [Path(value) for name, value in sorted(os.environ.items()) if name.startswith("JAVA_HOME") and value]
    on_path = shutil.which("java")
    if on_path is not None:
        homes.append(Path(on_path).resolve().parent.parent)
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    homes += sorted(Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home"))
    embedded = importlib.util.find_spec("arcadedb_embedded")
    if embedded is not None and embedded.origin is not None:
        # The Java of the embedded store is new enough for the newest Neo4j, and Debian 12 has no such Java.
        homes.append(Path(embedded.origin).parent / "jre")
    return homes


@cache
def _major(home: Path) -> int | None:
    java = home / "bin" / "java"
    if not java.exists():
        return None
    answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', answer.stderr)
    return int(found[1]) if found else None
