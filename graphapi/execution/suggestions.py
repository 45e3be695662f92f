"""Leaves suggestions ("Did you mean …") out of errors, for servers that do not tell their schema.

graphql-core leaves out the names of the schema itself if it is told to (``hide_suggestions``). What remains are hints
about syntax, which tell nothing of the schema. They are removed too, so that no error has a suggestion.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from graphql import GraphQLError
    from graphql.execution import Executor

SYNTAX_HINT: Final = re.compile(
    r"""\ Did\ you\ mean\ '\w+\ \{\ \.\.\.\ \}'\?\Z  # a missing selection, graphql.validation.rules.scalar_leafs
    | ,\ did\ you\ mean\ '(\.\.\.|0\.\d+)'\?\Z  # a wrong spread or number, graphql.language.lexer
    | ,\ did\ you\ mean\ to\ use\ a\ double\ quote\ \("\)\?\Z  # a single quote, graphql.language.lexer
    """,
    re.VERBOSE,
)
"""The ends of graphql-core's messages that are hints about syntax."""


def remove_syntax_hint(error: GraphQLError) -> None:
    """Remove a hint about syntax from the message of an error."""
    found = SYNTAX_HINT.search(error.message)
    if found is not None:
        error.message = error.message[: found.start()].removesuffix(".") + "."


def without_suggestions(executor: type[Executor[Any]]) -> type[Executor[Any]]:
    """A subclass of an executor of graphql-core whose errors about variables and arguments suggest nothing."""

    class QuietExecutor(executor):  # type: ignore[misc, valid-type]
        @classmethod
        def build(cls, *args: object, **kwargs: object) -> list[GraphQLError] | Executor[Any]:
            """Build an executor that hides suggestions."""
            built = super().build(*args, **{**kwargs, "hide_suggestions": True})
            return cast("list[GraphQLError] | Executor[Any]", built)

    return QuietExecutor
