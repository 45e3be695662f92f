"""Profiles: sets of defaults for the settings, by the people that a server is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Profile = Literal["local", "public"]
"""``local``: for a machine or a network whose users trust each other. ``public``: for a server open to strangers."""

PROFILE_DEFAULTS: Final[Mapping[Profile, Mapping[str, object]]] = {
    "local": {},
    "public": {
        "introspection": False,
        "suggestions": False,
        "playground": False,
        "explorer": False,
        "metrics": False,
        "require_preflight": True,
        # A page of films costs 1 to 3, so this is more than a hundred pages a second.
        "cost_per_second": 500,
        "max_in_flight": 16,
        # The driver decodes a record in one piece, and other requests wait meanwhile: about 10 ms for so many values.
        "max_response_values": 50_000,
    },
}
"""The defaults of each profile, by the name of the setting. Other settings have the same default in every profile."""


def profile_defaults(profile: object) -> Mapping[str, object]:
    """The defaults that a profile changes; none if there is no such profile."""
    return next((defaults for name, defaults in PROFILE_DEFAULTS.items() if name == profile), {})
