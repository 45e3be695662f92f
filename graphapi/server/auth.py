"""Bearer tokens: who may ask, once a secret is set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import jwt

from graphapi.errors import ErrorCode
from graphapi.server.request import RefusedRequestError

if TYPE_CHECKING:
    from pydantic import SecretStr

ALGORITHM = "HS256"
CHALLENGE = {"www-authenticate": 'Bearer realm="graphapi"'}


class UnauthenticatedError(RefusedRequestError):
    """The request has no valid token."""

    code = ErrorCode.UNAUTHENTICATED

    def __init__(self, message: str) -> None:
        super().__init__(message, 401, CHALLENGE)


def sign_token(secret: SecretStr, subject: str, valid_for: timedelta) -> str:
    """A JSON Web Token (RFC 7519) for ``subject``, valid from now on."""
    now = datetime.now(UTC)
    claims = {"sub": subject, "iat": now, "exp": now + valid_for}
    return jwt.encode(claims, secret.get_secret_value(), algorithm=ALGORITHM)


def check_token(secret: SecretStr, authorization: str) -> str:
    """The subject of the token in an Authorization header.

    Raises:
        UnauthenticatedError: there is none, it is not signed with our secret, or its time is over.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise UnauthenticatedError("This server wants a token: send the header Authorization: Bearer <token>.")
    options: jwt.types.Options = {"require": ["exp", "sub"]}
    try:
        claims = jwt.decode(token.strip(), secret.get_secret_value(), algorithms=[ALGORITHM], options=options)
    except jwt.ExpiredSignatureError:
        raise UnauthenticatedError("The token's time is over.") from None
    except jwt.InvalidTokenError:
        raise UnauthenticatedError("The token is not valid.") from None
    return str(claims["sub"])
