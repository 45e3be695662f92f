"""The installation that the tests of ``docs/operations.md`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.docs.installation import Installation

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A budget that a few requests use up.
LIMITS = {"GRAPHAPI_MAX_COST": "100", "GRAPHAPI_COST_BURST": "100", "GRAPHAPI_COST_PER_SECOND": "1"}


@pytest.fixture(scope="package")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The running service of the page, on the embedded store with the sample."""
    installed = Installation(tmp_path_factory.mktemp("installation"), LIMITS)
    try:
        installed.start()
        yield installed
    finally:
        installed.stop()
