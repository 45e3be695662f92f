"""The text of the writing clauses, and their effect on both stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.compiler.cypher.printer import print_write
from graphapi.compiler.cypher.syntax import (
    ElementOf,
    FunctionCall,
    ListOf,
    Literal,
    Match,
    NamedParameter,
    NodePattern,
    PropertyOf,
    RelationshipPattern,
    Return,
    SingleQuery,
    Unwind,
    Variable,
)
from graphapi.compiler.cypher.writing import Create, Delete, Merge, Remove, Set, SetLabel, SetProperties, SetProperty
from graphapi.mapping import Direction

if TYPE_CHECKING:
    from graphapi.compiler.cypher.syntax import Clause, Expression
    from graphapi.store import Graph

ROW, FILM, PERSON, CREDIT = map(Variable, ("row", "f", "p", "a"))
ROWS = Unwind(NamedParameter("rows"), ROW)


def cell(position: int) -> Expression:
    """A cell of the row."""
    return ElementOf(ROW, Literal(str(position)))


def written(*clauses: Clause) -> str:
    """The text of a writing statement."""
    text, bindings = print_write(SingleQuery(clauses))
    assert bindings == {}
    return text


FOUND_FILM = Match(NodePattern(FILM, "Film", (("key", cell(0)),)))
ACTED = RelationshipPattern(NodePattern(PERSON), ("ACTED_IN",), Direction.OUT, NodePattern(FILM), CREDIT)
PLAYED = RelationshipPattern(
    NodePattern(PERSON), ("PLAYS",), Direction.OUT, NodePattern(FILM), properties=(("film", cell(0)),)
)


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        (
            Create(NodePattern(FILM, "Film", (("key", cell(0)), ("title", cell(1))), ("Loved",))),
            "CREATE (f1:Film:Loved {key: row0[0], title: row0[1]})",
        ),
        (Create(PLAYED), "CREATE (p1)-[:PLAYS {film: row0[0]}]->(f2)"),
        (
            Merge(
                ACTED,
                on_create=(SetProperty(PropertyOf(CREDIT, "billing"), cell(1)),),
                on_match=(SetProperty(PropertyOf(CREDIT, "note"), cell(2)),),
            ),
            "MERGE (p2)-[a1:ACTED_IN]->(f3)\nON CREATE SET a1.billing = row0[1]\nON MATCH SET a1.note = row0[2]",
        ),
        (Set((SetProperties(FILM, cell(1)), SetLabel(FILM, "Loved"))), "SET f1 += row0[1], f1:Loved"),
        (Remove((PropertyOf(FILM, "odd name"), SetLabel(FILM, "Loved"))), "REMOVE f1.`odd name`, f1:Loved"),
        (Delete((FILM, PERSON)), "DELETE f1, p2"),
        (Delete((FILM,), detach=True), "DETACH DELETE f1"),
    ],
)
def test_a_writing_clause(clause: Clause, text: str) -> None:
    assert written(ROWS, clause) == f"UNWIND $rows AS row0\n{text}"


async def films(graph: Graph) -> list[object]:
    """The properties, the label Loved and the credits of each film."""
    text = (
        "MATCH (f:Film) WITH f ORDER BY f.key RETURN collect([f.key, f.title, f.year, f:Loved, "
        "COLLECT { MATCH (p:Person)-[a:ACTED_IN]->(f) RETURN [p.key, a.billing, a.note] }])"
    )
    found: list[object] = (await graph.read(text, {}))[0]
    return found


async def test_writing_clauses_do_the_same_on_both_stores(graph: Graph) -> None:
    rows = [["alien", "Alien"], ["aliens", "Aliens"]]
    await graph.write(
        written(ROWS, Create(NodePattern(None, "Film", (("key", cell(0)), ("title", cell(1)))))), {"rows": rows}
    )
    await graph.write(
        written(ROWS, Merge(NodePattern(None, "Person", (("key", cell(0)),)))), {"rows": [["sw"], ["sw"]]}
    )
    join = (ROWS, FOUND_FILM, Match(NodePattern(PERSON, "Person", (("key", cell(1)),))))
    merge = Merge(
        ACTED,
        on_create=(SetProperty(PropertyOf(CREDIT, "billing"), cell(2)),),
        on_match=(SetProperty(PropertyOf(CREDIT, "note"), cell(3)),),
    )
    for note in ("first", "second"):
        await graph.write(written(*join, merge), {"rows": [["alien", "sw", 1, note]]})
    properties = Set((SetProperties(FILM, cell(1)), SetLabel(FILM, "Loved")))
    await graph.write(written(ROWS, FOUND_FILM, properties), {"rows": [["alien", {"year": 1979}]]})
    assert await films(graph) == [
        ["alien", "Alien", 1979, True, [["sw", 1, "second"]]],
        ["aliens", "Aliens", None, False, []],
    ]
    removal = Remove((PropertyOf(FILM, "year"), SetLabel(FILM, "Loved")))
    await graph.write(written(ROWS, FOUND_FILM, removal), {"rows": [["alien"]]})
    assert (await films(graph))[0] == ["alien", "Alien", None, False, [["sw", 1, "second"]]]
    counted = Return(((ListOf((FunctionCall("count", (FILM,)),)), None),))
    deleted = await graph.write(written(ROWS, FOUND_FILM, Delete((FILM,), detach=True), counted), {"rows": [["alien"]]})
    assert deleted == [[[1]]]
    assert await films(graph) == [["aliens", "Aliens", None, False, []]]
