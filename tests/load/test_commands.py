"""What all commands have in common that load files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import structlog
from typer.testing import CliRunner

from graphapi.commands.app import app
from graphapi.commands.load import load
from graphapi.load import loading
from graphapi.load.desired_graph import derive_characters
from tests.load.everything import write_everything
from tests.load.test_imdb import write_dumps
from tests.load.test_tmdb import FILES, write_tmdb
from tests.load.test_wikidata import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graphapi.load.staging import Staging


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    """Restore the logging: a command writes its log into the standard error of its run, which is closed afterwards."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def write_wikidata(path: Path) -> Path:
    path.write_bytes(FORMS["films.json"])
    return path


def write_kaggle(path: Path) -> Path:
    return write_tmdb(path, FILES)


WRITERS: dict[str, Callable[[Path], Path]] = {
    "catalogue": write_everything,
    "imdb": write_dumps,
    "tmdb": write_kaggle,
    "wikidata": write_wikidata,
}


def test_every_command_is_tested() -> None:
    assert {command.name for command in load.registered_commands} == WRITERS.keys()


@pytest.mark.parametrize("command", WRITERS)
def test_files_for_the_importer_are_written_within_the_memory(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[str] = []

    def derive(staging: Staging) -> None:
        limits.extend(limit for (limit,) in staging.run("SELECT current_setting('memory_limit')"))
        derive_characters(staging)

    monkeypatch.setattr(loading, "derive_characters", derive)
    monkeypatch.setenv("GRAPHAPI_LOAD_MEMORY", "300")
    arguments = [str(WRITERS[command](tmp_path / "in")), "--bulk", str(tmp_path / "out"), "--json"]
    result = CliRunner().invoke(app, ["load", command, *arguments, "--data-dir", str(tmp_path / "data")])
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert summary["import_command"].startswith("neo4j-admin database import full neo4j ")
    films = (tmp_path / "out" / "Film.nodes.csv").read_text(encoding="utf-8")
    assert films.startswith(":ID,")
    assert summary["written"]["Film"]["created"] > 0
    assert limits == ["300.0 MiB"]

    again = CliRunner().invoke(app, ["load", command, *arguments, "--bulk-format", "parquet"])
    assert again.exit_code == 0, again.output
    assert "Film.nodes.parquet" in json.loads(again.stdout)["import_command"]
    assert (tmp_path / "out" / "Film.nodes.parquet").read_bytes().startswith(b"PAR1")


def test_a_format_of_files_for_the_importer_needs_their_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["load", "catalogue", str(tmp_path), "--bulk-format", "parquet"])
    assert result.exit_code == 2
    assert "is used with --bulk" in result.output
