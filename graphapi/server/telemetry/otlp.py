"""Exports traces and metrics by OTLP over HTTP, with the SDK of OpenTelemetry.

The SDK reads its own environment variables, such as ``OTEL_SERVICE_NAME`` and ``OTEL_EXPORTER_OTLP_HEADERS``.
Source: OpenTelemetry specification, "Environment Variable Specification" and "OpenTelemetry Protocol Exporter".
"""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from graphapi.errors import GraphapiError
from graphapi.server.telemetry.collection import collect
from graphapi.server.telemetry.otlp_metrics import metrics_data
from graphapi.server.telemetry.request_trace import RequestTracer, SpanContent, store_attributes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from opentelemetry.sdk.metrics.export import MetricsData

    from graphapi.server.telemetry.collection import MetricSources
    from graphapi.settings import Settings
    from graphapi.store import Graph

SCOPE: Final = "graphapi"
METRIC_INTERVAL: Final = "OTEL_METRIC_EXPORT_INTERVAL"
METRIC_MILLISECONDS: Final = 60_000
"""The time between two exports of metrics, if nothing else is set."""
NAME_SECONDS: Final = 5.0
"""How long the store may take to tell the name of its database."""
FINISH_SECONDS: Final = 3.0
"""How long the last export may take before it is not tried again."""


class Exporting:
    """The export of traces and metrics of a server process.

    Args:
        settings: the settings; ``otlp_endpoint`` is set.
    """

    def __init__(self, settings: Settings) -> None:
        endpoint = (settings.otlp_endpoint or "").rstrip("/")
        self._resource = _resource()
        self._content = SpanContent(settings.trace_documents, settings.trace_statements, {})
        self._provider = TracerProvider(resource=self._resource, shutdown_on_exit=False)
        self._spans = OTLPSpanExporter(f"{endpoint}/v1/traces")
        self._provider.add_span_processor(BatchSpanProcessor(self._spans))
        self._metrics = OTLPMetricExporter(f"{endpoint}/v1/metrics")
        self._started = time.time_ns()
        self.tracer = RequestTracer(self._provider.get_tracer(SCOPE, version("graphapi")), self._content)

    @asynccontextmanager
    async def running(self, sources: MetricSources) -> AsyncIterator[None]:
        """Export while the block runs, and everything that is left at its end.

        Args:
            sources: the objects that count.
        """
        self._content.store = store_attributes(sources.graph.endpoint, await database_name(sources.graph))
        task = asyncio.create_task(self._export_metrics(sources))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self._finish(sources)

    async def _export_metrics(self, sources: MetricSources) -> None:
        while True:
            await asyncio.sleep(float(os.environ.get(METRIC_INTERVAL) or METRIC_MILLISECONDS) / 1000)
            await asyncio.to_thread(self._metrics.export, self._collect(sources))

    async def _finish(self, sources: MetricSources) -> None:
        """Export what is left, but do not wait long for a collector that does not answer."""
        last = asyncio.create_task(asyncio.to_thread(self._metrics.export, self._collect(sources)))
        shutdown = asyncio.create_task(asyncio.to_thread(self._provider.shutdown))
        await asyncio.wait((last, shutdown), timeout=FINISH_SECONDS)
        # This ends the pauses between attempts.
        self._metrics.shutdown()
        self._spans.shutdown()  # type: ignore[no-untyped-call]
        await asyncio.gather(last, shutdown)

    def _collect(self, sources: MetricSources) -> MetricsData:
        return metrics_data(collect(sources), self._resource, SCOPE, self._started, time.time_ns())


async def database_name(graph: Graph) -> str | None:
    """The name of the database that statements run on; None if neither the settings nor the store tell it."""
    if graph.database is not None:
        return graph.database
    try:
        (name,) = await graph.read("CALL db.info() YIELD name RETURN name", {}, timeout=NAME_SECONDS)
    except GraphapiError:
        return None
    return str(name)


def _resource() -> Resource:
    """What the exported data describes; the environment wins over the defaults."""
    defaults: dict[str, str | int] = {
        "service.name": "graphapi",
        "service.version": version("graphapi"),
        "service.instance.id": str(uuid.uuid4()),
        "process.pid": os.getpid(),
    }
    return Resource.create(defaults).merge(OTELResourceDetector().detect())
