"""The dumps that several tests of the benchmark on IMDb's shape read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.imdb import shape
from benchmarks.imdb.dumps import generate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def imdb_dumps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dumps of 11,000 titles."""
    folder = tmp_path_factory.mktemp("imdb-dumps")
    generate(folder, shape.SMALLEST_SCALE, 1)
    return folder
