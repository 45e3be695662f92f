"""uvicorn: the port, the processes, and their end."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import functools
import gc
import math
import multiprocessing
import os
import signal
import socket
import sys
import threading
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, ClassVar

import uvicorn
from uvicorn.supervisors import Multiprocess

from graphapi.errors import GraphapiError
from graphapi.server.app import create_app
from graphapi.server.http_protocol import BufferedHttpProtocol
from graphapi.server.logs import configure_logging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import Protocol

    from starlette.applications import Starlette

    from graphapi.settings import Settings

    class Stopping(Protocol):
        """Who knows when to stop."""

        def listen(self) -> None:
            """Take the signals over."""

        def handing_to(
            self, stop: Callable[[], object], force: Callable[[], object] | None = None
        ) -> AbstractContextManager[None]:
            """Within the block, ``stop`` is called when it is time."""


BACKLOG = 2048
WORKER_SILENCE_SECONDS = 60


class PortUnavailableError(GraphapiError):
    """The server cannot listen where it should."""

    exit_code: ClassVar[int] = 3


class ServingError(GraphapiError):
    """The server ended although nobody stopped it."""

    exit_code: ClassVar[int] = 3


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on; they wait until somebody serves them.

    Raises:
        PortUnavailableError: the port is taken or not ours to take, or the host is not an address of this machine.
    """
    try:
        # The first address: with several, port 0 would be another port for each.
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise PortUnavailableError(_why_not(error, host, port)) from None


async def serve(settings: Settings, listener: socket.socket, stopping: Stopping, announce: Callable[[], None]) -> None:
    """Serve until it is time to stop; ``announce`` is called when the first request can be answered.

    Raises:
        ServingError: the server ended by itself.
    """
    if settings.workers == 1:
        await _serve_here(settings, listener, stopping, announce)
    else:
        await _serve_in_workers(settings, listener, stopping, announce)


class _Server(uvicorn.Server):
    """uvicorn's server without its signal handlers: it has a store behind it that must end after it."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            settle_memory()
            self._announce()

    def stop(self) -> None:
        self.should_exit = True

    def force(self) -> None:
        self.force_exit = True


async def _serve_here(
    settings: Settings, listener: socket.socket, stopping: Stopping, announce: Callable[[], None]
) -> None:
    server = _Server(_config(settings, create_app(settings)), announce)
    with stopping.handing_to(server.stop, server.force):
        await server.serve([listener])


async def _serve_in_workers(
    settings: Settings, listener: socket.socket, stopping: Stopping, announce: Callable[[], None]
) -> None:
    supervisor = Multiprocess(_config(settings, functools.partial(create_worker_app, settings)), [listener])
    # The supervisor has just taken the signals for itself.
    stopping.listen()
    asked = threading.Event()

    def stop() -> None:
        asked.set()
        supervisor.should_exit.set()

    announce()
    with stopping.handing_to(stop):
        await asyncio.to_thread(_supervise, supervisor)
    if not asked.is_set():
        raise ServingError("A worker process could not start; the lines above say why.")


def _supervise(supervisor: Multiprocess) -> None:
    if sys.platform != "win32":
        # Workers inherit this from the thread that starts them. Ctrl-C in a terminal reaches every process of the
        # group; workers shall end when the supervisor says so, and not in the middle of their start.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    supervisor.run()


def create_worker_app(settings: Settings) -> Starlette:
    """The application of one worker process, which ends with its parent."""
    configure_logging(settings)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    app = create_app(settings)
    settle_memory()
    return app


def settle_memory() -> None:
    """Keep what is there for good, modules and the schema, out of what the garbage collector looks through.

    It goes through all that it knows now and then, and every request waits meanwhile.
    """
    gc.collect()
    gc.freeze()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)


def _config(settings: Settings, app: Callable[..., object]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=settings.workers > 1,
        workers=settings.workers,
        http=BufferedHttpProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # No request lives longer; a connection that is only kept open must not hold the end up.
        timeout_graceful_shutdown=math.ceil(settings.request_timeout) + 1,
        # A worker cannot answer while it imports, and one that is killed for that starts anew, for ever.
        timeout_worker_healthcheck=WORKER_SILENCE_SECONDS,
    )


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken. Stop what listens there, or choose another port with --port "
            "(0 takes a free one)."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} on {host} needs rights that this user does not have. Choose one above 1023 with --port."
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine. Choose one with --host (127.0.0.1, or 0.0.0.0 for all)."
    return f"Nothing can listen on port {port} of {host}: {error.strerror}."
