"""Who sends an operation, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graphapi.errors import ForbiddenError, UnauthenticatedError


class AccessScope(StrEnum):
    """What an operation needs, and a principal may have."""

    READ = "graph:read"
    WRITE = "graph:write"
    ADMIN = "graph:admin"


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who sends operations.

    Attributes:
        subject: the name of the client; None for an anonymous one.
        scopes: what it may do.
        reason: why it is anonymous; the message of ``UNAUTHENTICATED``.
    """

    subject: str | None = None
    scopes: frozenset[AccessScope] = frozenset()
    reason: str = "This operation needs a token: send the header Authorization: Bearer <token>."

    def require(self, scope: AccessScope) -> None:
        """Check that the principal has a scope.

        Raises:
            UnauthenticatedError: it does not, and nobody has said who it is.
            ForbiddenError: it does not.
        """
        if scope in self.scopes:
            return
        if self.subject is None:
            raise UnauthenticatedError(self.reason)
        raise ForbiddenError(f"The token of {self.subject!r} does not have the scope {scope.value}.")


EVERYBODY: Final = Principal(scopes=frozenset({AccessScope.READ, AccessScope.WRITE}))
"""Whoever sends an operation to a server that asks for no token: they may use what its schema offers."""
