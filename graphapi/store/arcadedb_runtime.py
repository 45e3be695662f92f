"""The runtime of the embedded store's process: Java, jars and free ports."""

from __future__ import annotations

import contextlib
import importlib.util
import secrets
import socket
import sys
from pathlib import Path
from typing import Final

from graphapi.errors import StoreUnavailableError

PORTS: Final = range(20000, 32000)
PORT_ATTEMPTS: Final = 200


def runtime() -> tuple[Path, Path]:
    """Find the Java executable and the folder of jars of the package arcadedb-embedded, without importing it.

    Raises:
        StoreUnavailableError: the package is not available for this platform, or is damaged.
    """
    found = importlib.util.find_spec("arcadedb_embedded")
    if found is None or found.origin is None:
        message = (
            "There is no embedded store for this platform (the package arcadedb-embedded is not installed). "
            "Set NEO4J_URI to use a Neo4j server instead."
        )
        raise StoreUnavailableError(message)
    package = Path(found.origin).parent
    java = package / "jre" / "bin" / ("java.exe" if sys.platform == "win32" else "java")
    if not java.is_file():
        message = f"The embedded store has no Java at {java}. Install arcadedb-embedded again, or set NEO4J_URI."
        raise StoreUnavailableError(message)
    return java, package / "jars"


def free_ports(host: str, count: int) -> list[int]:
    """Find free ports outside the range that systems use for outgoing connections.

    Raises:
        StoreUnavailableError: there are too few free ports.
    """
    with contextlib.ExitStack() as held:
        ports: list[int] = []
        for _ in range(PORT_ATTEMPTS):
            port = secrets.choice(PORTS)
            with contextlib.suppress(OSError):
                held.enter_context(socket.socket()).bind((host, port))
                ports.append(port)
            if len(ports) == count:
                return ports
    message = f"There is no free port between {PORTS.start} and {PORTS.stop} for the embedded store."
    raise StoreUnavailableError(message)


def listens(host: str, port: int) -> bool:
    """Whether something listens on a port."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
