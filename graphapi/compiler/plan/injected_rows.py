"""The rows that traversals find: what each holds is declared once, as the fields of a dataclass.

The fields of the API name the values that they show, the traversals make the rows, and neither counts positions.
"""

from __future__ import annotations

from dataclasses import Field, fields
from typing import Any, ClassVar


class InjectedRow:
    """A row that a traversal finds; its classes are dataclasses.

    In the parameter of the statement it is a list: its position among the others, then its values in the order of the
    fields. A tuple is spread, and must be the last.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @classmethod
    def position(cls, name: str) -> int:
        """The position of a value in the list.

        Raises:
            ValueError: the row has no such value.
        """
        return 1 + [field.name for field in fields(cls)].index(name)

    def as_list(self, position: int) -> list[Any]:
        """The row as a list; ``position`` is its place among the others."""
        values = [getattr(self, field.name) for field in fields(self)]
        if values and isinstance(values[-1], tuple):
            return [position, *values[:-1], *values[-1]]
        return [position, *values]


def as_lists(rows: list[Any]) -> list[list[Any]]:
    """Rows as lists, each with its position."""
    return [row.as_list(position) for position, row in enumerate(rows)]
