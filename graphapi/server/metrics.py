"""``/metrics``: the metrics of the server for Prometheus.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/, text format, version 0.0.4.
"""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from graphapi.server.auth import require_read
from graphapi.server.middleware import error_body, record_of
from graphapi.server.request import RefusedRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from graphapi.store.batch_metrics import BatchMeasures, Distribution

TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"
NO_STORE: Final = {"cache-control": "no-store"}


async def metrics(request: Request[Any]) -> Response:
    """The route ``/metrics``, which requires a token if ``/graphql`` does."""
    try:
        require_read(request.scope)
    except RefusedRequestError as error:
        record = record_of(request.scope)
        record.codes = [error.code.value]
        body = error_body(str(error), error.code, record.request_id)
        return Response(body, error.status, error.headers, "application/json")
    return Response(render_metrics(request.state.reads.measures), headers=NO_STORE, media_type=TEXT)


def render_metrics(measures: BatchMeasures) -> str:
    """The metrics in the text format of Prometheus, labelled with the process id."""
    label = f'process="{os.getpid()}"'
    lines = [
        *_histogram("graphapi_batch_size", "Requests that a statement answered.", measures.batches, label),
        *_histogram("graphapi_wait_seconds", "Time that a request waited for the store.", measures.waits, label),
        *_histogram("graphapi_statement_seconds", "Time that a statement took.", measures.times, label),
        *_head("graphapi_batches_split_total", "counter", "Batches of which each request was asked again by itself."),
        f"graphapi_batches_split_total{{{label}}} {measures.split}",
        *_head("graphapi_requests_waiting", "gauge", "Requests that wait for their turn at the store now."),
        f"graphapi_requests_waiting{{{label}}} {measures.waiting}",
    ]
    return "\n".join(lines) + "\n"


def _head(name: str, kind: str, help_text: str) -> Iterator[str]:
    yield f"# HELP {name} {help_text}"
    yield f"# TYPE {name} {kind}"


def _histogram(name: str, help_text: str, distribution: Distribution, label: str) -> Iterator[str]:
    yield from _head(name, "histogram", help_text)
    bounds = [*(f"{bound:g}" for bound in distribution.bounds), "+Inf"]
    for bound, count in zip(bounds, itertools.accumulate(distribution.counts), strict=True):
        yield f'{name}_bucket{{{label},le="{bound}"}} {count}'
    yield f"{name}_sum{{{label}}} {distribution.total:g}"
    yield f"{name}_count{{{label}}} {distribution.number}"
