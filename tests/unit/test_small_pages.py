"""Pages of a list that has at most one item."""

from __future__ import annotations

import pytest

from tests.unit.test_compiler import SCHEMA, compile_with, statement_of

ONE = '{ films(where: {key: {eq: "x"}}, first: %s) { nodes { title } } }'


def test_a_page_of_no_items_is_limited_where_the_list_has_one_item() -> None:
    assert "LIMIT" in statement_of(ONE % 0)


def test_a_page_whose_size_is_not_known_yet_is_limited() -> None:
    text = 'query ($first: Int) { films(where: {key: {eq: "x"}}, first: $first) { nodes { title } } }'
    statement = compile_with(SCHEMA.compiler, text, {"first": 1}).statement
    assert statement is not None
    assert "LIMIT" in statement.text


@pytest.mark.parametrize("size", [1, 7])
def test_a_page_with_room_for_the_one_item_is_not(size: int) -> None:
    assert "LIMIT" not in statement_of(ONE % size)
