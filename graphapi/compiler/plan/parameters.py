"""Parameters: the values that are sent with a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.compiler.request.arguments import Origin, Variables


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that is sent with a statement: its origin, and an optional conversion."""

    origin: Origin
    convert: Callable[[Any], object] | None = None

    def value(self, variables: Variables) -> object:
        """The value for these variables."""
        resolved = self.origin.resolve(variables)
        return resolved if self.convert is None else self.convert(resolved)

    def integer(self, variables: Variables) -> int:
        """The value of a parameter that is an integer.

        Raises:
            TypeError: the value is not an integer.
        """
        value = self.value(variables)
        if not isinstance(value, int):
            msg = f"{value!r} is not an integer"
            raise TypeError(msg)
        return value

    def text(self, variables: Variables) -> str:
        """The value of a parameter that is a string.

        Raises:
            TypeError: the value is not a string.
        """
        value = self.value(variables)
        if not isinstance(value, str):
            msg = f"{value!r} is not a string"
            raise TypeError(msg)
        return value
