"""Steady load: a few clients that record every answer."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import httpx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from anyio.from_thread import BlockingPortal

GOOD = "good"
REFUSED = "connection refused"
CLOSED = "connection closed"
#: The client waited for an answer much longer than the deadline of the server.
HANGS = "no answer"
WRONG = "wrong data"
ACCEPT = {"accept": "application/graphql-response+json"}
PAUSE = 0.04
#: How long all answers must have been good before the load counts as good.
CALM_SECONDS = 0.4


@dataclass(frozen=True)
class Question:
    """An operation, its variables, and the data that it returns."""

    query: str
    variables: dict[str, Any]
    data: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a client got for a request.

    Attributes:
        request_id: the id that the client chose.
        sent: the time at which the request was sent, in seconds of the monotonic clock.
        done: the time at which the answer was complete.
        outcome: ``GOOD``, ``REFUSED``, ``CLOSED``, ``HANGS``, ``WRONG``, or the status and the code of the first error.
        text: the body, or the error of the client.
    """

    request_id: str
    sent: float
    done: float
    outcome: str
    text: str

    @property
    def is_good(self) -> bool:
        """Whether the answer is the expected data."""
        return self.outcome == GOOD

    @property
    def seconds(self) -> float:
        """How long the client waited."""
        return self.done - self.sent


class SteadyLoad:
    """Clients that ask in turn, each its next question shortly after the last answer, until the block ends.

    Half of the clients keep their connection, and half of them connect anew for every request.

    Args:
        portal: the event loop that the clients run in.
        origin: the address of the server.
        questions: what they ask.
        headers: the headers of each client, which also say how many clients there are.
        patience: the seconds that a client waits for an answer.
    """

    def __init__(
        self,
        portal: BlockingPortal,
        origin: str,
        questions: Sequence[Question],
        headers: Sequence[dict[str, str]],
        patience: float,
    ) -> None:
        self.answers: list[Answer] = []
        self._portal = portal
        self._origin = origin
        self._questions = questions
        self._headers = headers
        self._patience = patience
        self._name = secrets.token_hex(4)
        self._is_over = False
        self._run: Future[None] | None = None

    def __enter__(self) -> Self:
        """Start the clients."""
        self._run = self._portal.start_task_soon(self._run_clients)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the clients when they have their last answers."""
        self._is_over = True
        if self._run is not None:
            self._run.result()

    def await_good(self, since: float, seconds: float) -> None:
        """Wait until all recent answers are good, and each client has one that it asked for after ``since``.

        While a store is away, requests wait for it, so that for a moment there are no bad answers.

        Raises:
            TimeoutError: that takes longer than ``seconds``.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            calm_since = time.monotonic() - CALM_SECONDS
            answers = tuple(self.answers)
            recent = [one for one in answers if one.done >= max(since, calm_since)]
            served = {one.request_id.rsplit("-", 1)[0] for one in answers if one.sent >= since and one.is_good}
            if len(served) == len(self._headers) and recent and all(one.is_good for one in recent):
                return
            time.sleep(0.02)
        message = f"the answers are not good again: {[one.outcome for one in self.answers[-20:]]}"
        raise TimeoutError(message)

    async def _run_clients(self) -> None:
        async with asyncio.TaskGroup() as group:
            for number, headers in enumerate(self._headers):
                group.create_task(self._run_client(number, headers))

    async def _run_client(self, number: int, headers: dict[str, str]) -> None:
        limits = httpx.Limits(max_keepalive_connections=None if number % 2 else 0)
        async with httpx.AsyncClient(
            base_url=self._origin, headers=ACCEPT | headers, timeout=self._patience, limits=limits
        ) as client:
            turn = number
            while not self._is_over:
                question = self._questions[turn % len(self._questions)]
                self.answers.append(await ask(client, question, f"{self._name}-{number}-{turn}"))
                turn += 1
                await asyncio.sleep(PAUSE)


async def ask(client: httpx.AsyncClient, question: Question, request_id: str) -> Answer:
    """Ask a question, and record the answer."""
    sent = time.monotonic()
    content = {"query": question.query, "variables": question.variables}
    try:
        response = await client.post("/graphql", json=content, headers={"x-request-id": request_id})
    except httpx.TimeoutException as error:
        return Answer(request_id, sent, time.monotonic(), HANGS, repr(error))
    except httpx.ConnectError as error:
        return Answer(request_id, sent, time.monotonic(), REFUSED, repr(error))
    except httpx.TransportError as error:
        return Answer(request_id, sent, time.monotonic(), CLOSED, repr(error))
    return Answer(request_id, sent, time.monotonic(), _outcome(response, question), response.text)


def _outcome(response: httpx.Response, question: Question) -> str:
    body = response.json()
    if "errors" in body:
        return f"{response.status_code} {body['errors'][0]['extensions']['code']}"
    return GOOD if response.status_code == 200 and body == {"data": question.data} else WRONG
