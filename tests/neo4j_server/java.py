"""Which Java and which Maven this machine has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path


class MissingToolError(Exception):
    """Something is not installed; the message says what, and the command that installs it."""


def find_jdk(least: int, most: int | None = None) -> Path:
    """The ``java`` program of the oldest Java Development Kit from version ``least`` up to ``most``.

    A runtime alone is not enough: the server's main class is compiled while it starts.

    Raises:
        MissingToolError: there is none.
    """
    found: dict[int, Path] = {}
    for home in _homes():
        major = _major(home)
        if major is not None and least <= major <= (most or major) and (home / "bin" / "javac").exists():
            found.setdefault(major, home / "bin" / "java")
    if found:
        return found[min(found)]
    wanted = f"{least}" if most == least else f"{least} to {most}" if most else f"{least} or newer"
    message = f"No JDK {wanted} found: apt-get install openjdk-{least}-jdk-headless (or set JAVA_HOME to one)"
    raise MissingToolError(message)


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
    """Where Javas are: named by the environment (JAVA_HOME_21_X64 too), on the path, and in the usual folders."""
    homes = [Path(value) for name, value in sorted(os.environ.items()) if name.startswith("JAVA_HOME") and value]
    on_path = shutil.which("java")
    if on_path is not None:
        homes.append(Path(on_path).resolve().parent.parent)
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    homes += sorted(Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home"))
    return homes


def _major(home: Path) -> int | None:
    java = home / "bin" / "java"
    if not java.exists():
        return None
    answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', answer.stderr)
    return int(found[1]) if found else None
