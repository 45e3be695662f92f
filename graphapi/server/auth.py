"""The principal of a request in the middleware and at the endpoints, and signing tokens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from graphapi.errors import ForbiddenError, UnauthenticatedError
from graphapi.execution.principal import AccessScope, Principal
from graphapi.server.authentication.tokens import SYMMETRIC_ALGORITHM
from graphapi.server.middleware import record_of
from graphapi.server.request import RefusedRequestError

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic import SecretStr
    from starlette.types import ASGIApp, Receive, Scope, Send

    from graphapi.server.authentication.authenticator import Authenticator

CHALLENGE = {"www-authenticate": 'Bearer realm="graphapi"'}


def sign_token(
    secret: SecretStr,
    subject: str,
    valid_for: timedelta,
    scopes: Collection[AccessScope] = (AccessScope.READ,),
    **claims: str | None,
) -> str:
    """Sign a JSON Web Token (RFC 7519) for ``subject``, with a scope claim (RFC 8693, section 4.2).

    Args:
        secret: the secret of the server.
        subject: the name of the client.
        valid_for: how long the token is valid.
        scopes: what the client may do.
        claims: further claims, such as ``iss`` and ``aud``; None leaves a claim out.
    """
    import jwt

    now = datetime.now(UTC)
    own = {"sub": subject, "iat": now, "exp": now + valid_for, "scope": " ".join(sorted(scopes))}
    further = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(further | own, secret.get_secret_value(), algorithm=SYMMETRIC_ALGORITHM)


class PrincipalMiddleware:
    """Stores the principal of a request in ``scope["user"]``; the endpoints check what it may do.

    Args:
        app: the application.
        authenticator: finds the principal of a request.
    """

    def __init__(self, app: ASGIApp, authenticator: Authenticator) -> None:
        self._app = app
        self._authenticator = authenticator

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] in ("http", "websocket"):
            principal = scope["user"] = await self._authenticator.authenticate(dict(scope["headers"]))
            if scope["type"] == "http":
                record_of(scope).subject = principal.subject
        await self._app(scope, receive, send)


def require_read(scope: Scope) -> Principal:
    """Check that the principal of a request may read, and return it.

    Raises:
        RefusedRequestError: the principal may not read; status 401 or 403.
    """
    principal: Principal = scope["user"]
    try:
        principal.require(AccessScope.READ)
    except (UnauthenticatedError, ForbiddenError) as error:
        raise refused(error) from None
    return principal


def refused(error: UnauthenticatedError | ForbiddenError) -> RefusedRequestError:
    """The HTTP error for a request that its principal may not make (RFC 6750, section 3)."""
    if isinstance(error, UnauthenticatedError):
        return RefusedRequestError(str(error), 401, CHALLENGE, error.code)
    return RefusedRequestError(str(error), 403, code=error.code)
