"""The registry of planning functions for fields, filters and sort keys, by class of ``graphapi.mapping``.

Features add their own functions; ``graphapi.compiler.features.registry`` combines them. A test checks that every class
that a schema can declare has its function. The types of the functions are ``FieldPlanner`` in ``planner``, and
``FilterPlanner``, ``OperatorPlanner`` and ``SortKeyPlanner`` in ``planning_context``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphapi.compiler.plan.nodes import Condition
    from graphapi.compiler.plan.operands import SortKey
    from graphapi.compiler.result.shapes import FieldShape
    from graphapi.model.elements import Scalar


@dataclass(frozen=True, slots=True)
class Registry:
    """The planning functions by the class of the mapping, or for operators by the name of the operator."""

    fields: Mapping[type, Callable[..., FieldShape]]
    filters: Mapping[type, Callable[..., Condition]]
    operators: Mapping[str, Callable[..., Condition]]
    sort_keys: Mapping[type, Callable[..., tuple[SortKey, Scalar]]]
