"""The environment of a person who follows a page: a folder, a terminal, and a server in another terminal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.docs.pages import Block

ADDRESS: Final = re.compile(r"^Playground +http://127\.0\.0\.1:(\d+)/graphql$", re.MULTILINE)
READY: Final = "Ctrl-C stops everything."
SERVE: Final = re.compile(r"^graphapi serve.*\Z", re.MULTILINE)
SECONDS: Final = 120


@dataclass
class Terminal:
    """A folder to run commands in; ``replacements`` maps texts of a page to the texts that replace them here."""

    folder: Path
    replacements: dict[str, str] = field(default_factory=dict)

    def say(self, text: str) -> str:
        """The text of a page with its replacements for this machine."""
        for written, meant in self.replacements.items():
            text = text.replace(written, meant)
        return text

    def write(self, block: Block) -> None:
        """Write a block to the file that it names."""
        path = self.folder / str(block.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; ``stdout`` holds all output, including errors."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def run_script(self, block: Block) -> None:
        """Run an ``sh`` block, which must exit with code 0; a server at its end is stopped with Ctrl-C."""
        script = self.say(block.text).rstrip()
        if SERVE.search(script):
            with serving(self.folder, SERVE.sub(r"exec \g<0>", script)):
                return
        done = self.run("bash", "-euo", "pipefail", "-c", script)
        assert done.returncode == 0, f"{block.place}: exit code {done.returncode}\n{done.stdout}"

    def run_console(self, block: Block) -> None:
        """Run the commands of a ``console`` block and compare what they print."""
        for command, expected in commands_of(block.text):
            # The output may lack a line break at its end, for example that of curl.
            printed = self.run("bash", "-c", self.say(command)).stdout.removesuffix("\n") + "\n"
            pattern = printed_pattern(self.say(expected))
            assert re.fullmatch(pattern, printed), (
                f"{block.place}: {command}\nprints\n{printed}\ninstead of\n{expected}"
            )


def commands_of(text: str) -> list[tuple[str, str]]:
    """The commands of a ``console`` block, each with its output."""
    first, *parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not first, "a console block begins with a command"
    return [(command, expected) for command, _, expected in (part.partition("\n") for part in parts)]


def printed_pattern(expected: str) -> str:
    """A regular expression for the output: … matches any text, and spaces at the ends of lines are ignored."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"[ ]*\n"
        for line in expected.splitlines()
    ]
    return "".join(lines)


def environment() -> Mapping[str, str]:
    """The environment of the tests without settings of graphapi, and with the command ``graphapi`` on the path."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GRAPHAPI_", "NEO4J_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{clean.get('PATH', os.defpath)}"
    return {**clean, "PATH": path, "NO_COLOR": "1", "COLUMNS": "120", "GRAPHAPI_PORT": "0"}


@contextmanager
def serving(folder: Path, script: str = "exec graphapi serve") -> Iterator[int]:
    """The port of a server that a script starts; at the end, it must exit with code 0 after Ctrl-C."""
    log = folder / "server.log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
    assert process.stdout is not None
    printed = ""
    try:
        for line in process.stdout:
            printed += line
            if READY in line:
                break
        found = ADDRESS.search(printed)
        assert found, f"no server: {printed}{log.read_text(encoding='utf-8')}"
        yield int(found[1])
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
