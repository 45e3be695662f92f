"""A schema for the HTTP tests, with fields that return a value, wait, fail, or read from the store."""

from __future__ import annotations

import asyncio

import strawberry
from graphql import GraphQLError
from strawberry.types import Info

from graphapi.errors import BadUserInputError, StoreUnavailableError
from graphapi.execution.context import Context
from graphapi.statement import Statement


class Waiting:
    """The number of fields that wait at the moment, by which tests check that a cancelled field has stopped."""

    now = 0


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "you", times: int = 1) -> str:
        return f"hello {name}" * times

    @strawberry.field
    def self(self) -> Query:
        return Query()

    @strawberry.field
    def request_id(self, info: Info[Context, None]) -> str:
        return info.context.request_id

    @strawberry.field
    async def one(self, info: Info[Context, None]) -> int:
        statement = Statement("RETURN $p0 AS value", "UNWIND $batch AS p RETURN collect([p[0]])", ("p0",), ())
        (value,) = await info.context.reader.read(statement, {"p0": 1}, timeout=10)
        return int(value)

    @strawberry.field
    async def wait(self, seconds: float) -> str:
        Waiting.now += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            Waiting.now -= 1
        return "waited"

    @strawberry.field
    def boom(self) -> str | None:
        message = "MATCH (secret) at bolt://10.0.0.1"
        raise RuntimeError(message)

    @strawberry.field
    def refused(self) -> str | None:
        message = "first must not be negative"
        raise BadUserInputError(message)

    @strawberry.field
    def unavailable(self) -> str:
        message = "The store at bolt://10.0.0.1 cannot be reached."
        raise StoreUnavailableError(message)

    @strawberry.field
    def too_large(self) -> int:
        return 3_000_000_000

    @strawberry.field
    def forbidden(self) -> str | None:
        raise GraphQLError("not yours", extensions={"code": "FORBIDDEN"})


@strawberry.type
class Mutation:
    @strawberry.mutation
    def touch(self) -> bool:
        return True


def make_schema() -> strawberry.Schema:
    """A new schema, because an application adds its extension to the schema that it is given."""
    return strawberry.Schema(query=Query, mutation=Mutation)
