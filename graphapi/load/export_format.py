"""The formats of an export."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """The formats of an export. GraphML is a single file, which graphapi does not load."""

    CSV = "csv"
    PARQUET = "parquet"
    JSONL = "jsonl"
    GRAPHML = "graphml"
