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
from graphapi.server.telemetry.collection import collect
from graphapi.server.telemetry.request_measures import refusal_of
from graphapi.store.batch_metrics import Distribution

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from starlette.requests import Request

    from graphapi.server.telemetry.metric import Metric

TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"
NO_STORE: Final = {"cache-control": "no-store"}


async def metrics(request: Request[Any]) -> Response:
    """The route ``/metrics``, which requires a token if ``/graphql`` does."""
    try:
        require_read(request.scope)
    except RefusedRequestError as error:
        record = record_of(request.scope)
        record.codes = [error.code.value]
        record.refusal = refusal_of(error)
        body = error_body(str(error), error.code, record.request_id)
        return Response(body, error.status, error.headers, "application/json")
    return Response(render_metrics(collect(request.state.sources)), headers=NO_STORE, media_type=TEXT)


def render_metrics(found: Iterable[Metric]) -> str:
    """Metrics in the text format of Prometheus, labelled with the process id."""
    return "".join(f"{line}\n" for metric in found for line in _lines(metric))


def _lines(metric: Metric) -> Iterator[str]:
    name = metric.prometheus_name
    yield f"# HELP {name} {metric.description}"
    yield f"# TYPE {name} {metric.kind}"
    for labels, value in metric.points:
        # The values are names of GraphQL and words of graphapi, so none of their characters needs to be escaped.
        label = _labels({"process": str(os.getpid()), **labels})
        if isinstance(value, Distribution):
            yield from _histogram(name, label, value)
        else:
            yield f"{name}{{{label}}} {value:.15g}"


def _histogram(name: str, label: str, distribution: Distribution) -> Iterator[str]:
    bounds = [*(f"{bound:.15g}" for bound in distribution.bounds), "+Inf"]
    for bound, count in zip(bounds, itertools.accumulate(distribution.counts), strict=True):
        yield f'{name}_bucket{{{label},le="{bound}"}} {count}'
    yield f"{name}_sum{{{label}}} {distribution.total:.15g}"
    yield f"{name}_count{{{label}}} {distribution.number}"


def _labels(labels: Mapping[str, str]) -> str:
    return ",".join(f'{name}="{value}"' for name, value in labels.items())
