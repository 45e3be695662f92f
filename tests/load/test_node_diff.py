"""The difference between the nodes in the files and in the graph."""

from __future__ import annotations

from graphapi.load.desired_graph import DesiredNode
from graphapi.load.node_diff import NodeSchema, diff_nodes, node_schema
from graphapi.load.options import Written
from graphapi.model.nodes import GENRE, PERSON

PROPERTIES = tuple(one for one in PERSON.properties if one.name in ("name", "birthYear"))
SCHEMA = node_schema(PERSON, PROPERTIES)


def stored(*, actor: bool = False, **properties: object) -> list[object]:
    """The record of a person in the graph."""
    has_labels = [label == "Actor" and actor for label in SCHEMA.labels]
    return [*has_labels, *(properties.get(name) for name in SCHEMA.properties)]


def test_a_schema_has_the_properties_and_labels_of_the_model() -> None:
    assert NodeSchema("Person", ("name", "birthYear", "searchText"), ("Actor", "Director"), is_ranked=True) == SCHEMA
    # Searches do not find genres.
    assert node_schema(GENRE, GENRE.properties) == NodeSchema("Genre", ("name",))


def test_new_nodes_are_created_by_their_labels() -> None:
    written = Written()
    nodes = [
        DesiredNode("a", ("A", None, "a"), -2, ("Actor",)),
        DesiredNode("b", ("B", None, "b")),
        DesiredNode("c", ("C", 1950, "c"), -1, ("Actor",)),
        # A person who is in no file, and not in the graph any more, is not created without a name.
        DesiredNode("d", (None, None, None), -1, ("Actor",), has_row=False),
    ]
    changes = diff_nodes(SCHEMA, nodes, {}, written)
    first, second = [["a", "A", None, "a", -2], ["c", "C", 1950, "c", -1]], [["b", "B", None, "b", 0]]
    assert changes.created == {("Actor",): first, (): second}
    assert (written.created, written.changed, written.unchanged) == (3, 0, 0)
    assert [rows for _, rows in changes.statements(SCHEMA)] == [first, second]


def test_only_different_properties_of_an_existing_node_are_written() -> None:
    written = Written()
    nodes = [
        DesiredNode("a", ("A", 1950, "a"), -2, ("Actor",)),
        DesiredNode("b", (None, None, None), -2, ("Actor",), has_row=False),
        DesiredNode("c", ("C", None, "c")),
    ]
    graph = {
        "a": stored(actor=True, name="A", birthYear=1949, searchText="a"),
        "b": stored(name="B", searchText="b"),
        "c": stored(name="C", birthYear=1951, searchText="c"),
    }
    changes = diff_nodes(SCHEMA, nodes, graph, written)
    assert changes.created == {}
    assert changes.changed == [["a", {"birthYear": 1950}]]
    assert changes.labelled == {"Actor": ["b"]}
    assert (written.created, written.changed, written.unchanged) == (0, 2, 1)
    assert [rows for _, rows in changes.statements(SCHEMA)] == [changes.changed, ["b"]]
