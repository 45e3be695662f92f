"""Documents: how an operation is selected by its name, and the name of a document."""

from __future__ import annotations

import pytest

from graphapi.execution.document_limits import UNLIMITED
from graphapi.execution.documents import Documents

SEVERAL = "query A { __typename } query B { __typename } fragment C on Query { __typename }"


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("query A { __typename }", None, 0),
        ("query A { __typename }", "A", 0),
        ("query A { __typename }", "B", None),
        ("{ __typename }", None, 0),
        ("{ __typename }", "A", None),
        (SEVERAL, None, 0),
        (SEVERAL, "B", 1),
        (SEVERAL, "C", None),
        ("query A { __typename } { __typename }", None, 0),
        ("query A { a: __typename } query A { b: __typename }", "A", 0),
        ("fragment C on Query { __typename }", None, None),
    ],
)
def test_an_operation_is_found_by_its_name(text: str, name: str | None, found: int | None) -> None:
    checked = Documents(UNLIMITED, cache_size=1).parse(text)
    assert checked.operation(name) is (None if found is None else checked.operations[found])


@pytest.mark.parametrize(
    ("text", "name"), [("query A { __typename }", "A"), ("{ __typename }", None), (SEVERAL, None), ("", None)]
)
def test_a_document_of_one_operation_has_its_name(text: str, name: str | None) -> None:
    documents = Documents(UNLIMITED, cache_size=1)
    assert documents.name_of(text) is None, "nobody parsed it yet"
    if text:
        documents.parse(text)
    assert documents.name_of(text) == name
