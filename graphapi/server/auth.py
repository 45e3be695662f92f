"""Authentication by bearer tokens, which is enabled by setting a secret."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from graphapi.errors import ForbiddenError, UnauthenticatedError
from graphapi.execution.principal import EVERYBODY, AccessScope, Principal
from graphapi.server.middleware import record_of
from graphapi.server.request import RefusedRequestError

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic import SecretStr
    from starlette.types import ASGIApp, Receive, Scope, Send

ALGORITHM = "HS256"
CHALLENGE = {"www-authenticate": 'Bearer realm="graphapi"'}


def sign_token(
    secret: SecretStr,
    subject: str,
    valid_for: timedelta,
    scopes: Collection[AccessScope] = (AccessScope.READ,),
) -> str:
    """Sign a JSON Web Token (RFC 7519) for ``subject``, with a scope claim (RFC 8693, section 4.2)."""
    import jwt

    now = datetime.now(UTC)
    claims = {"sub": subject, "iat": now, "exp": now + valid_for, "scope": " ".join(sorted(scopes))}
    return jwt.encode(claims, secret.get_secret_value(), algorithm=ALGORITHM)


def principal_of(secret: SecretStr | None, authorization: str) -> Principal:
    """The principal of a request with this Authorization header.

    Without a secret, every request may read and write. With a secret, a request without a valid token is anonymous and
    may do nothing. A token without a scope claim, as signed by earlier versions, may read.
    """
    if secret is None:
        return EVERYBODY
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        return Principal(reason="This server needs a token: send the header Authorization: Bearer <token>.")
    # Imported here because the import slows down the startup, and most servers need no tokens.
    import jwt

    options: jwt.types.Options = {"require": ["exp", "sub"]}
    try:
        claims = jwt.decode(token.strip(), secret.get_secret_value(), algorithms=[ALGORITHM], options=options)
    except jwt.ExpiredSignatureError:
        return Principal(reason="The token has expired.")
    except jwt.InvalidTokenError:
        return Principal(reason="The token is not valid.")
    granted = str(claims.get("scope", AccessScope.READ)).split()
    return Principal(str(claims["sub"]), frozenset(scope for scope in AccessScope if scope in granted))


class PrincipalMiddleware:
    """Stores the principal of a request in ``scope["user"]``; the endpoints check what it may do.

    Args:
        app: the application.
        secret: the secret that signs tokens; None if the server requires no tokens.
    """

    def __init__(self, app: ASGIApp, secret: SecretStr | None) -> None:
        self._app = app
        self._secret = secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] in ("http", "websocket"):
            header = dict(scope["headers"]).get(b"authorization", b"")
            principal = scope["user"] = principal_of(self._secret, header.decode("latin-1"))
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
