"""The command line: ``python -m benchmarks COMMAND``."""

from __future__ import annotations

import typer

from benchmarks.commands import catalogues, requests, service
from benchmarks.imdb import command as imdb

app = typer.Typer(
    name="python -m benchmarks",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Compare graphapi with the peer (@neo4j/graphql on Apollo Server) and the floor (hand-written Cypher). "
    "All servers are started automatically; this requires wrk, Java 17, Maven, Node.js 20 and npm. "
    "docs/performance.md explains the figures.",
)
for commands in (requests.app, service.app, catalogues.app, imdb.app):
    app.add_typer(commands)

if __name__ == "__main__":
    app()
