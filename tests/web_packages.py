"""The npm packages that only tests need: the type checker for the sources of the pages, and axe-core."""

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
    """Install all packages of the lock file, including those for development; return their ``node_modules``.

    Args:
        folder: a folder that is kept between runs, so that npm only runs if the lock file has changed.

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
    """Copy the sources of the pages to ``folder``, link the packages, and return the path of the copy."""
    copy = build_hook.copy_sources(WEB, folder)
    (copy / "node_modules").symlink_to(packages, target_is_directory=True)
    return copy
