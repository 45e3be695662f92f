"""Verifies JSON Web Tokens (RFC 7519)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graphapi.errors import UnauthenticatedError
from graphapi.execution.principal import AccessScope, Principal
from graphapi.server.authentication.jwks import ALGORITHMS, KeySet

if TYPE_CHECKING:
    import jwt
    from pydantic import SecretStr

    from graphapi.settings import Settings

SYMMETRIC_ALGORITHM: Final = "HS256"
LEEWAY_SECONDS: Final = 10
"""How far the clocks of the issuer and of this server may differ."""


class TokenVerifier:
    """Verifies tokens that are signed with the secret of the server, or with a private key of an issuer.

    The algorithm decides which of them a token is verified with: the secret is used for HS256 only, and public keys
    never. So nobody can sign a token with a public key as the secret (RFC 8725, section 2.1).

    Args:
        secret: the secret for HS256; None if such tokens are not accepted.
        keys: the public keys of an issuer; None if such tokens are not accepted.
        issuer: the value that the claim ``iss`` must have; None if it is not checked.
        audience: the value that the claim ``aud`` must have or contain. With None, tokens for an audience are refused
            (RFC 7519, section 4.1.3).
    """

    def __init__(self, secret: SecretStr | None, keys: KeySet | None, issuer: str | None, audience: str | None) -> None:
        self._secret = secret
        self._keys = keys
        self._issuer = issuer
        self._audience = audience

    @classmethod
    def of(cls, settings: Settings) -> TokenVerifier:
        """The verifier that the settings describe."""
        keys = None if settings.jwks_url is None else KeySet(settings.jwks_url)
        return cls(settings.token_secret, keys, settings.jwt_issuer, settings.jwt_audience)

    async def principal_of(self, token: str) -> Principal:
        """The principal that a token names.

        Raises:
            UnauthenticatedError: the token is not valid; the message says why.
        """
        # Imported here because the import slows down the startup, and most servers need no tokens.
        import jwt

        try:
            header = jwt.get_unverified_header(token)
            key, algorithm = await self._key(header)
            claims = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                issuer=self._issuer,
                audience=self._audience,
                leeway=LEEWAY_SECONDS,
                # The time of issue is only for information (RFC 7519, section 4.1.6). A server whose clock was set back
                # would refuse all tokens that were signed before.
                options={"require": ["exp", "sub"], "verify_iat": False},
            )
        except jwt.InvalidTokenError as error:
            raise UnauthenticatedError(_reason(error)) from None
        return Principal(str(claims["sub"]), _scopes(claims, algorithm))

    async def _key(self, header: dict[str, Any]) -> tuple[str | jwt.PyJWK, str]:
        """The key and the algorithm that a token must be verified with."""
        if header.get("alg") == SYMMETRIC_ALGORITHM and self._secret is not None:
            return self._secret.get_secret_value(), SYMMETRIC_ALGORITHM
        if self._keys is not None and (algorithm := header.get("alg")) in ALGORITHMS:
            return await self._keys.find(algorithm, header.get("kid")), algorithm
        raise UnauthenticatedError("The token is signed with an algorithm that this server does not accept.")


def _scopes(claims: dict[str, Any], algorithm: str) -> frozenset[AccessScope]:
    """The scopes of a token (RFC 8693, section 4.2).

    Tokens that earlier versions of graphapi signed have no scope claim, and may read.
    """
    granted = claims.get("scope", AccessScope.READ.value if algorithm == SYMMETRIC_ALGORITHM else "")
    names = granted.split() if isinstance(granted, str) else ()
    return frozenset(scope for scope in AccessScope if scope in names)


def _reason(error: jwt.InvalidTokenError) -> str:
    import jwt

    if isinstance(error, jwt.ExpiredSignatureError):
        return "The token has expired."
    if isinstance(error, jwt.ImmatureSignatureError):
        return "The token is not valid yet."
    if isinstance(error, jwt.InvalidIssuerError):
        return "The token comes from another issuer (iss)."
    if isinstance(error, jwt.InvalidAudienceError):
        return "The token is for another audience (aud)."
    if isinstance(error, jwt.MissingRequiredClaimError):
        return f"The token has no claim {error.claim}."
    return "The token is not valid."
