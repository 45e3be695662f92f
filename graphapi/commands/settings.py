"""`graphapi settings`: lists the settings, their values and their sources."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from graphapi.commands.shell import AsJson, DataDir, console, examples, print_json, read_settings, write_text
from graphapi.settings_report import describe_settings, settings_page

EXAMPLES = examples("graphapi settings", "GRAPHAPI_PORT=9000 graphapi settings --json")


def settings(
    data_dir: DataDir = None,
    as_json: AsJson = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the page of the documentation.")] = False,
) -> None:
    """List every setting, its value, and where the value comes from."""
    if markdown:
        write_text(settings_page(), None)
        return
    rows = describe_settings(read_settings(data_dir=data_dir), {"data_dir": data_dir})
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("name", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("from", no_wrap=True)
    table.add_column("meaning", style="dim")
    for row in rows:
        style = "bold" if row.source != "default" else None
        table.add_row(row.name, row.value or "", row.source, row.description, style=style)
    console(wrap=True).print(table)
