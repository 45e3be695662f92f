"""The desired content of the graph, derived from staged rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graphapi.load import desired_graph
from graphapi.load.csv_schema import RELATIONSHIP_FILES
from graphapi.load.desired_graph import DesiredCast, DesiredNode, DesiredRelationships
from graphapi.load.existing_nodes import ExistingNodes
from graphapi.load.staging import Staging
from graphapi.model.derived import ActingCredit
from graphapi.model.nodes import CHARACTER, FILM, GENRE, PERSON, PLACE
from graphapi.model.relationships import DIRECTED, IN_GENRE, SET_IN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graphapi.load.csv_schema import RelationshipFile


@pytest.fixture
def staging(tmp_path: Path) -> Iterator[Staging]:
    staging = Staging(tmp_path, 64)
    staging.run(
        "INSERT INTO films BY NAME SELECT 2 AS line, 'f' AS key, 'Amélie' AS title, 7 AS votes, 'B| A |B|' AS genres"
    )
    staging.run(
        "INSERT INTO films BY NAME SELECT 3 AS line, 'g' AS key, 'Heat' AS title, 'A' AS genres, 'Rome' AS places"
    )
    staging.run("INSERT INTO people BY NAME SELECT 2 AS line, 'p' AS key, 'P' AS name, 1950 AS birth_year")
    staging.run(
        """
        INSERT INTO credits BY NAME FROM (VALUES
          (2, 'f', 'p', 4, 'voice', 'Tom', NULL),
          (3, 'f', 'p', 2, 'uncredited', 'Ann', 'ann'),
          (4, 'f', 'p', 2, 'voice', 'Tom', NULL),
          (5, 'f', 'q', NULL, NULL, NULL, NULL)
        ) AS v(line, film_key, person_key, billing, note, character, character_key)
        """
    )
    for line, film in ((2, "g"), (3, "g"), (4, "f")):
        staging.run("INSERT INTO directors BY NAME SELECT ? AS line, ? AS film_key, 'p' AS person_key", [line, film])
    staging.run(
        "INSERT INTO characters BY NAME SELECT 2 AS line, 'ann' AS key, 'Anna' AS name, 'A twin' AS description"
    )
    desired_graph.derive_characters(staging)
    yield staging
    staging.close()


def by_key(nodes: Iterator[DesiredNode]) -> list[DesiredNode]:
    return sorted(nodes, key=lambda node: node.key)


def related(
    staging: Staging, type_: str, file: RelationshipFile | None = None, *nodes: tuple[str, str]
) -> tuple[list[list[Any]], list[DesiredRelationships]]:
    """The new relationships of a type, and those between nodes that are in the graph."""
    staging.run("DROP TABLE IF EXISTS existing_node")
    existing = ExistingNodes(staging, graph_is_empty=True)
    for label, key in nodes:
        existing.add(label, [key])
    new = [[key, sorted(others)] for key, others in desired_graph.new_relationships(staging, type_, file, existing)]
    return new, list(desired_graph.relationships(staging, type_, file, existing))


def test_films_have_the_rank_of_their_votes(staging: Staging) -> None:
    known = desired_graph.known_properties(staging, FILM, "films")
    assert [one.name for one in known] == ["title", "votes"]
    assert by_key(desired_graph.nodes(staging, FILM, "films", known)) == [
        DesiredNode("f", ("Amélie", 7, "amelie"), -7),
        # Without votes, its credits count.
        DesiredNode("g", ("Heat", None, "heat"), -1),
    ]


def test_people_have_the_labels_and_the_rank_of_their_credits(staging: Staging) -> None:
    known = desired_graph.known_properties(staging, PERSON, "people")
    assert by_key(desired_graph.nodes(staging, PERSON, "people", known)) == [
        # Three rows of one credit count once. Two directed films count as well.
        DesiredNode("p", ("P", 1950, "p"), -3, ("Actor", "Director")),
        # This person has no row, because the graph has the person already.
        DesiredNode("q", (None, None, None), -1, ("Actor",), has_row=False),
    ]


def test_a_character_is_named_by_its_file_or_by_the_cast(staging: Staging) -> None:
    assert by_key(desired_graph.nodes(staging, CHARACTER, "character_node", CHARACTER.properties)) == [
        DesiredNode("ann", ("Anna", "A twin", "anna"), -1),
        DesiredNode("f/Tom", ("Tom", None, "tom"), -1),
    ]


def test_listed_nodes_are_trimmed_and_distinct(staging: Staging) -> None:
    # Searches do not find genres.
    assert GENRE.search is None
    assert by_key(desired_graph.listed_nodes(staging, IN_GENRE)) == [
        DesiredNode("A", ("A",), -2),
        DesiredNode("B", ("B",), -1),
    ]
    assert PLACE.search is not None
    (rome,) = desired_graph.listed_nodes(staging, SET_IN)
    assert rome == DesiredNode("Rome", ("Rome", "rome"), -1)
    new, known = related(staging, IN_GENRE.type)
    assert (new, known) == ([["f", ["A", "B"]], ["g", ["A"]]], [])


def test_relationships_of_a_file_are_distinct(staging: Staging) -> None:
    (directors,) = RELATIONSHIP_FILES
    assert related(staging, DIRECTED.type, directors) == ([["f", ["p"]], ["g", ["p"]]], [])


def test_relationships_of_a_new_node_are_new(staging: Staging) -> None:
    (directors,) = RELATIONSHIP_FILES
    both = [["f", ["p"]], ["g", ["p"]]]
    assert related(staging, DIRECTED.type, directors, ("Film", "f")) == (both, [])
    found = related(staging, DIRECTED.type, directors, ("Film", "f"), ("Person", "p"))
    assert found == ([["g", ["p"]]], [DesiredRelationships("f", {"p": ()})])


def test_the_rows_of_a_person_in_a_film_are_one_credit(staging: Staging) -> None:
    nothing = ExistingNodes(staging, graph_is_empty=True)
    (cast,) = desired_graph.casts(staging, nothing)
    credits = {"p": ActingCredit(2, "voice; uncredited", ["f/Tom", "ann"]), "q": ActingCredit()}
    assert cast == DesiredCast("f", credits)
    nothing.add("Film", ["f", "elsewhere"])
    assert list(desired_graph.casts(staging, nothing)) == [DesiredCast("f", credits, is_known=True)]


def test_keys_to_rank_are_those_whose_popularity_can_change(staging: Staging) -> None:
    staging.run("INSERT INTO existing_key VALUES ('Person', 'q')")
    existing = ExistingNodes(staging, graph_is_empty=False)
    for label, keys in (("Film", ["f", "unrelated"]), ("Person", ["p"]), ("Character", ["ann"])):
        existing.add(label, keys)
    ranked = {
        label.name: sorted(desired_graph.keys_to_rank(staging, label, existing))
        for label in (FILM, PERSON, CHARACTER, PLACE)
    }
    assert ranked == {"Film": ["f"], "Person": ["p", "q"], "Character": ["ann"], "Place": []}
