"""The rows that traversals find; each kind of row is declared once, as a dataclass.

The fields of the API refer to the values of a row by name, and the traversals create the rows by name. Neither of them
uses positions.
"""

from __future__ import annotations

from dataclasses import Field, fields
from typing import Any, ClassVar


class InjectedRow:
    """The base class of rows that a traversal finds; its subclasses are dataclasses.

    A row is passed to the statement as a list: its position among the rows, then its values in the order of the fields.
    Only the last value may be a tuple; its elements are appended to the list.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @classmethod
    def position(cls, name: str) -> int:
        """The position of a value in the list.

        Raises:
            ValueError: the row has no value of this name.
        """
        return 1 + [field.name for field in fields(cls)].index(name)

    def as_list(self, position: int) -> list[Any]:
        """The row as a list; ``position`` is its position among the rows."""
        values = [getattr(self, field.name) for field in fields(self)]
        if values and isinstance(values[-1], tuple):
            return [position, *values[:-1], *values[-1]]
        return [position, *values]


def as_lists(rows: list[Any]) -> list[list[Any]]:
    """Rows as lists, each with its position."""
    return [row.as_list(position) for position, row in enumerate(rows)]
