"""Commands that need no store."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import jwt
import pytest

from graphapi import __version__
from graphapi.settings import Settings, environment_name
from graphapi.settings_report import settings_page

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = ["serve", "stats", "migrate", "export-schema", "explain", "settings", "token", "load", "export", "key"]
SECRET = "x" * 32
QUERY = "query Q($year: Int!) { films(where: {year: {eq: $year}}) { nodes { title } } }"


def graphapi(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run graphapi in a folder, without the settings in this machine's environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GRAPHAPI_", "NEO4J_"))}
    return subprocess.run(
        [sys.executable, "-m", "graphapi", *arguments],
        cwd=folder,
        input=QUERY,
        env={**clean, "NO_COLOR": "1", "COLUMNS": "200", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_version(tmp_path: Path) -> None:
    assert graphapi(tmp_path, "--version").stdout == f"graphapi {__version__}\n"


def test_help_names_every_command(tmp_path: Path) -> None:
    done = graphapi(tmp_path, "--help")
    assert done.returncode == 0
    assert re.findall(r"^│ ([a-z][a-z-]+) ", done.stdout, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize(
    "command",
    [
        *COMMANDS,
        "load catalogue",
        "load imdb",
        "load tmdb",
        "load wikidata",
        "export catalogue",
        "key create",
        "key list",
        "key revoke",
    ],
)
def test_help_of_every_command_has_examples(tmp_path: Path, command: str) -> None:
    done = graphapi(tmp_path, *command.split(), "--help")
    assert done.returncode == 0
    assert f"graphapi {command.split()[0]}" in done.stdout.split("Examples")[1]


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["serve", "--nonsense"], ["serve", "--port", "abc"], ["load", "catalogue", "nowhere"]]
)
def test_wrong_command_line_is_2(tmp_path: Path, arguments: list[str]) -> None:
    done = graphapi(tmp_path, *arguments)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


@pytest.mark.parametrize("command", ["serve", "migrate", "settings"])
def test_wrong_setting_is_one_line_and_2(tmp_path: Path, command: str) -> None:
    done = graphapi(tmp_path, command, GRAPHAPI_PORT="abc")
    assert (done.returncode, done.stderr) == (2, "GRAPHAPI_PORT: must be a valid integer, got 'abc'\n")


def test_unknown_setting_is_warned_of(tmp_path: Path) -> None:
    done = graphapi(tmp_path, "settings", GRAPHAPI_PROT="1")
    assert done.returncode == 0
    assert done.stderr == "Warning: GRAPHAPI_PROT: unknown setting, ignored; did you mean GRAPHAPI_PORT?\n"


def test_settings_for_people_and_for_machines(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NEO4J_PASSWORD=topsecret\n", encoding="utf-8")
    names = [environment_name(name, field) for name, field in Settings.model_fields.items()]
    table = graphapi(tmp_path, "settings", GRAPHAPI_PORT="9000")
    assert re.findall(r"^ ?([A-Z0-9_]+) ", table.stdout, re.MULTILINE) == names
    assert re.search(r"GRAPHAPI_PORT +9000 +environment", table.stdout)
    assert re.search(r"NEO4J_PASSWORD +\*{8} +\.env", table.stdout)

    rows = json.loads(graphapi(tmp_path, "settings", "--json", "--data-dir", "here").stdout)
    assert [row["name"] for row in rows] == names
    assert ["here", "command line"] in [[row["value"], row["source"]] for row in rows]
    assert "topsecret" not in table.stdout + str(rows)


def test_settings_page_is_printed_for_the_documentation(tmp_path: Path) -> None:
    assert graphapi(tmp_path, "settings", "--markdown").stdout == settings_page()


def test_token_is_signed_with_the_secret(tmp_path: Path) -> None:
    done = graphapi(tmp_path, "token", "--subject", "my-app", "--expires", "12h", GRAPHAPI_TOKEN_SECRET=SECRET)
    claims = jwt.decode(done.stdout.strip(), SECRET, algorithms=["HS256"])
    assert (claims["sub"], claims["exp"] - claims["iat"]) == ("my-app", 12 * 3600)


def test_token_has_the_scopes_that_are_named(tmp_path: Path) -> None:
    scopes = ("--scope", "graph:read", "--scope", "graph:write")
    done = graphapi(tmp_path, "token", *scopes, GRAPHAPI_TOKEN_SECRET=SECRET)
    assert jwt.decode(done.stdout.strip(), SECRET, algorithms=["HS256"])["scope"] == "graph:read graph:write"


def test_token_with_an_unknown_scope_is_2(tmp_path: Path) -> None:
    done = graphapi(tmp_path, "token", "--scope", "graph:delete", GRAPHAPI_TOKEN_SECRET=SECRET)
    assert done.returncode == 2
    assert "graph:admin" in done.stderr


def test_token_without_a_secret_says_what_to_set(tmp_path: Path) -> None:
    done = graphapi(tmp_path, "token")
    assert done.returncode == 2
    assert done.stderr.startswith("GRAPHAPI_TOKEN_SECRET is not set.")
    assert done.stdout == ""


@pytest.mark.parametrize("expires", ["", "3", "0d", "-1d", "1y", "1.5h"])
def test_token_of_a_wrong_time_is_2(tmp_path: Path, expires: str) -> None:
    done = graphapi(tmp_path, "token", f"--expires={expires}", GRAPHAPI_TOKEN_SECRET=SECRET)
    assert done.returncode == 2
    assert "30d, 12h, 15m or 60s" in done.stderr


def test_schema_is_exported_to_a_file_and_to_standard_output(tmp_path: Path) -> None:
    printed = graphapi(tmp_path, "export-schema")
    assert "type Query {" in printed.stdout
    assert graphapi(tmp_path, "export-schema", "--output", "out.graphql").returncode == 0
    assert (tmp_path / "out.graphql").read_text(encoding="utf-8") == printed.stdout


def test_file_that_cannot_be_written_is_1(tmp_path: Path) -> None:
    done = graphapi(tmp_path, "export-schema", "--output", "nowhere/out.graphql")
    assert done.returncode == 1
    assert done.stderr == "nowhere/out.graphql cannot be written: No such file or directory.\n"


def test_origin_of_an_error_is_shown_on_demand(tmp_path: Path) -> None:
    assert "Traceback" not in graphapi(tmp_path, "token").stderr
    assert "Traceback" in graphapi(tmp_path, "--debug", "token").stderr
    assert "Traceback" in graphapi(tmp_path, "token", GRAPHAPI_LOG_LEVEL="DEBUG").stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(tmp_path: Path, shell: str) -> None:
    done = graphapi(tmp_path, "--show-completion", shell)
    assert done.returncode == 0
    assert "_GRAPHAPI_COMPLETE" in done.stdout


def test_explain_shows_plan_statement_and_cost(tmp_path: Path) -> None:
    (tmp_path / "query.graphql").write_text(QUERY, encoding="utf-8")
    for file in ("query.graphql", "-"):
        done = graphapi(tmp_path, "explain", file, "--variables", '{"year": 1993}')
        assert done.returncode == 0
        assert re.findall(r"^[A-Z][a-z]+$", done.stdout, re.MULTILINE) == ["Plan", "Statement", "Parameters", "Cost"]
        assert "MATCH (film0:Film)" in done.stdout
        assert "p0 = 1993" in done.stdout
        assert "1 statement, at most 50 rows" in done.stdout

    explained = json.loads(graphapi(tmp_path, "explain", "-", "--variables", '{"year": 1993}', "--json").stdout)
    assert explained["statement"] in done.stdout
    assert explained["parameters"]["p0"] == 1993


@pytest.mark.parametrize(
    ("document", "variables", "code", "message"),
    [
        ("{ nothing }", "{}", 1, "1:3: Cannot query field 'nothing' on type 'Query'."),
        ("{", "{}", 1, "1:2: Syntax Error"),
        (QUERY, "{}", 1, "1:9: Variable '$year'"),
        (QUERY, "{", 2, "Invalid value for --variables: not JSON"),
        (QUERY, "[]", 2, "Invalid value for --variables: must be a JSON object"),
    ],
)
def test_explain_names_what_is_wrong(tmp_path: Path, document: str, variables: str, code: int, message: str) -> None:
    (tmp_path / "query.graphql").write_text(document, encoding="utf-8")
    done = graphapi(tmp_path, "explain", "query.graphql", "--variables", variables)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_explain_of_a_file_that_is_not_there_is_1(tmp_path: Path) -> None:
    done = graphapi(tmp_path, "explain", "nowhere.graphql")
    assert (done.returncode, done.stderr) == (1, "nowhere.graphql cannot be read: No such file or directory.\n")
