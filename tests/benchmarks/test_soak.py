"""The soak: which answers are errors, whether figures are flat, and what the report says."""

from __future__ import annotations

import os
import threading
from collections import Counter
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from benchmarks.graph import generate, write_catalogue
from benchmarks.questions import QUESTIONS, first_film, values_of
from benchmarks.servers import FirstQuestion
from benchmarks.soak import Sample, Soak, descriptors, tally
from benchmarks.soak_report import goals, is_met, soak_tables
from benchmarks.soak_traffic import EXPLORED, MALFORMED, SHARES, Client, Kind, Outcome, Request, Traffic, judge
from benchmarks.throughput import Workload
from graphapi.store import StoreKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATA = b'{"data":{"film":{"key":"tt1"}}}'
FLAT = [Sample(130.0, 900.0, 20, 60)] * 9


def soak_of(*outcomes: Outcome, samples: list[Sample] = FLAT, store: StoreKind = StoreKind.EMBEDDED) -> Soak:
    """A run of half a minute."""
    return Soak(store, 0.5, samples, tally(outcomes))


def outcome(kind: Kind = Kind.VALID, error: str = "", milliseconds: float = 2.0, name: str = "point") -> Outcome:
    return Outcome(Request(kind, name, b""), milliseconds, error)


def missed(run: Soak) -> list[str]:
    """The goals that a run missed."""
    return [goal.says for goal in goals(run) if not goal.met]


class Answer(BaseHTTPRequestHandler):
    """Answers operations with data, and everything else with 400; leaves out what a client does not wait for."""

    protocol_version = "HTTP/1.1"
    status = 200

    def do_POST(self) -> None:
        """Answer with data."""
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(self.status)
        self.send_header("content-length", str(len(DATA)))
        self.end_headers()
        self.wfile.write(DATA)

    def log_message(self, *_arguments: object) -> None:
        """Print nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        # The end of the server waits for these threads.
        server.daemon_threads = False
        server.handle_error = lambda *_arguments: None  # type: ignore[method-assign]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/graphql"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("kind", "status", "body", "is_right"),
    [
        (Kind.VALID, 200, DATA, True),
        (Kind.VALID, 503, b"", False),
        (Kind.VALID, 200, b'{"errors":[{"message":"no"}],"data":null}', False),
        (Kind.VALID, 200, b'{"data":null}', False),
        (Kind.REFUSED, 400, b"", True),
        (Kind.REFUSED, 200, DATA, False),
        (Kind.MALFORMED, 431, b"", True),
        (Kind.MALFORMED, 500, b"", False),
        (Kind.MALFORMED, 0, b"", False),
    ],
)
def test_which_answers_are_errors(kind: Kind, status: int, body: bytes, is_right: bool) -> None:
    assert (judge(kind, status, body) == "") is is_right


def test_the_traffic_has_all_kinds(tmp_path: Path) -> None:
    graph = generate(200, seed=1)
    write_catalogue(graph, tmp_path / "catalogue")
    workload = Workload(tmp_path, tmp_path / "catalogue", values_of(graph), FirstQuestion(*first_film(graph)), 200, 1)
    traffic = Traffic(workload, {"wrong": "{ nothing }"}, seed=1)
    drawn = [traffic.next() for _ in range(2000)]
    kinds = Counter(request.kind for request in drawn)
    assert {kind: number / 2000 for kind, number in kinds.items()} == pytest.approx(SHARES, abs=0.02)
    names = {request.name for request in drawn if request.kind is Kind.VALID}
    assert names == {question.name for question in QUESTIONS} | set(EXPLORED)
    assert {request.name for request in drawn if request.kind is Kind.MALFORMED} == set(MALFORMED)


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    with closing(Client(url, seed=1)) as opened:
        yield opened


def test_a_client_goes_on_after_each_kind(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    valid = Request(Kind.VALID, "point", b"{}")
    malformed = Request(Kind.MALFORMED, "four words", b"GET / a HTTP/1.1\r\n\r\n")
    for request in (valid, Request(Kind.DISCONNECTING, "point", b"{}"), malformed):
        assert client.send(request, due=0.0).error == ""
    assert client.send(valid, due=0.0).milliseconds > 0
    monkeypatch.setattr(Answer, "status", 500)
    assert client.send(valid, due=0.0).error.startswith("500 ")
    assert client.send(Request(Kind.REFUSED, "wrong", b"{}"), due=0.0).error == "status 500"


def test_a_client_reports_a_server_that_is_away() -> None:
    with closing(Client("http://127.0.0.1:1/graphql", seed=1)) as client:
        assert client.send(Request(Kind.VALID, "point", b"{}"), due=0.0).error == "ConnectionRefusedError"


def test_flat_figures_without_errors_meet_the_goals() -> None:
    run = soak_of(outcome(), outcome(Kind.REFUSED), outcome(Kind.MALFORMED))
    assert missed(run) == []
    assert is_met([run])


@pytest.mark.parametrize(
    ("last", "says"),
    [
        (Sample(140.0, 900.0, 20, 60), "memory of the server: last third / first third"),
        (Sample(130.0, 1600.0, 20, 60), "most memory of the store, MiB"),
        (Sample(130.0, 900.0, 30, 60), "open descriptors of the server: last third - first third"),
        (Sample(130.0, 900.0, 20, 90), "open descriptors of the store: last third - first third"),
    ],
)
def test_growth_misses_a_goal(last: Sample, says: str) -> None:
    assert missed(soak_of(outcome(), samples=[*FLAT[:6], *[last] * 3])) == [says]


def test_errors_miss_a_goal() -> None:
    run = soak_of(outcome(), outcome(error="503 late"), outcome(Kind.MALFORMED, "status 500"))
    assert missed(run) == ["errors for valid requests", "other requests without a status from 400 to 499"]
    assert not is_met([soak_of(outcome()), run])


def test_the_report_has_the_latencies_and_the_errors() -> None:
    outcomes = [outcome(milliseconds=float(number)) for number in range(1, 101)]
    refused = outcome(Kind.REFUSED, error="status 500", name="wrong")
    text = soak_tables([soak_of(*outcomes, refused)], "Made today.")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    assert ["point", "100", "51.0", "100.0", "100.0", "0"] in rows
    assert ["*refused*", "1", "", "", "", "1"] in rows
    assert ["memory of the server, MiB", "130", "130", "130"] in rows
    assert text.startswith("Made today.\n\n**On the embedded store**, 0.5 minutes")
    assert text.endswith("- refused: wrong: 1 times `status 500`")


def test_descriptors_of_this_process(tmp_path: Path) -> None:
    before = descriptors([os.getpid()])
    with (tmp_path / "open").open("w"):
        assert descriptors([os.getpid()]) == before + 1
