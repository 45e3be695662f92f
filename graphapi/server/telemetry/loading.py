"""Loads the export of telemetry, if the settings ask for it; otherwise nothing of OpenTelemetry is imported."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from graphapi.settings import BadSettingsError

if TYPE_CHECKING:
    from graphapi.server.telemetry.otlp import Exporting
    from graphapi.settings import Settings

PACKAGES: Final = ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http")
"""The packages of the extra ``telemetry`` that are imported."""


def require_packages(settings: Settings) -> None:
    """Check that the packages are installed that the settings need.

    Raises:
        BadSettingsError: a package is missing.
    """
    if settings.otlp_endpoint is not None and not all(map(_is_installed, PACKAGES)):
        raise BadSettingsError(
            "GRAPHAPI_OTLP_ENDPOINT: needs packages that are not installed: pip install 'graphapi[telemetry]'"
        )


def load_exporting(settings: Settings) -> Exporting | None:
    """The export of traces and metrics; None if the settings do not ask for it.

    Raises:
        BadSettingsError: a package is missing.
    """
    if settings.otlp_endpoint is None:
        return None
    require_packages(settings)
    from graphapi.server.telemetry.otlp import Exporting

    return Exporting(settings)


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        # A package around it is missing.
        return False
