"""The principals that send operations, and their access scopes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graphapi.errors import ForbiddenError, UnauthenticatedError


class AccessScope(StrEnum):
    """A permission that operations require and principals can have."""

    READ = "graph:read"
    WRITE = "graph:write"
    ADMIN = "graph:admin"


@dataclass(frozen=True, slots=True)
class Principal:
    """The sender of an operation.

    Attributes:
        subject: the name of the client; None if the client is anonymous.
        scopes: the access scopes of the client.
        reason: why the client is anonymous, as the message of the error ``UNAUTHENTICATED``.
    """

    subject: str | None = None
    scopes: frozenset[AccessScope] = frozenset()
    reason: str = "This operation needs a token: send the header Authorization: Bearer <token>."

    def require(self, scope: AccessScope) -> None:
        """Check that the principal has a scope.

        Raises:
            UnauthenticatedError: the principal does not have the scope, and is anonymous.
            ForbiddenError: the principal does not have the scope.
        """
        if scope in self.scopes:
            return
        if self.subject is None:
            raise UnauthenticatedError(self.reason)
        raise ForbiddenError(f"{self.subject!r} does not have the scope {scope.value}.")


EVERYBODY: Final = Principal(scopes=frozenset({AccessScope.READ, AccessScope.WRITE}))
"""The principal of every operation on a server that requires no tokens; it may read and write."""
