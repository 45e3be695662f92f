"""Metrics in the data model of OpenTelemetry.

Source: OpenTelemetry specification, "Metrics Data Model".
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, cast

from opentelemetry.sdk.metrics import export
from opentelemetry.sdk.util.instrumentation import InstrumentationScope

from graphapi.server.telemetry.metric import MetricKind
from graphapi.store.batch_metrics import Distribution

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from opentelemetry.sdk.resources import Resource

    from graphapi.server.telemetry.metric import Metric

CUMULATIVE: Final = export.AggregationTemporality.CUMULATIVE


def metrics_data(found: Iterable[Metric], resource: Resource, scope: str, started: int, now: int) -> export.MetricsData:
    """Metrics, ready for an exporter.

    Args:
        found: the metrics with their values.
        resource: what they describe.
        scope: the name of the instrumentation scope.
        started: when counting started, in nanoseconds of the epoch.
        now: the time of the values, in nanoseconds of the epoch.
    """
    # A metric without points has no meaning in OTLP.
    converted = [_converted(metric, started, now) for metric in found if metric.points]
    scoped = export.ScopeMetrics(InstrumentationScope(scope), converted, "")
    return export.MetricsData([export.ResourceMetrics(resource, [scoped], "")])


def _converted(metric: Metric, started: int, now: int) -> export.Metric:
    numbers: list[export.NumberDataPoint] = []
    histograms: list[export.HistogramDataPoint] = []
    for labels, value in metric.points:
        attributes = {"process": str(os.getpid()), **labels}
        if isinstance(value, Distribution):
            histograms.append(_histogram(attributes, value, started, now))
        else:
            numbers.append(export.NumberDataPoint(attributes, started, now, value))
    data: export.Sum | export.Gauge | export.Histogram
    if metric.kind is MetricKind.COUNTER:
        data = export.Sum(numbers, CUMULATIVE, is_monotonic=True)
    elif metric.kind is MetricKind.GAUGE:
        data = export.Gauge(numbers)
    else:
        data = export.Histogram(histograms, CUMULATIVE)
    return export.Metric(metric.name, metric.description, metric.unit, data)


def _histogram(
    attributes: Mapping[str, str], distribution: Distribution, started: int, now: int
) -> export.HistogramDataPoint:
    return export.HistogramDataPoint(
        attributes=attributes,
        start_time_unix_nano=started,
        time_unix_nano=now,
        count=distribution.number,
        sum=distribution.total,
        bucket_counts=list(distribution.counts),
        explicit_bounds=list(distribution.bounds),
        # They are not known; the exporter leaves None out.
        min=cast("float", None),
        max=cast("float", None),
    )
