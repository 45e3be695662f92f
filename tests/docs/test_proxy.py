"""nginx with the configuration of ``docs/operations.md``, in front of the service of the same page."""

from __future__ import annotations

import re
import shutil
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from graphapi.server import uvicorn_server
from graphapi.server.app import create_app
from graphapi.settings import Settings
from tests.conftest import skip_or_fail
from tests.docs.installation import PAGE, Nginx, directive, free_port
from tests.docs.pages import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.docs.installation import Installation

HOST = "api.example.org"
QUERY = "{ films(first: 1) { nodes { key } } }"
LARGE = "{ " + " ".join(f"a{number}: films {{ nodes {{ id title plot }} }}" for number in range(40)) + " }"
FORGED = "198.51.100.7"


@dataclass(frozen=True)
class Proxy:
    """The running nginx, and what a client needs to trust it."""

    nginx: Nginx
    trust: ssl.SSLContext
    installation: Installation

    def post(self, body: object, address: str, **headers: str) -> httpx.Response:
        """Send a request through nginx from one of the addresses of loopback."""
        return self._send(f"https://127.0.0.1:{self.nginx.port}", body, address, headers)

    def post_directly(self, body: object, address: str, **headers: str) -> httpx.Response:
        """Send a request past nginx."""
        return self._send(self.installation.origin, body, address, headers)

    def _send(self, origin: str, body: object, address: str, headers: dict[str, str]) -> httpx.Response:
        sent = {"host": HOST, "accept": "application/graphql-response+json", **headers}
        transport = httpx.HTTPTransport(verify=self.trust, local_address=address)
        with httpx.Client(transport=transport, timeout=20) as client:
            content: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {"json": body}
            return client.post(f"{origin}/graphql", **content, headers={"content-type": "application/json", **sent})


def write_certificate(folder: Path) -> None:
    """Write a certificate for the host of the page, and its key, to the files of the page."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    names = [x509.DNSName(HOST), x509.IPAddress(ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(secret)


def nginx_before(port: int, folder: Path) -> tuple[Nginx, ssl.SSLContext]:
    """Nginx before a port, and what a client needs to trust it."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        skip_or_fail("nginx not found: apt-get install nginx-light")
    write_certificate(folder)
    return Nginx(program, folder, port), ssl.create_default_context(cafile=str(folder / "certificate.pem"))


