"""Traces of operations: how the phases of the execution are recorded, without knowing by what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from graphql import OperationDefinitionNode

    from graphapi.statement import Statement
    from graphapi.store.batch_metrics import ReadTiming


class Trace(Protocol):
    """Records one operation."""

    def operation(self) -> AbstractContextManager[None]:
        """Record the operation: the phases and reads within the block belong to it."""

    def identify(self, operation: OperationDefinitionNode, document: str) -> None:
        """Record which operation of which document it is, as soon as that is known."""

    def phase(self, name: str, field: str | None = None) -> AbstractContextManager[None]:
        """Record a phase of the operation; a failure of the block is a failure of the phase.

        Args:
            name: the name of the phase.
            field: the response key of the root field that the phase is for, if it is for only one.
        """

    def read(self, statement: Statement, timing: ReadTiming, error: BaseException | None) -> None:
        """Record a read that has ended: its time in the queue, and its time at the store."""

    def conclude(self, codes: Sequence[str], cost: int | None, statements: int) -> None:
        """Record what is known at the end of the operation.

        Args:
            codes: the error codes of the response.
            cost: the estimated cost, if it was estimated.
            statements: the number of statements.
        """


class _Nothing:
    """A context that does nothing, faster than ``nullcontext``."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        return None


NOTHING: Final = _Nothing()


class _NoTrace:
    """Records nothing."""

    def operation(self) -> AbstractContextManager[None]:
        return NOTHING

    def identify(self, operation: OperationDefinitionNode, document: str) -> None:
        return

    def phase(self, name: str, field: str | None = None) -> AbstractContextManager[None]:
        return NOTHING

    def read(self, statement: Statement, timing: ReadTiming, error: BaseException | None) -> None:
        return

    def conclude(self, codes: Sequence[str], cost: int | None, statements: int) -> None:
        return


NO_TRACE: Final[Trace] = _NoTrace()
"""The trace of an operation that is not traced."""
