"""The processes of an embedded store, as the operating system reports them."""

from __future__ import annotations

import re
import socket
import subprocess
from contextlib import suppress
from pathlib import Path


def processes_of(folder: Path) -> list[int]:
    """The pids of the stores that run on a data folder, without zombies."""
    listing = subprocess.run(["ps", "-eww", "-o", "pid=,stat=,args="], capture_output=True, text=True, check=True)
    found = []
    for line in listing.stdout.splitlines():
        pid, state, arguments = line.split(maxsplit=2)
        if f"rootPath={folder} " in arguments and not state.startswith("Z"):
            found.append(int(pid))
    return found


def parent_of(pid: int) -> int:
    """The pid of a process's parent."""
    return int(re.findall(r"PPid:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[0])


def environment_of(pid: int) -> str:
    """The environment that a process was started with."""
    return Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")


def listening_addresses(pid: int) -> list[str]:
    """The addresses on which a process listens; IPv4-mapped ones are returned as IPv4."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        # A file may be closed after it was listed.
        with suppress(FileNotFoundError):
            inodes.update(re.findall(r"socket:\[(\d+)\]", str(link.readlink())))
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and columns[9] in inodes:
                raw = bytes.fromhex(columns[1].split(":")[0])
                words = b"".join(raw[i : i + 4][::-1] for i in range(0, len(raw), 4))
                if len(words) == 16 and not words.startswith(b"\0" * 10 + b"\xff\xff"):
                    found.append(socket.inet_ntop(socket.AF_INET6, words))
                else:
                    found.append(socket.inet_ntop(socket.AF_INET, words[-4:]))
    return found
