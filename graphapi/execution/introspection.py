"""A validation rule against introspection, for servers that do not tell their schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphql import SKIP, GraphQLError, ValidationRule

if TYPE_CHECKING:
    from graphql import FieldNode
    from graphql.language.visitor import VisitorAction

INTROSPECTION_FIELDS: Final = ("__schema", "__type")
"""The fields of GraphQL specification, section 4 "Introspection", which no schema can use for something else."""


class NoIntrospectionRule(ValidationRule):
    """Refuses ``__schema`` and ``__type``; ``__typename`` is allowed.

    graphql-core's ``NoSchemaIntrospectionCustomRule`` also reports every field inside of these two, so that a client
    would get many errors about one mistake.
    """

    def enter_field(self, node: FieldNode, *_args: object) -> VisitorAction:
        """Report an introspection field, and leave out what is selected on it."""
        if node.name.value not in INTROSPECTION_FIELDS:
            return None
        message = f"This server does not answer introspection: the field '{node.name.value}' is not available."
        self.report_error(GraphQLError(message, node))
        return SKIP
