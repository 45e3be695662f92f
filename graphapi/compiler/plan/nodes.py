"""The base classes of everything in a plan."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from dataclasses import Field


class PlanNode(ABC):
    """A part of a plan.

    The optimization passes find nested parts in the dataclass fields.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


class DescribedNode(PlanNode):
    """A part of a plan that ``graphapi explain`` describes in words."""

    __slots__ = ()

    @abstractmethod
    def describe(self) -> str:
        """Describe the part in a few words."""


class PlanColumn(DescribedNode):
    """A column of an item."""

    __slots__ = ()


class Condition(DescribedNode):
    """A condition on a row.

    Conditions are two-valued, so that ``not`` is plain negation.
    """

    __slots__ = ()
