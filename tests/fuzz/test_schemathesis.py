"""The operations that schemathesis generates from the schema get well-formed answers that tell nothing of the inside.

schemathesis fills arguments with any values of their types, at any depth, and knows nothing of the data. It generates
one case for each 67 inputs of ``GRAPHAPI_FUZZ_INPUTS``, which are 300 by default. ``--hypothesis-seed`` selects them. A
failing operation is simplified.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings

from graphapi.errors import ErrorCode
from tests.conftest import CLOSING_LINE
from tests.fuzz.connection import Connection
from tests.fuzz.test_fuzz import INPUTS, complaint

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from tests.fuzz.connection import Answer

SDL: Final = Path(__file__).parents[2] / "schema" / "schema.graphql"
CASES: Final = INPUTS * 3 // 200
STATUSES: Final = frozenset({200, 400, 503, 504})


def fault_of(answer: Answer, sent: str) -> str | None:
    """What is wrong with an answer to an operation that is valid or nearly so, or None.

    Sources: GraphQL specification, section 7.1 "Response Format"; GraphQL over HTTP, section "Status Codes".
    """
    if (found := complaint(answer, sent)) is not None:
        return found
    content = answer.json()
    errors = content.get("errors")
    well_formed = (
        answer.status in STATUSES
        and content.keys() <= {"data", "errors", "extensions"}
        and ("data" in content) == (answer.status == 200)
        and (errors is None or (isinstance(errors, list) and errors != [] and all(map(_is_error, errors))))
        and (errors is not None or isinstance(content.get("data"), dict))
    )
    return None if well_formed else f"{answer.status} {answer.body[:500]!r}: {sent}"


def _is_error(error: Any) -> bool:  # noqa: ANN401
    return (
        isinstance(error, dict)
        and isinstance(error.get("message"), str)
        and error.keys() <= {"message", "locations", "path", "extensions"}
        and error["extensions"]["code"] in set(ErrorCode) - {ErrorCode.INTERNAL_ERROR}
    )


def test_operations_from_the_schema_get_well_formed_answers(
    port: int, runner: asyncio.Runner, seed_value: int, record_property: Callable[[str, object], None]
) -> None:
    fields = [found.ok() for found in schemathesis.graphql.from_path(SDL).get_all_operations()]
    statuses: Counter[int] = Counter()
    served: set[str] = set()

    async def send(body: object) -> Answer:
        # The server is silent while schemathesis generates a case, and then closes an idle connection at once.
        async with Connection(port) as connection:
            return await connection.post(json.dumps({"query": body}).encode())

    def check(field: Any) -> None:  # noqa: ANN401
        @seed(seed_value)
        @settings(
            max_examples=max(1, CASES // len(fields)),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )
        @given(field.as_strategy())
        def answers(case: schemathesis.Case) -> None:
            answer = runner.run(send(case.body))
            statuses[answer.status] += 1
            if answer.status == 200:
                served.add(field.label)
            found = fault_of(answer, str(case.body))
            assert found is None, found

        answers()

    try:
        for field in fields:
            check(field)
    finally:
        record_property(CLOSING_LINE, f"schemathesis: --hypothesis-seed={seed_value}: statuses {dict(statuses)}")
    assert len(fields) > 10
    assert len(served) > len(fields) / 2, "operations of most fields are valid"
