"""Finds the principal of a request from its headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphapi.errors import UnauthenticatedError
from graphapi.execution.principal import Principal
from graphapi.server.authentication.access import anonymous_scopes, check_exposure, is_authentication_configured
from graphapi.server.authentication.api_key_file import ApiKeys
from graphapi.server.authentication.api_keys import PREFIX, principal_of
from graphapi.server.authentication.tokens import TokenVerifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.settings import Settings

NEEDED: Final = "This request needs a token or an API key: send the header Authorization: Bearer <token or key>."
TWO_CREDENTIALS: Final = "Send either Authorization or X-API-Key, not both."


class Authenticator:
    """Finds the principals of requests.

    A request without credentials has the scopes of ``GRAPHAPI_ANONYMOUS``. A request with credentials that are not
    valid has none, so that a client whose token has expired is told so. Without any authentication configured, the
    headers are not looked at: a proxy in front of the server may have a use for them.

    Args:
        settings: the settings.

    Raises:
        BadSettingsError: others can reach the server and it has no authentication, or the settings of the
            authentication cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        check_exposure(settings)
        self._anonymous = Principal(scopes=anonymous_scopes(settings), reason=NEEDED)
        self._configured = is_authentication_configured(settings)
        self._keys = ApiKeys.of(settings)
        self._tokens = TokenVerifier.of(settings)

    async def authenticate(self, headers: Mapping[bytes, bytes]) -> Principal:
        """The principal of a request.

        Args:
            headers: the headers of the request; the names are in lower case.
        """
        authorization = headers.get(b"authorization", b"").decode("latin-1").strip()
        api_key = headers.get(b"x-api-key", b"").decode("latin-1").strip()
        if not self._configured or not (authorization or api_key):
            return self._anonymous
        try:
            return await self._principal_of(authorization, api_key)
        except UnauthenticatedError as error:
            return Principal(reason=str(error))

    async def _principal_of(self, authorization: str, api_key: str) -> Principal:
        if authorization and api_key:
            # RFC 6750, section 2: a client must not use more than one method in a request.
            raise UnauthenticatedError(TWO_CREDENTIALS)
        if api_key:
            return principal_of(api_key, self._keys.current())
        scheme, _, credentials = authorization.partition(" ")
        credentials = credentials.strip()
        if scheme.lower() != "bearer" or not credentials:
            raise UnauthenticatedError(NEEDED)
        if credentials.startswith(PREFIX):
            return principal_of(credentials, self._keys.current())
        return await self._tokens.principal_of(credentials)
