"""The choice of the starting points on /explore from the films and people that the API returns."""

from __future__ import annotations

from typing import Any

import pytest

from tests.typescript import run_typescript

SCRIPT = """
import { chooseStartingPoints } from "./src/explore/model/starting.ts";
const node = (kind, key) => ({ id: `${kind}:${key}`, kind, key, label: key, year: null, totals: null });
const named = (key) => node("Person", key);
const film = ({ key, votes, cast }) => ({ node: node("Film", key), votes, cast: cast.map(named) });
output(input.map(({ films, people }) => {
  const acted = (key) => films.filter(({ cast }) => cast.includes(key));
  const points = chooseStartingPoints(
    films.map((one) => film({ ...one, cast: one.cast.slice(0, 1) })),
    people.map(({ key, directed, isCut }) => ({
      node: node("Person", key),
      filmKeys: isCut ? null : new Set(acted(key).map((one) => one.key)),
      bestFilms: acted(key).map(film),
      acted: acted(key).length,
      directed,
    })),
    [{ node: node("Person", "d1"), directed: 1, acted: 0 }, { node: node("Person", "d2"), directed: 4, acted: 0 },
     { node: node("Person", "d1"), directed: 1, acted: 0 }],
  );
  const keys = (nodes) => nodes.map(({ key }) => key);
  return {
    films: keys(points.films.map((one) => one.node)),
    people: keys(points.people.map((one) => one.node)),
    connection: points.connection && [keys(points.connection.people), keys(points.connection.films)],
    directors: keys(points.directors.map((one) => one.node)),
  };
}));
"""


def film(key: str, cast: str, votes: int = 0) -> dict[str, Any]:
    """A film; each letter of ``cast`` is a person."""
    return {"key": key, "votes": votes, "cast": list(cast)}


def graph(people: str, *films: dict[str, Any], cut: str = "", directing: str = "") -> dict[str, Any]:
    """A graph whose well-known people are those of ``people``; ``cut`` are those with too many films to read."""
    listed = [{"key": one, "directed": 2 if one in directing else 0, "isCut": one in cut} for one in people]
    return {"films": list(films), "people": listed}


GRAPHS = {
    "votes": graph("abc", film("f1", "ax", 10), film("f2", "ay"), film("f3", "bz", 90), film("f4", "c", 50)),
    "no votes": graph("ab", film("f1", "c"), film("f2", "ax"), film("f3", "aby"), film("f4", "b")),
    "series": graph("abc", film("f1", "axyz", 9), film("f2", "bxyz", 9), film("f3", "bv", 5), film("f4", "cv", 5)),
    "together": graph("abc", film("f1", "ax"), film("f2", "bx"), film("f3", "ab"), film("f4", "cx")),
    "best way": graph("ab", film("f1", "ax", 5), film("f2", "bx", 9), film("f3", "ay", 7), film("f4", "by", 6)),
    "equal ways": graph("ab", film("f0", "a"), film("f1", "axy"), film("f3", "bx"), film("f2", "by")),
    "cut": graph("ab", film("f1", "ax"), film("f2", "bx"), cut="a"),
    "pair": graph("ab", film("f1", "a"), film("f2", "bz")),
    "alone": graph("abd", film("f1", "a"), film("f2", "b"), directing="d"),
    "nothing": graph(""),
}


@pytest.fixture(scope="module")
def chosen() -> dict[str, Any]:
    """The starting points of each graph."""
    return dict(zip(GRAPHS, run_typescript(SCRIPT, list(GRAPHS.values())), strict=True))


def test_films_are_ranked_by_votes_and_people_by_those_of_their_films(chosen: dict[str, Any]) -> None:
    assert chosen["votes"]["films"] == ["f3", "f4", "f1", "f2"]
    assert chosen["votes"]["people"] == ["b", "c", "a"]


def test_without_votes_films_with_well_known_people_come_first(chosen: dict[str, Any]) -> None:
    assert chosen["no votes"]["films"][0] == "f3"
    assert chosen["no votes"]["films"][-1] == "f1"
    assert chosen["no votes"]["people"] == ["a", "b"]


def test_the_connection_of_the_fewest_links_is_surprising(chosen: dict[str, Any]) -> None:
    assert chosen["series"]["connection"] == [["b", "v", "c"], ["f3", "f4"]], "f1 and f2 share three people"


def test_people_of_one_film_are_not_connected_by_another_one(chosen: dict[str, Any]) -> None:
    assert chosen["together"]["connection"] == [["a", "x", "c"], ["f1", "f4"]]


def test_the_way_is_the_first_path_of_the_api(chosen: dict[str, Any]) -> None:
    assert chosen["best way"]["connection"] == [["b", "y", "a"], ["f4", "f3"]], "its least-known film has more votes"
    assert chosen["equal ways"]["connection"] == [["a", "x", "b"], ["f1", "f3"]], "then the keys on the way decide"


def test_without_two_steps_one_is_shown(chosen: dict[str, Any]) -> None:
    assert chosen["cut"]["connection"] == [["a", "x"], ["f1"]], "whether a and b share a film is not known"
    assert chosen["pair"]["connection"] == [["b", "z"], ["f2"]]
    assert chosen["alone"]["connection"] is None
    assert chosen["alone"]["people"] == ["d", "a", "b"]


def test_directors_with_many_films_come_first(chosen: dict[str, Any]) -> None:
    assert chosen["votes"]["directors"] == ["d2", "d1"]


def test_an_empty_graph_has_no_starting_points(chosen: dict[str, Any]) -> None:
    assert chosen["nothing"]["films"] == []
    assert chosen["nothing"]["connection"] is None
