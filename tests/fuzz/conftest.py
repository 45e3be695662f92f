"""The folder of the embedded store of the session."""

from __future__ import annotations

from tests.http.conftest import store_folder

__all__ = ["store_folder"]
