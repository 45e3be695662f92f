"""The difference between the nodes in the files and in the graph."""

from __future__ import annotations

from graphapi.load.desired_graph import DesiredNode
from graphapi.load.node_diff import diff_nodes, node_schema
from graphapi.load.options import Written
from graphapi.model.nodes import GENRE, PERSON

SCHEMA = node_schema(PERSON)


def stored(*, actor: bool = False, **properties: object) -> list[object]:
    """The record of a person in the graph."""
    has_labels = [label == "Actor" and actor for label in SCHEMA.labels]
    return [*has_labels, *(properties.get(name) for name in SCHEMA.properties)]


def test_a_schema_has_the_properties_and_labels_of_the_model() -> None:
    assert SCHEMA.labels == ("Actor", "Director")
    assert {"name", "birthYear", "searchText"} <= set(SCHEMA.properties)
    # Searches do not find genres.
    assert node_schema(GENRE).properties == ("name",)


def test_new_nodes_are_created_by_their_labels() -> None:
    written = Written()
    nodes = [
        DesiredNode("a", {"name": "A"}, ("Actor",), rank=-2),
        DesiredNode("b", {"name": "B"}, rank=0),
        DesiredNode("c", {"name": "C", "birthYear": 1950}, ("Actor",), rank=-1),
    ]
    changes = diff_nodes(SCHEMA, nodes, {}, written)
    assert changes.created == {
        ("Actor",): [
            {"key": "a", "name": "A", "searchRank": -2},
            {"key": "c", "name": "C", "birthYear": 1950, "searchRank": -1},
        ],
        (): [{"key": "b", "name": "B", "searchRank": 0}],
    }
    assert (written.created, written.changed, written.unchanged) == (3, 0, 0)
    (_, first), (_, second) = changes.statements(SCHEMA)
    # Only properties that at least one node has are written, in the order of the schema.
    assert first == {"rows": [["a", "A", None, -2], ["c", "C", 1950, -1]]}
    assert second == {"rows": [["b", "B", 0]]}


def test_only_different_properties_of_an_existing_node_are_written() -> None:
    written = Written()
    nodes = [
        DesiredNode("a", {"name": "A", "birthYear": 1950}, ("Actor",), rank=-2),
        DesiredNode("b", {"name": "B"}, ("Actor",), rank=-2),
        DesiredNode("c", {"name": "C"}),
    ]
    graph = {
        "a": stored(actor=True, name="A", birthYear=1949, biography="kept"),
        "b": stored(name="B"),
        "c": stored(name="C", biography="kept"),
    }
    changes = diff_nodes(SCHEMA, nodes, graph, written)
    assert changes.created == {}
    assert changes.changed == [["a", {"birthYear": 1950}]]
    assert changes.labelled == {"Actor": ["b"]}
    assert (written.created, written.changed, written.unchanged) == (0, 2, 1)
    assert [parameters["rows"] for _, parameters in changes.statements(SCHEMA)] == [changes.changed, ["b"]]
