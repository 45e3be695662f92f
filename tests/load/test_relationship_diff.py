"""The difference between the relationships in the files and in the graph."""

from __future__ import annotations

from typing import Any

from graphapi.load.csv_schema import RELATIONSHIP_FILES
from graphapi.load.desired_graph import DesiredRelationships
from graphapi.load.options import Written
from graphapi.load.relationship_diff import (
    diff_relationships,
    schema_of_column,
    schema_of_file,
    stored_relationships,
)
from graphapi.load.statements import RelationshipSchema
from graphapi.model.relationships import IN_GENRE

WITH_YEAR = RelationshipSchema("T", "A", "B", outgoing=True, properties=("year", "note"))


def test_schemas_know_which_way_a_relationship_goes() -> None:
    (directors,) = RELATIONSHIP_FILES
    assert schema_of_file(directors) == RelationshipSchema("DIRECTED", "Film", "Person", outgoing=False)
    assert schema_of_column(IN_GENRE) == RelationshipSchema("IN_GENRE", "Film", "Genre", outgoing=True)


def test_records_are_read_with_or_without_properties() -> None:
    assert stored_relationships(["a", "b"], schema_of_column(IN_GENRE)) == {"a": (), "b": ()}
    assert stored_relationships([["a", 1993, None]], WITH_YEAR) == {"a": [1993, None]}


def test_missing_relationships_are_written() -> None:
    written = Written()
    desired = DesiredRelationships("f", {"a": (), "b": ()})
    assert diff_relationships(desired, {"a": ()}, written) == (["b"], [])
    assert (written.created, written.changed, written.unchanged) == (1, 0, 1)


def test_known_values_replace_and_unknown_ones_keep_those_of_the_graph() -> None:
    written = Written()
    desired = DesiredRelationships("f", {"new": (1, None), "same": (1, None), "other": (2, None)})
    stored: dict[str, list[Any]] = {"same": [1, "kept"], "other": [1, "kept"], "elsewhere": [3, None]}
    assert diff_relationships(desired, stored, written) == ([["new", 1, None]], [["other", 2, "kept"]])
    assert (written.created, written.changed, written.unchanged) == (1, 1, 1)
