"""`graphapi token`: prints a bearer token for a client."""

from __future__ import annotations

from typing import Annotated

import typer

from graphapi.commands.duration import parse_expiry
from graphapi.commands.shell import examples, read_settings, write_text
from graphapi.execution.principal import AccessScope
from graphapi.settings import BadSettingsError

EXAMPLES = examples(
    "export GRAPHAPI_TOKEN_SECRET=$(openssl rand -hex 32)",
    "graphapi token --subject my-app --expires 90d",
    "graphapi token --subject editor --scope graph:read --scope graph:write",
    'curl -H "Authorization: Bearer $(graphapi token)" …',
)


def token(
    subject: Annotated[str, typer.Option(help="Whom the token is for; the log names them.")] = "client",
    expires: Annotated[str, typer.Option(metavar="TIME", help="How long it is valid: 30d, 12h, 15m, 60s.")] = "30d",
    scope: Annotated[
        list[AccessScope] | None,
        typer.Option(help="What the client may do: repeat the option for several; by default graph:read."),
    ] = None,
) -> None:
    """Print a signed token, which clients send as `Authorization: Bearer TOKEN`."""
    valid_for = parse_expiry(expires)
    settings = read_settings()
    secret = settings.token_secret
    if secret is None:
        raise BadSettingsError(
            "GRAPHAPI_TOKEN_SECRET is not set. Set it to at least 32 random characters, here and for graphapi serve "
            "(for example: openssl rand -hex 32)."
        )

    from graphapi.server.auth import sign_token

    scopes = scope or [AccessScope.READ]
    signed = sign_token(secret, subject, valid_for, scopes, iss=settings.jwt_issuer, aud=settings.jwt_audience)
    write_text(signed + "\n", None)
