"""The Docker Compose file and the image, checked without a Docker engine."""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from graphapi.settings import Settings
from tests.conftest import skip_or_fail

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / ".docker" / "Dockerfile").read_text()


def _config(folder: Path, password: str | None) -> subprocess.CompletedProcess[str]:
    if shutil.which("docker-compose"):
        command = ["docker-compose"]
    elif shutil.which("docker"):
        command = ["docker", "compose"]
    else:
        skip_or_fail("docker-compose not found: apt-get install docker-compose")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "GRAPHAPI_"))}
    environment = kept if password is None else kept | {"NEO4J_PASSWORD": password}
    # An empty file, so that a developer's .env is ignored.
    empty = folder / "empty.env"
    empty.touch()
    command += ["--file", str(ROOT / "docker-compose.yml"), "--env-file", str(empty), "config"]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_is_valid_and_starts_the_api_after_the_database(tmp_path: Path) -> None:
    answer = _config(tmp_path, "eight characters")

    assert answer.returncode == 0, answer.stderr
    api = answer.stdout.split("\n  api:\n")[1].split("\n  migrate:\n")[0]
    assert re.search(r"neo4j:\s+condition: service_healthy", api)
    assert re.search(r"migrate:\s+condition: service_completed_successfully", api)
    assert "NEO4J_URI: bolt://neo4j:7687" in api
    assert answer.stdout.count("NEO4J_PASSWORD: eight characters") == 2
    assert "NEO4J_AUTH: neo4j/eight characters" in answer.stdout
    # The server refuses to listen on every address of its container without one of these.
    assert re.search(r"^ENV .*GRAPHAPI_HOST=0\.0\.0\.0", DOCKERFILE.replace("\\\n", ""), flags=re.MULTILINE)
    assert "GRAPHAPI_ANONYMOUS: read" in api


@pytest.mark.parametrize("password", [None, ""])
def test_has_no_password_of_its_own(tmp_path: Path, password: str | None) -> None:
    answer = _config(tmp_path, password)
    assert answer.returncode != 0
    assert "set it to a password of at least eight characters" in answer.stderr


def test_listens_on_loopback_alone_and_limits_memory(tmp_path: Path) -> None:
    lines = _config(tmp_path, "eight characters").stdout.splitlines()
    published = [line.strip() for line in lines if re.search(r":\d+/tcp|published:", line)]
    assert len(published) == 3
    assert all("127.0.0.1" in line for line in published) or "host_ip: 127.0.0.1" in "\n".join(lines)
    assert sum("mem_limit" in line for line in lines) == 3


def test_a_stop_has_the_time_that_it_takes(tmp_path: Path) -> None:
    periods = re.findall(r"stop_grace_period: (\w+)", _config(tmp_path, "eight characters").stdout)
    # The second form of two minutes is that of newer versions.
    assert sorted(periods) in (["20s", "20s", "2m"], ["20s", "20s", "2m0s"])
    assert math.ceil(Settings().request_timeout) + 1 < 20


def test_the_image_runs_without_privileges_and_reports_its_health() -> None:
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]
    assert len(stages) == 2
    assert "COPY --from=build" in stages[1]
    assert re.search(r"^USER graphapi$", stages[1], flags=re.MULTILINE)
    assert "/readyz" in stages[1].split("HEALTHCHECK")[1]


def test_the_image_is_built_from_what_the_ignore_file_lets_through() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, flags=re.MULTILINE)
    sources = {source for line in copied for source in line.split()}
    assert sources == allowed
    assert all((ROOT / source).exists() for source in sources)
