"""A metric with its values, independent of the format in which it is exported."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphapi.store.batch_metrics import Distribution

Point: TypeAlias = "tuple[Mapping[str, str], float | Distribution]"
"""The labels of a time series, and its value; that of a histogram is a distribution."""

UNITS: Final = {"s": "_seconds"}
"""The ends of the names in Prometheus, by unit (UCUM)."""


class MetricKind(StrEnum):
    """The kinds of metrics, with their names in Prometheus."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric.

    Attributes:
        name: the name in OpenTelemetry.
        kind: the kind.
        unit: the unit in UCUM; what is counted stands in braces.
        description: one sentence.
        points: the time series.
    """

    name: str
    kind: MetricKind
    unit: str
    description: str
    points: Sequence[Point]

    @property
    def prometheus_name(self) -> str:
        """The name in Prometheus.

        A Prometheus server that receives the metric by OTLP gives it the same name.
        Source: OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility", "Metric Metadata".
        """
        end = "_total" if self.kind is MetricKind.COUNTER else ""
        return self.name.replace(".", "_") + UNITS.get(self.unit, "") + end
