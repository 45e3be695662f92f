"""The mixed traffic of the soak: valid requests, refused ones, malformed ones, and clients that disconnect."""

from __future__ import annotations

import http.client
import json
import random
import re
import socket
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlsplit

from benchmarks import exploration_questions
from benchmarks.exploration_questions import CatalogueContent
from benchmarks.questions import QUESTIONS
from tests.http.abuse import ABUSE, abusive_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.questions import Question
    from benchmarks.throughput import Workload

Drawn: TypeAlias = "Callable[[random.Random], bytes]"
"""Makes the body of a request with values that it draws."""
EXPLORED: Final = ("path", "five paths", "no path", "search: a word", "search: two words", "search: as somebody types")
HEADERS: Final = {"content-type": "application/json", "accept": "application/graphql-response+json"}
TIMEOUT: Final = 60.0
LARGEST_SIZE: Final = 1000
LONGEST_PATIENCE: Final = 0.05
"""The seconds after which a client that disconnects is gone at the latest."""
REFUSED_DOCUMENTS: Final = {
    "unknown field": "{ nothing }",
    "not GraphQL": "{ films(",
    "too many aliases": "{ "
    + " ".join(f'a{number}: genre(by: {{name: "Drama"}}) {{ key }}' for number in range(150))
    + " }",
    "too deep": "{ films { nodes { " + "cast { nodes { actedIn { nodes { " * 8 + "key" + " } } } }" * 8 + " } } }",
}
JSON_HEAD: Final = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
MALFORMED: Final = {
    "not HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "not JSON": JSON_HEAD + b"content-length: 3\r\n\r\n{{{",
    "an array": JSON_HEAD + b"content-length: 2\r\n\r\n[]",
    "no type": b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}",
    "large head": b"GET /graphql?query={a} HTTP/1.1\r\nhost: localhost\r\nx-large: " + b"x" * 40_000 + b"\r\n\r\n",
    "another method": b"DELETE /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "another address": b"GET /nothing HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "another host": b"GET /graphql?query={__typename} HTTP/1.1\r\nhost: elsewhere.example\r\n\r\n",
}
STATUS_LINE: Final = re.compile(rb"HTTP/1\.1 (\d{3}) ")


class Kind(StrEnum):
    """What a request is, and so what a correct server does with it."""

    VALID = "valid"
    REFUSED = "refused"
    MALFORMED = "malformed"
    DISCONNECTING = "disconnecting"


SHARES: Final = {Kind.VALID: 0.8, Kind.REFUSED: 0.1, Kind.MALFORMED: 0.05, Kind.DISCONNECTING: 0.05}
"""The share of each kind in the traffic."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request; ``content`` is the body of a POST request, or all bytes of a malformed one."""

    kind: Kind
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to a request; ``error`` is empty if the server did what it should."""

    request: Request
    milliseconds: float
    error: str = ""


class Traffic:
    """Draws requests.

    Args:
        workload: the graph, and the values of the six questions.
        refused: the documents that the server refuses, by name.
        seed: of the draws.
    """

    def __init__(self, workload: Workload, refused: dict[str, str], seed: int) -> None:
        self._draw = random.Random(seed)
        self._valid = {**_of_questions(workload), **_of_exploration(CatalogueContent(workload.catalogue))}
        self._refused = {name: _body(document, {}) for name, document in refused.items()}

    def next(self) -> Request:
        """The next request."""
        draw = self._draw
        (kind,) = draw.choices(list(SHARES), list(SHARES.values()))
        if kind is Kind.MALFORMED:
            return Request(kind, *draw.choice(list(MALFORMED.items())))
        if kind is Kind.REFUSED:
            return Request(kind, *draw.choice(list(self._refused.items())))
        name = draw.choice(list(self._valid))
        return Request(kind, name, self._valid[name](draw))


class Client:
    """One client, which keeps its connection as long as the server does."""

    def __init__(self, url: str, seed: int) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._path = parts.path
        self._draw = random.Random(seed)
        self._connection = http.client.HTTPConnection(*self._address, timeout=TIMEOUT)

    def send(self, request: Request, due: float) -> Outcome:
        """Send a request that was due at a time of ``time.perf_counter``; a late one counts as slow."""
        try:
            error = self._sent(request)
        except (OSError, http.client.HTTPException) as failure:
            self.close()
            error = type(failure).__name__
        return Outcome(request, (time.perf_counter() - due) * 1000, error)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _sent(self, request: Request) -> str:
        match request.kind:
            case Kind.MALFORMED:
                return self._sent_raw(request.content)
            case Kind.DISCONNECTING:
                self._disconnect(request.content)
                return ""
            case _:
                self._connection.request("POST", self._path, request.content, HEADERS)
                response = self._connection.getresponse()
                return judge(request.kind, response.status, response.read())

    def _sent_raw(self, content: bytes) -> str:
        with socket.create_connection(self._address, timeout=TIMEOUT) as connection:
            connection.sendall(content)
            found = STATUS_LINE.match(connection.recv(65536))
            return judge(Kind.MALFORMED, int(found[1]) if found else 0, b"")

    def _disconnect(self, content: bytes) -> None:
        """Send a request, and go away before or while the server answers."""
        head = f"POST {self._path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {len(content)}\r\n"
        with socket.create_connection(self._address, timeout=TIMEOUT) as connection:
            connection.sendall(f"{head}content-type: application/json\r\n\r\n".encode() + content)
            time.sleep(self._draw.uniform(0, LONGEST_PATIENCE))


def judge(kind: Kind, status: int, body: bytes) -> str:
    """What is wrong with an answer; empty if nothing is.

    Args:
        kind: the kind of the request.
        status: the status of the answer; 0 if it is not HTTP.
        body: the body of the answer.
    """
    if kind is Kind.VALID:
        return (
            "" if status == 200 and body.startswith(b'{"data":{') else f"{status} {body[:200].decode(errors='replace')}"
        )
    return "" if 400 <= status < 500 else f"status {status}"


def refused_documents(url: str, seconds: float = 30.0) -> dict[str, str]:
    """The documents that the server refuses: invalid ones, and abusive ones whose cost is above its limit.

    Waits until the server knows the sizes of its graph, which it needs for the cost.
    """
    end = time.monotonic() + seconds
    while _estimate(url, "{ films(first: 1) { nodes { key } } }") is None and time.monotonic() < end:
        time.sleep(0.2)
    costly = {name: abusive_document(name, LARGEST_SIZE) for name in ABUSE}
    refused = {name: document for name, document in costly.items() if (_estimate(url, document) or 0) == float("inf")}
    return {**REFUSED_DOCUMENTS, **refused}


def _estimate(url: str, document: str) -> float | None:
    """The estimated cost of a document; infinite if it is refused, None if it is not known yet."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
    try:
        connection.request("POST", parts.path, _body(document, {}), {**HEADERS, "x-graphapi-dry-run": "1"})
        response = connection.getresponse()
        answer: dict[str, Any] = json.loads(response.read())
    finally:
        connection.close()
    if response.status != 200:
        return float("inf")
    estimated: float | None = answer["extensions"]["cost"]["estimated"]
    return estimated


def _of_questions(workload: Workload) -> dict[str, Drawn]:
    """The six questions, each with one of its sets of values."""

    def of(question: Question) -> Drawn:
        document, values = question.document("graphapi"), workload.values[question.name]
        return lambda draw: _body(document, draw.choice(values))

    return {question.name: of(question) for question in QUESTIONS}


def _of_exploration(content: CatalogueContent) -> dict[str, Drawn]:
    """Paths and searches, each with other values; without separate pairs of people if the graph has none."""

    def of(question: exploration_questions.Question) -> Drawn:
        document = question.text()
        return lambda draw: _body(document, question.values(content, draw))

    found = [question for question in exploration_questions.QUESTIONS if question.name in EXPLORED]
    return {question.name: of(question) for question in found if question.name != "no path" or content.outsiders}


def _body(document: str, values: dict[str, Any]) -> bytes:
    return json.dumps({"query": document, "variables": values}).encode()
