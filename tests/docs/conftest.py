"""The installation that the tests of ``docs/operations.md`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.docs.installation import Installation

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A budget that some dozens of requests use up, and that preparing a new document does not: it costs 5 for each
#: millisecond of processor time, so about 100 for a large one.
LIMITS = {"GRAPHAPI_MAX_COST": "100", "GRAPHAPI_COST_BURST": "500", "GRAPHAPI_COST_PER_SECOND": "1"}


@pytest.fixture(scope="package")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The running service of the page, on the embedded store with the sample."""
    installed = Installation(tmp_path_factory.mktemp("installation"), LIMITS)
    try:
        installed.start()
        yield installed
    finally:
        installed.stop()
