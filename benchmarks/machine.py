"""CPU time and memory of processes and of the whole machine, read from /proc."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

TICK: Final = 1 / os.sysconf("SC_CLK_TCK")
MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Machine:
    """The hardware and the system of a measurement."""

    cores: int
    memory_gib: int
    processor: str
    system: str

    @classmethod
    def this(cls) -> Machine:
        """The machine that this process runs on."""
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        system = f"{platform.system()} {platform.release().split('-')[0]}"
        return cls(os.cpu_count() or 1, round(pages / 2**30), found[1] if found else platform.machine(), system)


def process_tree(process_id: int) -> list[int]:
    """The IDs of a process and all its descendants."""
    found = [process_id]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in task.read_text(encoding="ascii").split()]
    return found


def cpu_seconds(process_ids: Iterable[int]) -> float:
    """The CPU time of running processes in seconds, with a resolution of a hundredth of a second."""
    total = 0
    for one in process_ids:
        # The process name is in parentheses, and may itself contain parentheses and spaces.
        fields = Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total * TICK


def memory_mib(process_ids: Iterable[int]) -> float:
    """The resident memory of running processes in MiB."""
    total = 0
    for one in process_ids:
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{one}/status").read_text(encoding="utf-8"))
        total += int(found[1]) if found else 0
    return total / 1024


def busy_seconds() -> float:
    """The total busy time of all cores in seconds, including time stolen by the host."""
    fields = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, interrupts, soft_interrupts, stolen = map(int, fields[:8])
    return (user + nice + system + interrupts + soft_interrupts + stolen) * TICK
