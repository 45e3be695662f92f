"""The folder of the embedded store of the session, and logging that tests of many requests can afford."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
import structlog

from tests.http.conftest import store_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["store_folder"]


@pytest.fixture(scope="package", autouse=True)
def _quiet() -> Iterator[None]:
    """Log errors only, as a server does that is started with ``GRAPHAPI_LOG_LEVEL=ERROR``."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    strawberry = logging.getLogger("strawberry.execution")
    was_disabled, strawberry.disabled = strawberry.disabled, True
    yield
    strawberry.disabled = was_disabled
    structlog.configure(**before)
