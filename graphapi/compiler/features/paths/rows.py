"""The rows of a list of paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphapi.compiler.plan.injected_rows import InjectedRow


@dataclass(frozen=True, slots=True)
class PathRow(InjectedRow):
    """A path: its degrees, its rank as text, and its steps as lists of ``StepRow``."""

    degrees: int
    rank: str
    steps: list[list[Any]]


@dataclass(frozen=True, slots=True)
class StepRow(InjectedRow):
    """A step of a path: the keys of the two people and of the film, and the types of the people's credits."""

    source: str
    source_type: str
    film: str
    target: str
    target_type: str
