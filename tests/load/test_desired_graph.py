"""The desired content of the graph, derived from staged rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphapi.load import desired_graph
from graphapi.load.csv_schema import RELATIONSHIP_FILES
from graphapi.load.desired_graph import DesiredCast, DesiredNode, DesiredRelationships
from graphapi.load.staging import Staging
from graphapi.model.derived import ActingCredit
from graphapi.model.nodes import CHARACTER, FILM, GENRE, PERSON, PLACE
from graphapi.model.relationships import IN_GENRE, SET_IN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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


def test_films_have_the_rank_of_their_votes(staging: Staging) -> None:
    assert by_key(desired_graph.nodes(staging, FILM, "films")) == [
        DesiredNode("f", {"title": "Amélie", "votes": 7, "searchText": "amelie"}, rank=-7),
        # Without votes, its credits count.
        DesiredNode("g", {"title": "Heat", "searchText": "heat"}, rank=-1),
    ]


def test_people_have_the_labels_and_the_rank_of_their_credits(staging: Staging) -> None:
    assert by_key(desired_graph.nodes(staging, PERSON, "people")) == [
        # Three rows of one credit count once. Two directed films count as well.
        DesiredNode("p", {"name": "P", "birthYear": 1950, "searchText": "p"}, ("Actor", "Director"), rank=-3),
        # This person has no row, because the graph has the person already.
        DesiredNode("q", {}, ("Actor",), rank=-1),
    ]


def test_a_character_is_named_by_its_file_or_by_the_cast(staging: Staging) -> None:
    assert by_key(desired_graph.nodes(staging, CHARACTER, "character_node")) == [
        DesiredNode("ann", {"name": "Anna", "description": "A twin", "searchText": "anna"}, rank=-1),
        DesiredNode("f/Tom", {"name": "Tom", "searchText": "tom"}, rank=-1),
    ]


def test_listed_nodes_are_trimmed_and_distinct(staging: Staging) -> None:
    # Searches do not find genres.
    assert GENRE.search is None
    assert by_key(desired_graph.listed_nodes(staging, IN_GENRE)) == [
        DesiredNode("A", {"name": "A"}),
        DesiredNode("B", {"name": "B"}),
    ]
    assert PLACE.search is not None
    (rome,) = desired_graph.listed_nodes(staging, SET_IN)
    assert rome == DesiredNode("Rome", {"name": "Rome", "searchText": "rome"}, rank=-1)
    assert list(desired_graph.listed_relationships(staging, IN_GENRE)) == [
        DesiredRelationships("f", {"B": (), "A": ()}),
        DesiredRelationships("g", {"A": ()}),
    ]


def test_relationships_of_a_file_are_distinct(staging: Staging) -> None:
    (directors,) = RELATIONSHIP_FILES
    assert list(desired_graph.relationships(staging, directors)) == [
        DesiredRelationships("f", {"p": ()}),
        DesiredRelationships("g", {"p": ()}),
    ]


def test_the_rows_of_a_person_in_a_film_are_one_credit(staging: Staging) -> None:
    (cast,) = desired_graph.casts(staging)
    credits = {"p": ActingCredit(2, "voice; uncredited", ["f/Tom", "ann"]), "q": ActingCredit()}
    assert cast == DesiredCast("f", credits)


def test_keys_to_rank_are_those_whose_popularity_can_change(staging: Staging) -> None:
    ranked = {
        label.name: sorted(desired_graph.keys_to_rank(staging, label)) for label in (FILM, PERSON, CHARACTER, PLACE)
    }
    assert ranked == {"Film": ["f", "g"], "Person": ["p", "q"], "Character": ["ann", "f/Tom"], "Place": ["Rome"]}
