"""An installation as ``docs/operations.md`` describes it, in a folder: settings, the service, and nginx in front."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from configparser import RawConfigParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.docs.pages import read_blocks
from tests.docs.terminal import READY, Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.docs.pages import Block

PAGE: Final = "docs/operations.md"
PROGRAMS: Final = Path(sys.executable).parent
START_SECONDS: Final = 60


def block_named(file: str) -> Block:
    """The configuration on the page with this file name."""
    (found,) = (block for block in read_blocks(PAGE) if block.file == file)
    return found


def rehearsed_blocks(*commands: str) -> list[Block]:
    """The blocks of the page that a test rehearses, in order: those that contain one of the commands."""
    blocks = [block for block in read_blocks(PAGE) if "rehearsed" in block.words]
    return [block for block in blocks if any(command in block.text for command in commands)]


def unit_file() -> RawConfigParser:
    """The unit of systemd on the page; of an option that occurs several times, the last value."""
    unit = RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=("#",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(block_named("graphapi.service").text)
    return unit


def free_port() -> int:
    """A free port of the loopback address."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Installation:
    """The service of the page in a folder; ``limits`` are settings that differ from those of the page."""

    def __init__(self, folder: Path, limits: Mapping[str, str]) -> None:
        self.folder = folder
        self.port = free_port()
        self.paths = {f"/{name}": str(folder / name) for name in ("etc/graphapi", "var/lib/graphapi", "var/backups")}
        for path in (*self.paths.values(), str(folder / "var/backups/graphapi")):
            Path(path).mkdir(parents=True, mode=0o700, exist_ok=True)
        self.etc = Path(self.paths["/etc/graphapi"])
        settings = self.here(block_named(".env").text)
        (self.etc / ".env").write_text(settings, encoding="utf-8")
        self._environment = {**environment(), "GRAPHAPI_PORT": str(self.port), **limits}
        self._log = folder / "service.log"
        self._process: subprocess.Popen[str] | None = None

    @property
    def data(self) -> Path:
        """The folder of the embedded store."""
        return Path(self.paths["/var/lib/graphapi"]) / "store"

    @property
    def keys(self) -> Path:
        """The file of API keys."""
        return Path(self.paths["/var/lib/graphapi"]) / "keys.json"

    @property
    def origin(self) -> str:
        """Where the server answers without a proxy."""
        return f"http://127.0.0.1:{self.port}"

    def here(self, text: str) -> str:
        """A text of the page with the paths of this installation."""
        for written, meant in self.paths.items():
            text = text.replace(written, meant)
        return text

    def start(self) -> None:
        """``systemctl start graphapi``: run the command of the unit, and wait until it answers."""
        command = unit_file()["Service"]["ExecStart"].replace("/opt/graphapi/bin", str(PROGRAMS))
        with self._log.open("ab") as errors:
            self._process = subprocess.Popen(
                shlex.split(command),
                cwd=self.etc,
                env=self._environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self._process.stdout is not None
        printed = ""
        for line in self._process.stdout:
            printed += line
            if READY in line:
                return
        raise AssertionError(f"no server: {printed}{self._log.read_text(encoding='utf-8')}")

    def stop(self) -> None:
        """``systemctl stop graphapi``: the signal to the main process alone, and the time that the unit gives it."""
        process, self._process = self._process, None
        if process is None:
            return
        assert unit_file()["Service"]["KillMode"] == "mixed"
        process.send_signal(signal.SIGTERM)
        try:
            assert process.wait(int(unit_file()["Service"]["TimeoutStopSec"])) == 0
        finally:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()

    def request_lines(self, request_id: str) -> list[dict[str, Any]]:
        """The lines of the log about a request; they are written after its answer."""
        lines = [json.loads(line) for line in self._log.read_text(encoding="utf-8").splitlines() if line[:1] == "{"]
        return [line for line in lines if line.get("request_id") == request_id and line["event"] == "request"]

    def await_request_line(self, request_id: str) -> dict[str, Any]:
        """The line of the log about a request."""
        end = time.monotonic() + 5
        while time.monotonic() < end:
            found = self.request_lines(request_id)
            if found:
                return found[0]
            time.sleep(0.01)
        raise AssertionError(f"the log has no request {request_id}")


def rehearse(block: Block, folder: Path, services: Mapping[str, Callable[[], object]], said: Mapping[str, str]) -> str:
    """Run the commands of a block in a folder, and return what they print.

    Args:
        block: the block of the page.
        folder: the folder of the settings.
        services: the commands that a function replaces, such as those of systemd.
        said: the texts of the page that mean something else here, such as paths.

    Raises:
        AssertionError: a command fails.
    """
    terminal = Terminal(folder, dict(said))
    printed = ""
    for command in block.text.splitlines():
        if command in services:
            services[command]()
            continue
        done = terminal.run("bash", "-euo", "pipefail", "-c", terminal.say(command))
        assert done.returncode == 0, f"{block.place}: {command}\n{done.stdout}"
        printed += done.stdout
    return printed


class Nginx:
    """nginx with the configuration of the page, in front of a port; ``log`` is its log of requests."""

    def __init__(self, program: str, folder: Path, upstream: int) -> None:
        self.port = free_port()
        self.log = folder / "access.log"
        for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
            (folder / name).mkdir(parents=True)
        site = block_named("graphapi.conf").text
        for written, meant in {
            "listen 443": f"listen 127.0.0.1:{self.port}",
            "server 127.0.0.1:8000": f"server 127.0.0.1:{upstream}",
            "/etc/ssl/graphapi": str(folder),
            "/var/log/nginx/graphapi.log": str(self.log),
        }.items():
            assert site.count(written) >= 1, f"{PAGE} has no {written}"
            site = site.replace(written, meant)
        (folder / "site.conf").write_text(site, encoding="utf-8")
        temporary = "".join(f"{name}_temp_path {folder}/{name};" for name in ("proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes 1; pid {folder}/nginx.pid;"
            f"error_log {folder}/error.log; events {{}}"
            f"http {{ client_body_temp_path {folder}/body; {temporary} include {folder}/site.conf; }}",
            encoding="utf-8",
        )
        self._errors = folder / "error.log"
        self._command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(self._errors)]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start nginx, and wait until it accepts connections."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while self._process.poll() is None and time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError(f"nginx did not start: {self._errors.read_text(encoding='utf-8')}")

    def stop(self) -> None:
        """Stop nginx and its worker."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)


def directive(name: str) -> str:
    """The value of a directive of nginx on the page."""
    (found,) = re.findall(rf"^\s*{name} ([^;]+);", block_named("graphapi.conf").text, flags=re.MULTILINE)
    return str(found)
