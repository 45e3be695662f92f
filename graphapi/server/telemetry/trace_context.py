"""The trace of the client, from the header ``traceparent``.

Source: W3C Trace Context, section 3.2, https://www.w3.org/TR/trace-context/#traceparent-header.
"""

from __future__ import annotations

import re
from typing import Final

TRACEPARENT: Final = re.compile(rb"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?")


def trace_id_of(traceparent: bytes) -> str | None:
    """The trace id in the value of the header; None if the value is not valid."""
    found = TRACEPARENT.fullmatch(traceparent)
    return found[1].decode() if found else None
