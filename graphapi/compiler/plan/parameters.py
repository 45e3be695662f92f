"""The values that are sent beside a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphapi.compiler.request.arguments import Origin, Variables


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that is sent beside the statement: its origin, and the conversion that is applied to it."""

    origin: Origin
    convert: Callable[[Any], object] | None = None

    def value(self, variables: Variables) -> object:
        """The value under these variables."""
        resolved = self.origin.resolve(variables)
        return resolved if self.convert is None else self.convert(resolved)

    def integer(self, variables: Variables) -> int:
        """The value of a parameter that is an integer.

        Raises:
            TypeError: it is not one.
        """
        value = self.value(variables)
        if not isinstance(value, int):
            msg = f"{value!r} is not an integer"
            raise TypeError(msg)
        return value

    def text(self, variables: Variables) -> str:
        """The value of a parameter that is a string.

        Raises:
            TypeError: it is not one.
        """
        value = self.value(variables)
        if not isinstance(value, str):
            msg = f"{value!r} is not a string"
            raise TypeError(msg)
        return value
