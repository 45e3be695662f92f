"""Negated operators, which do not match null either."""

from __future__ import annotations

from tests.unit.test_compiler import SCHEMA, compile_with


def test_what_is_not_known_is_not_outside_an_empty_list_either() -> None:
    text = "query ($years: [Int!]) { films(where: {year: {notIn: $years}}) { totalCount } }"
    statement = compile_with(SCHEMA.compiler, text, {"years": []}).statement
    assert statement is not None
    assert ".year IS NOT NULL AND NOT (" in statement.text
