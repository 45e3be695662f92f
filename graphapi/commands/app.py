"""The Typer application `graphapi` with all its commands."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from graphapi import __version__
from graphapi.commands import explain, key, load, migrate, schema, serve, settings, stats, token
from graphapi.commands.shell import examples

EXAMPLES = examples(
    "graphapi serve",
    "graphapi load catalogue my-films/",
    "graphapi COMMAND --help",
)

app = typer.Typer(
    name="graphapi",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)
app.command(epilog=serve.EXAMPLES)(serve.serve)
app.add_typer(load.load, name="load")
app.add_typer(load.export, name="export")
app.command(epilog=stats.EXAMPLES)(stats.stats)
app.command(epilog=migrate.EXAMPLES)(migrate.migrate)
app.command("export-schema", epilog=schema.EXAMPLES)(schema.export_schema)
app.command(epilog=explain.EXAMPLES)(explain.explain)
app.command(epilog=settings.EXAMPLES)(settings.settings)
app.command(epilog=token.EXAMPLES)(token.token)
app.add_typer(key.key, name="key")


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"graphapi {__version__}\n")
        raise typer.Exit


@app.callback()
def graphapi(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
) -> None:
    """A GraphQL API over a graph of films and people.

    Settings come from the environment and from .env; `graphapi settings` lists them. Exit codes: 0 success, 1 the
    input or the graph is wrong, 2 the command line is wrong, 3 the store cannot be reached.
    """
