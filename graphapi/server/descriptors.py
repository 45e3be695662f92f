"""File descriptors, which bound how many connections a server process can have.

Source: getrlimit(2), ``RLIMIT_NOFILE``.
"""

from __future__ import annotations

import sys
from typing import Final

BACKLOG: Final = 2048
"""The most connections that wait in the queue of the listening socket until the server accepts them."""
MOST_DESCRIPTORS: Final = 65_536
"""The highest limit that a server sets for itself: programs that close every possible descriptor take long beyond."""
OWN_DESCRIPTORS: Final = 128
"""How many descriptors a server needs for itself: connections to the store, the event loop, pipes and files."""


def raise_descriptor_limit() -> None:
    """Raise the soft limit of this process, and of those that it starts, as far as the hard limit permits."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    except (ValueError, OSError):
        # macOS has a further limit, kern.maxfilesperproc. The old limit then stays in force.
        return


def permitted_connections() -> int | None:
    """How many connections the descriptors of this process permit; None if the platform has no such limit.

    The rest is for the process itself, and for one queue of connections that are accepted only to be refused. If the
    limit is low, half of it is for connections.
    """
    if sys.platform == "win32":
        return None
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return None
    return max(1, soft - OWN_DESCRIPTORS - BACKLOG, soft // 2)