@pytest.fixture(scope="module")
def proxy(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Nginx before the service."""
    nginx, trust = nginx_before(installation.port, tmp_path_factory.mktemp("nginx"))
    try:
        nginx.start()
        yield Proxy(nginx, trust, installation)
    finally:
        nginx.stop()


def test_the_log_has_the_address_of_the_client(proxy: Proxy) -> None:
    answer = proxy.post({"query": QUERY}, "127.0.0.2", **{"x-request-id": "through-nginx"})
    assert "errors" not in answer.json()
    assert proxy.installation.await_request_line("through-nginx")["client"] == "127.0.0.2"
    # nginx writes its line after it has sent the answer.
    proxy.post({"query": QUERY}, "127.0.0.2")
    first = proxy.nginx.log.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("127.0.0.2 [")
    assert " POST /graphql 200 " in first
    assert first.endswith(" through-nginx")


@pytest.mark.parametrize("forged", [FORGED, "127.0.0.1", f"{FORGED}, 127.0.0.1", "nobody"])
def test_a_forged_list_of_addresses_changes_nothing(proxy: Proxy, forged: str) -> None:
    name = f"forged-{forged.replace(', ', '-')}"
    proxy.post({"query": QUERY}, "127.0.0.3", **{"x-request-id": name, "x-forwarded-for": forged})
    assert proxy.installation.await_request_line(name)["client"] == "127.0.0.3"


def test_a_client_past_nginx_has_its_own_address(proxy: Proxy) -> None:
    proxy.post_directly({"query": QUERY}, "127.0.0.4", **{"x-request-id": "past", "x-forwarded-for": FORGED})
    assert proxy.installation.await_request_line("past")["client"] == "127.0.0.4"


def test_each_client_has_a_budget_of_its_own(proxy: Proxy) -> None:
    # Each request costs 10, and the budget is 500.
    statuses = [proxy.post({"query": LARGE}, "127.0.0.5").status_code for _ in range(60)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert proxy.post({"query": LARGE}, "127.0.0.5", **{"x-forwarded-for": FORGED}).status_code == 429
    assert proxy.post({"query": LARGE}, "127.0.0.6").status_code == 200


def test_nginx_refuses_a_large_body_before_graphapi_gets_it(proxy: Proxy) -> None:
    most = Settings().max_body_bytes
    answer = proxy.post(b"x" * (most + 1), "127.0.0.7", **{"x-request-id": "large"})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["errors"][0]["extensions"] == {"code": "COST_LIMIT"}
    answer = proxy.post(b"x" * most, "127.0.0.7", **{"x-request-id": "largest"})
    assert answer.status_code == 400
    assert proxy.installation.await_request_line("largest")["status"] == 400
    assert proxy.installation.request_lines("large") == []


def test_answers_pass_as_graphapi_made_them(proxy: Proxy) -> None:
    through = proxy.post({"query": LARGE}, "127.0.0.8", **{"accept-encoding": "br"})
    directly = proxy.post_directly({"query": LARGE}, "127.0.0.9", **{"accept-encoding": "br"})
    assert through.status_code == 200
    assert len(through.content) > 100_000
    assert through.content == directly.content
    assert through.headers["content-encoding"] == "br"
    own = {"strict-transport-security", "server", "date", "connection", "x-request-id"}
    kept = {name: value for name, value in through.headers.items() if name not in own}
    assert kept == {name: value for name, value in directly.headers.items() if name not in own}
    assert through.headers["strict-transport-security"] == "max-age=31536000"


def test_another_host_is_refused(proxy: Proxy) -> None:
    assert proxy.post({"query": QUERY}, "127.0.0.10", host="elsewhere.example.org").status_code == 421


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
def test_probes_and_metrics_are_for_the_machine_itself(proxy: Proxy, path: str) -> None:
    headers = {"host": HOST}
    origin = f"https://127.0.0.1:{proxy.nginx.port}"
    assert httpx.get(origin + path, headers=headers, verify=proxy.trust).status_code == 404
    assert httpx.get(proxy.installation.origin + path, headers=headers).status_code == 200


def test_the_metrics_to_watch_exist(installation: Installation) -> None:
    names = set(re.findall(r"\bgraphapi_[a-z_]+", read_page(PAGE)))
    assert names
    served = httpx.get(f"{installation.origin}/metrics", headers={"host": HOST}).text
    assert [name for name in names if f"{name}{{" not in served and f"{name}_count{{" not in served] == []


def test_clients_learn_that_graphapi_is_away(tmp_path: Path) -> None:
    nginx, trust = nginx_before(free_port(), tmp_path)
    try:
        nginx.start()
        answer = httpx.get(f"https://127.0.0.1:{nginx.port}/graphql", headers={"host": HOST}, verify=trust)
    finally:
        nginx.stop()
    assert answer.status_code == 503
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}


def test_the_limits_of_nginx_are_those_of_graphapi() -> None:
    settings = Settings()
    assert int(directive("client_max_body_size")) == settings.max_body_bytes
    assert directive("large_client_header_buffers") == f"4 {settings.max_header_bytes // 1024}k"
    for name in ("client_header_timeout", "client_body_timeout", "send_timeout"):
        assert directive(name) == f"{settings.read_timeout:g}s"
    # The shorter one closes an idle connection. If graphapi did, nginx could be using it at that moment.
    kept = uvicorn_server._config(settings, create_app(settings)).timeout_keep_alive
    assert float(directive("keepalive_timeout").rstrip("s")) < kept
    assert float(directive("proxy_read_timeout").rstrip("s")) > settings.request_timeout
