"""Logging to standard error, in one format for graphapi and its libraries."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

import orjson
import structlog

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

    from graphapi.settings import Settings

# uvicorn logs every step of its startup at INFO, which is too much detail.
QUIET_LIBRARIES = ("uvicorn", "uvicorn.error", "asyncio")
# The driver also raises an exception for what it logs, and the store turns that into a better message.
DRIVER = "neo4j"
# The first repeats graphapi's own line about a request. The second logs a traceback for every mistyped field.
SILENT_LIBRARIES = ("uvicorn.access", "strawberry.execution")


def configure_logging(settings: Settings) -> None:
    """Send every log line of this process through one formatter."""
    level = logging.getLevelNamesMapping()[settings.log_level]
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    if as_json:
        shared.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*shared, _render_json if as_json else _console_renderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer)
        if as_json
        else structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    _configure_libraries(level, shared, as_json=as_json)


def _configure_libraries(level: int, shared: list[Processor], *, as_json: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    renderer: Processor = _render_json_text if as_json else _console_renderer()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET_LIBRARIES:
        logging.getLogger(name).setLevel(level if level > logging.INFO else logging.WARNING)
    logging.getLogger(DRIVER).setLevel(logging.CRITICAL)
    for name in SILENT_LIBRARIES:
        logging.getLogger(name).disabled = True


def _console_renderer() -> structlog.dev.ConsoleRenderer:
    # Plain tracebacks, because rich ones show local variables, which contain data of users.
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )


def _render_json(_logger: WrappedLogger, _name: str, event: EventDict) -> bytes:
    return orjson.dumps(_in_reading_order(event), default=str)


def _render_json_text(logger: WrappedLogger, name: str, event: EventDict) -> str:
    return _render_json(logger, name, event).decode()


def _in_reading_order(event: EventDict) -> dict[str, Any]:
    first = {"timestamp": event.pop("timestamp", None), "level": event.pop("level", None), "event": event.pop("event")}
    return {**first, **event}
