"""The npm packages that only checks need: the type checker of the pages' sources, and axe-core."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from graphapi import web
from graphapi.web import build_hook

if TYPE_CHECKING:
    from pathlib import Path

WEB = web.DIST.parent
LOCK = "package-lock.json"


def install_packages(folder: Path) -> Path:
    """All packages of the lock file, also those for development; returns their ``node_modules``.

    Args:
        folder: kept from run to run, so that npm is only asked again when the lock file has changed.

    Raises:
        WebBuildError: npm cannot install them.
    """
    installed = folder / "installed.json"
    lock = (WEB / LOCK).read_text(encoding="utf-8")
    if not installed.is_file() or installed.read_text(encoding="utf-8") != lock:
        for name in ("package.json", LOCK, ".npmrc"):
            shutil.copyfile(WEB / name, folder / name)
        node, npm = build_hook.find_node()
        command = [node, npm, "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
        build_hook.run(command, folder, "npm could not install the packages for development.")
        installed.write_text(lock, encoding="utf-8")
    return folder / "node_modules"


def sources_with_packages(folder: Path, packages: Path) -> Path:
    """A copy of the pages' sources in ``folder`` that finds these packages; the copy's path."""
    copy = build_hook.copy_sources(WEB, folder)
    (copy / "node_modules").symlink_to(packages, target_is_directory=True)
    return copy
