"""Runs uvicorn: listens on the port, starts the server processes, and stops them."""

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
from graphapi.server.descriptors import BACKLOG, raise_descriptor_limit
from graphapi.server.http_protocol import http_protocol
from graphapi.server.logs import configure_logging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import Protocol

    from starlette.applications import Starlette

    from graphapi.settings import Settings

    class Stopping(Protocol):
        """Delivers requests to stop; see ``Stopper`` in ``graphapi.commands.signals``."""

        def listen(self) -> None:
            """Install the signal handlers."""

        def handing_to(
            self, stop: Callable[[], object], force: Callable[[], object] | None = None
        ) -> AbstractContextManager[None]:
            """Within the block, a first request to stop calls ``stop``, and a second one calls ``force``."""


WORKER_SILENCE_SECONDS = 60
SWITCH_SECONDS = 0.001
"""How long a thread that builds a large response may keep the event loop waiting."""


class PortUnavailableError(GraphapiError):
    """The server cannot listen on its host and port."""

    exit_code: ClassVar[int] = 3


class ServingError(GraphapiError):
    """The server ended without a request to stop."""

    exit_code: ClassVar[int] = 3


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; connections wait in its queue until the server accepts them.

    Raises:
        PortUnavailableError: the port is in use or needs more rights, or the host is not an address of this machine.
    """
    try:
        # Only the first address: with several, port 0 would be a different port for each.
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise PortUnavailableError(_why_not(error, host, port)) from None


async def serve(settings: Settings, listener: socket.socket, stopping: Stopping, announce: Callable[[], None]) -> None:
    """Serve until a request to stop; ``announce`` is called when the server starts to serve.

    Raises:
        ServingError: the server ended without a request to stop.
    """
    raise_descriptor_limit()
    if settings.workers == 1:
        await _serve_here(settings, listener, stopping, announce)
    else:
        await _serve_in_workers(settings, listener, stopping, announce)


class _Server(uvicorn.Server):
    """uvicorn's server without its signal handlers, because the store must be stopped after the server."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            prepare_process()
            self._announce()

    def stop(self) -> None:
        self.should_exit = True

    def force(self) -> None:
        self.force_exit = True


class _Supervisor(Multiprocess):
    """uvicorn's supervisor, which replaces killed workers at once, and refuses connections that no worker accepts."""

    def keep_subprocess_alive(self) -> None:
        # Each worker has its end of its pipe. While the parent has this end open too, it waits for the answer of a
        # worker that was killed after it was asked for a sign of life, for ``WORKER_SILENCE_SECONDS``.
        for process in self.processes:
            process.child_conn.close()
        super().keep_subprocess_alive()

    def terminate_all(self) -> None:
        super().terminate_all()
        # Otherwise, connections would still be established while the last requests are answered, and then be reset.
        for listener in self.sockets:
            listener.close()


async def _serve_here(
    settings: Settings, listener: socket.socket, stopping: Stopping, announce: Callable[[], None]
) -> None:
    server = _Server(_config(settings, create_app(settings)), announce)
    with stopping.handing_to(server.stop, server.force):
        await server.serve([listener])


async def _serve_in_workers(
    settings: Settings, listener: socket.socket, stopping: Stopping, announce: Callable[[], None]
) -> None:
    supervisor = _Supervisor(_config(settings, functools.partial(create_worker_app, settings)), [listener])
    # The supervisor has just installed its own signal handlers.
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
        # Workers inherit this mask from the thread that starts them. Ctrl-C in a terminal reaches every process of the
        # group, but workers must stop only when the supervisor stops them, and not during their startup.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    supervisor.run()


def create_worker_app(settings: Settings) -> Starlette:
    """Create the application of a worker process; the process stops when its parent has ended."""
    configure_logging(settings)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    # The command has checked the store. A worker that takes the place of another one must start without it too: the
    # supervisor stops the whole server if a worker cannot start.
    app = create_app(settings, check_store=False)
    prepare_process()
    return app


def prepare_process() -> None:
    """Keep requests from waiting for the garbage collector and for threads.

    Permanent objects, such as modules and the schema, are excluded from garbage collection: a full collection visits
    every tracked object. A thread that builds a large response gives way to the event loop sooner.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)


def _config(settings: Settings, app: Callable[..., object]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=settings.workers > 1,
        workers=settings.workers,
        http=http_protocol(settings),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # uvicorn would believe X-Forwarded-For of every client on loopback; see graphapi/server/client_address.py.
        proxy_headers=False,
        # No request takes longer than this, and idle open connections must not delay the shutdown.
        timeout_graceful_shutdown=math.ceil(settings.request_timeout) + 1,
        # A worker cannot answer health checks during its imports. With a short timeout, it would be killed and
        # restarted forever.
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
