"""`graphapi key`: makes, lists and revokes API keys."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from graphapi.commands.duration import parse_expiry
from graphapi.commands.shell import AsJson, BadFileError, console, examples, print_error, print_json, read_settings
from graphapi.commands.shell import write_text as write_output
from graphapi.execution.principal import AccessScope
from graphapi.settings import BadSettingsError

if TYPE_CHECKING:
    from graphapi.server.authentication.api_keys import ApiKey

EXAMPLES = examples("graphapi key create my-app", "graphapi key list", "graphapi key revoke my-app")

key = typer.Typer(no_args_is_help=True, help="Make, list and revoke API keys.", epilog=EXAMPLES)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the key; the log names it.")]


class UnknownKeyError(BadFileError):
    """There is no key with this name."""


@key.command(
    epilog=examples(
        "export GRAPHAPI_API_KEYS_FILE=keys.json",
        "graphapi key create my-app",
        "graphapi key create editor --scope graph:read --scope graph:write --expires 90d",
    )
)
def create(
    name: Name,
    expires: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="How long it is valid: 30d, 12h, 15m, 60s; by default for ever.", show_default=False
        ),
    ] = None,
    scope: Annotated[
        list[AccessScope] | None,
        typer.Option(help="What the client may do: repeat the option for several; by default graph:read."),
    ] = None,
) -> None:
    """Make an API key, and print it.

    It is printed only once, because only its hash is stored. Clients send it as `Authorization: Bearer KEY` or as
    `X-API-Key: KEY`.
    """
    from pydantic import ValidationError

    from graphapi.server.authentication.api_key_file import change_api_keys
    from graphapi.server.authentication.api_keys import generate_key, new_api_key

    valid_for = None if expires is None else parse_expiry(expires)
    path = _file()
    made = generate_key()
    try:
        added = new_api_key(made, name, scope or [AccessScope.READ], valid_for, datetime.now(UTC))
    except ValidationError:
        message = f"{name!r} is not a name: at most 64 letters, digits, dots, underscores and hyphens."
        raise typer.BadParameter(message, param_hint="NAME") from None

    def add(keys: tuple[ApiKey, ...]) -> tuple[ApiKey, ...]:
        if any(stored.name == name for stored in keys):
            raise BadFileError(f"There is already a key with the name {name}. Revoke it first, or choose another name.")
        return (*keys, added)

    change_api_keys(path, add)
    print_error(f"Warning: this key is not shown again, because {path} holds only its hash.")
    write_output(made + "\n", None)


@key.command("list", epilog=examples("graphapi key list", "graphapi key list --json"))
def list_keys(as_json: AsJson = False) -> None:
    """List the API keys of the file; the keys themselves are not stored."""
    from graphapi.server.authentication.api_key_file import read_api_keys

    keys = read_api_keys(_file()).keys
    if as_json:
        print_json([stored.model_dump(mode="json", exclude={"sha256"}) for stored in keys])
        return
    now = datetime.now(UTC)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("name", "scopes", "created", "expires"):
        table.add_column(column, no_wrap=column != "scopes")
    for stored in keys:
        end = "never" if stored.expires is None else f"{stored.expires:%Y-%m-%d %H:%M}"
        end = f"expired {end}" if stored.is_expired(now) else end
        table.add_row(stored.name, " ".join(stored.scopes), f"{stored.created:%Y-%m-%d %H:%M}", end)
    console(wrap=True).print(table)


@key.command(epilog=examples("graphapi key revoke my-app"))
def revoke(name: Name) -> None:
    """Delete an API key; running servers refuse it from then on."""
    from graphapi.server.authentication.api_key_file import change_api_keys

    path = _file()

    def remove(keys: tuple[ApiKey, ...]) -> tuple[ApiKey, ...]:
        kept = tuple(stored for stored in keys if stored.name != name)
        if len(kept) == len(keys):
            raise UnknownKeyError(f"{path} has no key with the name {name}. graphapi key list shows the names.")
        return kept

    change_api_keys(path, remove)
    write_output(f"{name} is revoked.\n", None)


def _file() -> Path:
    path = read_settings().api_keys_file
    if path is None:
        raise BadSettingsError(
            "GRAPHAPI_API_KEYS_FILE is not set. Set it to the path of the file with the API keys, here and for "
            "graphapi serve."
        )
    return path
