"""Commands, options, settings, root fields, error codes, columns and filters are all documented."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import typer
from graphql import GraphQLInputObjectType, build_schema

from graphapi.commands.app import app
from graphapi.errors import ErrorCode
from graphapi.load.csv_schema import FILES
from graphapi.settings import Settings, environment_name
from tests.docs.pages import PAGES, ROOT, read_page, read_sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphapi.load.csv_schema import FileSchema

SCHEMA = build_schema((ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8"))
COMMANDS = read_sections("docs/commands.md")
TYPER = typer.main.get_command(app)


def commands(command: object, name: str) -> Iterator[tuple[str, list[str]]]:
    """Every command with its options, without ``--help``."""
    inner: dict[str, object] = getattr(command, "commands", {})
    for word, below in inner.items():
        yield from commands(below, f"{name} {word}")
    if not inner:
        parameters: list[object] = getattr(command, "params", [])
        options = [option for parameter in parameters for option in getattr(parameter, "opts", [])]
        yield name, [option for option in options if option.startswith("--") and option != "--help"]


@pytest.mark.parametrize(
    ("name", "options"), [pytest.param(*found, id=found[0]) for found in commands(TYPER, "graphapi")]
)
def test_a_command_has_a_section_with_its_options(name: str, options: list[str]) -> None:
    assert name in COMMANDS, f"docs/commands.md has no section {name}"
    assert set(options) == set(re.findall(r"`(--[a-z-]+)", COMMANDS[name])), name
    assert name in read_page("README.md"), f"README.md does not name {name}"


def test_options_of_graphapi_itself_are_documented() -> None:
    for parameter in TYPER.params:
        for option in parameter.opts:
            assert f"graphapi {option}" in read_page("docs/commands.md"), option


def test_every_section_is_of_a_command() -> None:
    known = {name for name, _ in commands(TYPER, "graphapi")}
    assert {title for title in COMMANDS if title.startswith("graphapi ")} == known


@pytest.mark.parametrize("name", [environment_name(name, field) for name, field in Settings.model_fields.items()])
def test_a_setting_is_documented(name: str) -> None:
    assert f"| `{name}` |" in read_page("docs/settings.md")


def test_settings_that_pages_name_exist() -> None:
    known = {environment_name(name, field) for name, field in Settings.model_fields.items()}
    known |= {"GRAPHAPI_FUZZ_INPUTS", "GRAPHAPI_LOADED_FILMS", "GRAPHAPI_UPDATE_DOCS", "GRAPHAPI_UPDATE_GOLDEN"}
    for page in PAGES:
        assert set(re.findall(r"\b(?:GRAPHAPI|NEO4J)_[A-Z_]+", read_page(page))) <= known, page


def test_every_root_field_is_in_the_table() -> None:
    assert SCHEMA.query_type is not None
    table = read_sections("docs/api.md")["Where a query starts"]
    assert set(re.findall(r"`(\w+)(?:\(\w+:\))?`", table)) == set(SCHEMA.query_type.fields)


@pytest.mark.parametrize("name", ["IntFilter", "FloatFilter", "StringFilter", "CastRelationshipFilter", "FilmWhere"])
def test_every_condition_is_named(name: str) -> None:
    found = SCHEMA.type_map[name]
    assert isinstance(found, GraphQLInputObjectType)
    said = set(re.findall(r"`(\w+)", read_sections("docs/api.md")["Filters"]))
    own = {"and", "or", "not"} if name == "FilmWhere" else set(found.fields)
    assert own <= said


def test_every_error_code_is_in_the_table() -> None:
    table = read_sections("docs/api.md")["Errors"]
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)) == {code.value for code in ErrorCode}


@pytest.mark.parametrize("form", FILES, ids=lambda form: form.file)
def test_the_columns_of_a_file_are_in_the_table(form: FileSchema) -> None:
    table = read_sections("README.md")["Your own films"]
    (row,) = (line for line in table.splitlines() if line.startswith(f"| `{form.file}`"))
    cell = row.split("|")[2]
    assert re.findall(r"`(\w+)`", cell) == [column.name for column in form.columns]
    assert set(re.findall(r"\*\*`(\w+)`\*\*", cell)) == {column.name for column in form.columns if column.required}
    assert ("(optional)" in row) == form.optional


def test_defaults_of_limits_are_those_of_the_settings() -> None:
    table = read_sections("docs/api.md")["Limits"]
    rows = re.findall(r"^\| .* \| ([\d,]+)[^|]* \| `GRAPHAPI_(\w+)` \|$", table, re.MULTILINE)
    assert len(rows) == 19
    for shown, name in rows:
        assert int(shown.replace(",", "")) == Settings.model_fields[name.lower()].default
