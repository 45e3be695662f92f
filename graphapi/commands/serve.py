"""`graphapi serve`: starts the store, loads the sample, and serves the API."""

from __future__ import annotations

import gc
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated

import typer

from graphapi.commands.shell import DataDir, console, examples, print_error, read_settings

if TYPE_CHECKING:
    from socket import socket

    from graphapi.commands.signals import Stopper
    from graphapi.settings import Settings
    from graphapi.store import Endpoint, Graph

EXAMPLES = examples(
    "graphapi serve",
    "graphapi serve --port 0 --data-dir /var/lib/graphapi",
    "NEO4J_URI=neo4j://localhost:7687 NEO4J_PASSWORD=… graphapi serve --workers 4",
)


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. (GRAPHAPI_HOST, or 127.0.0.1)", show_default=False)
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(help="Port to listen on; 0 takes a free one. (GRAPHAPI_PORT, or 8000)", show_default=False),
    ] = None,
    data_dir: DataDir = None,
    workers: Annotated[
        int | None, typer.Option(help="Server processes. (GRAPHAPI_WORKERS, or 1)", show_default=False)
    ] = None,
) -> None:
    """Serve the API from the embedded store, or from Neo4j if NEO4J_URI is set.

    The embedded store is started and migrated. If it is empty, a small sample is loaded. Ctrl-C stops everything.
    """
    from graphapi.commands.signals import Stopper

    stopper = Stopper()
    stopper.listen()
    settings = read_settings(host=host, port=port, data_dir=data_dir, workers=workers)

    # Objects from imports are permanent. Without this, the garbage collector visits them several times, which takes a
    # tenth of the startup time.
    gc.disable()
    from graphapi.server.authentication.authenticator import Authenticator
    from graphapi.server.logs import configure_logging
    from graphapi.server.telemetry.loading import require_packages
    from graphapi.server.uvicorn_server import listen

    gc.freeze()
    gc.enable()
    configure_logging(settings)
    # Wrong settings of the authentication and of the telemetry are reported before the server can be reached.
    Authenticator(settings)
    require_packages(settings)
    # Listen before the store is started, so that a port in use is reported immediately.
    with listen(settings.host, settings.port) as listener:
        stopper.run(lambda stop: _serve(settings, listener, stop))


async def _serve(settings: Settings, listener: socket, stopper: Stopper) -> None:
    from graphapi.server.uvicorn_server import serve as serve_http
    from graphapi.store import connect, open_endpoint

    if settings.neo4j_uri is None:
        _say(f"Starting the store in {settings.data_dir} …")
    async with open_endpoint(settings, exclusive=True) as endpoint:
        graph = await connect(endpoint)
        try:
            await _prepare(graph)
            tell_of_unfinished_load(settings)
            store = graph.server
        finally:
            await graph.close()
        await serve_http(settings, listener, stopper, lambda: _announce(settings, listener, endpoint, store))


async def _prepare(graph: Graph) -> None:
    from graphapi.load.sample import load_sample, wants_sample
    from graphapi.store import StoreKind
    from graphapi.store.migrations import check_version, migrate

    if graph.kind is StoreKind.NEO4J:
        # A Neo4j server may be shared, so its owner runs `graphapi migrate`.
        await check_version(graph)
        return
    await migrate(graph)
    if await wants_sample(graph):
        _say("The store is empty: loading the sample …")
        await load_sample(graph)


def tell_of_unfinished_load(settings: Settings) -> None:
    """Warn if a large load into the embedded store was killed; the store serves what it held before."""
    from graphapi.store.arcadedb_databases import unfinished_load

    found = None if settings.neo4j_uri is not None else unfinished_load(settings.data_dir)
    if found is not None:
        print_error(f"Warning: {found} Nothing of it is served. Run the load again.")


def _announce(settings: Settings, listener: socket, endpoint: Endpoint, store: str) -> None:
    from graphapi.store import StoreKind

    origin = f"http://{_reachable(settings.host)}:{listener.getsockname()[1]}"
    place = f"{settings.data_dir} (embedded)" if endpoint.kind is StoreKind.EMBEDDED else f"{endpoint.uri} ({store})"
    lines = [
        *([f"Explore     {origin}/explore"] if settings.explorer else []),
        *([f"Playground  {origin}/graphql"] if settings.playground else []),
        f"API         {origin}/graphql (POST)",
        f"Health      {origin}/readyz",
        f"Store       {place}",
    ]
    _say("\n".join(["", *lines, "", "Ctrl-C stops everything."]))


def _say(text: str) -> None:
    out = console()
    out.print(text, markup=False)
    # A program that reads the output through a pipe waits for the address.
    out.file.flush()


def _reachable(host: str) -> str:
    """The host to use in a browser; an unspecified address, such as 0.0.0.0, is replaced by loopback."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    loopback = "127.0.0.1" if address.version == 4 else "::1"
    shown = loopback if address.is_unspecified else host
    return f"[{shown}]" if address.version == 6 else shown
