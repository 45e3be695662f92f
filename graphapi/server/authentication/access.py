"""What requests without credentials may do, and whether the server may listen on its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.execution.principal import AccessScope
from graphapi.loopback import is_loopback
from graphapi.settings import BadSettingsError

if TYPE_CHECKING:
    from graphapi.settings import Settings

ANONYMOUS_SCOPES: Final = {
    "none": frozenset[AccessScope](),
    "read": frozenset({AccessScope.READ}),
    "write": frozenset({AccessScope.READ, AccessScope.WRITE}),
}


def is_authentication_configured(settings: Settings) -> bool:
    """Whether there are credentials that the server can check."""
    credentials = (settings.token_secret, settings.api_keys_file, settings.api_keys, settings.jwks_url)
    return any(setting is not None for setting in credentials)


def anonymous_scopes(settings: Settings) -> frozenset[AccessScope]:
    """The access scopes of a request without credentials.

    ``GRAPHAPI_ANONYMOUS`` names them. If it is unset, everybody may read and write on a loopback address without
    authentication, and nobody anywhere else.
    """
    if settings.anonymous is not None:
        return ANONYMOUS_SCOPES[settings.anonymous]
    unprotected = is_loopback(settings.host) and not is_authentication_configured(settings)
    return ANONYMOUS_SCOPES["write" if unprotected else "none"]


def check_exposure(settings: Settings) -> None:
    """Check that a server that others can reach has authentication, or is meant to be public.

    Raises:
        BadSettingsError: it has not; the message names the settings.
    """
    if is_loopback(settings.host):
        return
    if settings.anonymous == "write":
        raise BadSettingsError(
            f"GRAPHAPI_ANONYMOUS: write is allowed only on a loopback address, and others can reach {settings.host}. "
            "Use none or read."
        )
    if settings.anonymous != "read" and not is_authentication_configured(settings):
        raise BadSettingsError(
            f"Others can reach {settings.host}, and this server has no authentication. Set GRAPHAPI_API_KEYS_FILE, "
            "GRAPHAPI_JWKS_URL or GRAPHAPI_TOKEN_SECRET, or set GRAPHAPI_ANONYMOUS=read if everybody may read."
        )
