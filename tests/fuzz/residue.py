"""What a server can leave behind: memory, open descriptors, and statements at the store."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DESCRIPTORS: Final = Path("/proc/self/fd")
STATM: Final = Path("/proc/self/statm")


@dataclass(frozen=True)
class Residue:
    """The resources of this process at a moment.

    Attributes:
        blocks: the blocks of memory that Python objects occupy; one for each small object.
        resident: the resident memory, in MiB; 0 where the platform does not say.
        descriptors: the open file descriptors; 0 where the platform does not say.
    """

    blocks: int
    resident: float
    descriptors: int


def measure() -> Residue:
    """The resources after everything that can be collected is collected."""
    gc.collect()
    descriptors = sum(1 for _ in DESCRIPTORS.iterdir()) if DESCRIPTORS.exists() else 0
    pages = int(STATM.read_text().split()[1]) if STATM.exists() else 0
    return Residue(sys.getallocatedblocks(), pages * os.sysconf("SC_PAGE_SIZE") / 2**20 if pages else 0.0, descriptors)
