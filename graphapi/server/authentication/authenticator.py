"""Finds the principal of a request from its headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.errors import UnauthenticatedError
from graphapi.execution.principal import Principal
from graphapi.server.authentication.access import anonymous_scopes, is_authentication_configured
from graphapi.server.authentication.tokens import TokenVerifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.settings import Settings

NEEDED: Final = "This request needs a token: send the header Authorization: Bearer <token>."


class Authenticator:
    """Finds the principals of requests.

    A request without credentials has the scopes of ``GRAPHAPI_ANONYMOUS``. A request with credentials that are not
    valid has none, so that a client whose token has expired is told so. Without any authentication configured, the
    headers are not looked at: a proxy in front of the server may have a use for them.

    Args:
        settings: the settings.

    Raises:
        BadSettingsError: the settings of the authentication cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self._anonymous = Principal(scopes=anonymous_scopes(settings), reason=NEEDED)
        self._configured = is_authentication_configured(settings)
        self._tokens = TokenVerifier.of(settings)

    async def authenticate(self, headers: Mapping[bytes, bytes]) -> Principal:
        """The principal of a request.

        Args:
            headers: the headers of the request; the names are in lower case.
        """
        authorization = headers.get(b"authorization", b"").decode("latin-1").strip()
        if not self._configured or not authorization:
            return self._anonymous
        try:
            return await self._principal_of(authorization)
        except UnauthenticatedError as error:
            return Principal(reason=str(error))

    async def _principal_of(self, authorization: str) -> Principal:
        scheme, _, credentials = authorization.partition(" ")
        if scheme.lower() != "bearer" or not credentials.strip():
            raise UnauthenticatedError(NEEDED)
        return await self._tokens.principal_of(credentials.strip())
