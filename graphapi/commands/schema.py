"""`graphapi export-schema`: prints the schema as SDL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphapi.commands.shell import examples, read_settings, write_text

EXAMPLES = examples("graphapi export-schema", "graphapi export-schema --output schema/schema.graphql")


def export_schema(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="Write to this file.", show_default=False),
    ] = None,
) -> None:
    """Print the GraphQL schema (SDL)."""
    from graphapi.api.schema import build_schema

    sdl = build_schema(read_settings()).as_str().rstrip("\n") + "\n"
    write_text(sdl, output)
