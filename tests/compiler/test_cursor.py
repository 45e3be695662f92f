"""Cursors: which ones a list accepts, and that old cursors keep working.

``recorded_cursors.json`` holds cursors as clients received them. They must keep working after every change of the
code, so entries are only added. If the order of a list itself must change, its old cursors are refused: they move to
``REFUSED``. Each entry has the cursor after the first ``size`` items of a list of the sample, and
the key of the next item. To add an entry, write its query and ``size`` with an empty cursor and run the test. Check
the cursor and the key in its message, and copy them.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graphapi.api.schema import GraphSchema
from graphapi.compiler.relay.cursor import CursorFormat
from graphapi.compiler.relay.global_id import decode_opaque, encode_opaque
from graphapi.errors import BadUserInputError
from graphapi.execution.context import Context
from graphapi.model.elements import Scalar
from graphapi.store.batching import SharedReads

if TYPE_CHECKING:
    from graphapi.store import Graph

SCHEMA = GraphSchema()
RECORDED: list[dict[str, Any]] = json.loads(Path(__file__).with_name("recorded_cursors.json").read_text("utf-8"))
REFUSED = {"search": "WzEsMzg2MjIwNzEyMiwzLjA5MDkwOTA5MDkwOTA5MSwxLCJpY2UtdCJd"}
BY_YEAR = CursorFormat.of("Film ORDER BY year ASC, key ASC", (Scalar.INT, Scalar.STRING))


async def page(graph: Graph, recorded: dict[str, Any], size: int, after: str | None) -> dict[str, Any]:
    """The connection that a recorded query selects."""
    context = Context(SharedReads(graph), asyncio.get_running_loop().time() + 60, "cursors")
    variables = {"first": size, "after": after}
    result = await SCHEMA.execute(recorded["query"], variables, context_value=context)
    assert not hasattr(result, "__aiter__")
    assert result.errors is None
    found: Any = result.data
    while "edges" not in found:
        (found,) = found.values()
    connection: dict[str, Any] = found
    return connection


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda recorded: recorded["list"])
async def test_a_recorded_cursor_goes_on_working(recorded: dict[str, Any], sample_graph: Graph) -> None:
    last = (await page(sample_graph, recorded, recorded["size"], None))["edges"][-1]
    following = (await page(sample_graph, recorded, 1, last["cursor"]))["edges"][0]["node"]
    assert (last["cursor"], following) == (recorded["cursor"], recorded["next"])
    assert (await page(sample_graph, recorded, 1, recorded["cursor"]))["edges"][0]["node"] == recorded["next"]


def test_no_two_lists_share_their_cursors() -> None:
    marks = [orjson.loads(decode_opaque(recorded["cursor"]))[1] for recorded in RECORDED]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda recorded: recorded["list"])
async def test_a_cursor_of_another_list_is_refused(recorded: dict[str, Any], sample_graph: Graph) -> None:
    other = RECORDED[RECORDED.index(recorded) - 1]["cursor"]
    await assert_refused(recorded, other, sample_graph)


@pytest.mark.parametrize(("name", "cursor"), REFUSED.items())
async def test_a_cursor_of_an_earlier_order_is_refused(name: str, cursor: str, sample_graph: Graph) -> None:
    (recorded,) = (one for one in RECORDED if one["list"] == name)
    await assert_refused(recorded, cursor, sample_graph)


async def assert_refused(recorded: dict[str, Any], other: str, sample_graph: Graph) -> None:
    """A list refuses a cursor that is not of its order."""
    context = Context(SharedReads(sample_graph), asyncio.get_running_loop().time() + 60, "cursors")
    result = await SCHEMA.execute(recorded["query"], {"first": 1, "after": other}, context_value=context)
    assert not hasattr(result, "__aiter__")
    assert result.errors is not None
    assert result.errors[0].message.endswith("is a cursor of another list, or of this list in another order.")


@pytest.mark.parametrize(
    ("cursor", "message"),
    [
        ("nonsense", "is not a cursor."),
        (encode_opaque(b'"text"'), "is not a cursor."),
        (encode_opaque(b"[]"), "another version"),
        (encode_opaque(b'[1899273330,5.5,2,"balthazar-getty"]'), "another version"),
        (encode_opaque(b'[2,4174929996,1,"tom-hanks"]'), "another version"),
        (CursorFormat.of("Film ORDER BY year DESC, key ASC", ()).encode([1993, "x"]), "another order"),
        (CursorFormat.of("Person ORDER BY year ASC, key ASC", ()).encode([1993, "x"]), "another list"),
        (BY_YEAR.encode(["1993", "x"]), "do not have the types"),
        (BY_YEAR.encode([1993]), "do not have the types"),
    ],
)
def test_what_is_no_cursor_of_the_list_is_refused(cursor: str, message: str) -> None:
    with pytest.raises(BadUserInputError, match=message):
        BY_YEAR.decode(cursor)
