"""The generated graph: reproducible, with the documented statistics, and in the form of a catalogue."""

from __future__ import annotations

from collections import Counter
from statistics import fmean
from typing import TYPE_CHECKING

import pytest

from benchmarks.graph import generate, write_catalogue
from benchmarks.questions import interleave, values_of
from graphapi.load.catalogue_files import find_catalogue_files

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.graph import FilmGraph


@pytest.fixture(scope="module")
def film_graph() -> FilmGraph:
    """A graph of two thousand films."""
    return generate(2000, 1)


def test_one_seed_gives_one_graph(film_graph: FilmGraph, tmp_path: Path) -> None:
    write_catalogue(film_graph, tmp_path / "one")
    write_catalogue(generate(2000, 1), tmp_path / "two")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == ["cast.csv", "directors.csv", "films.csv", "people.csv"]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_another_seed_gives_another_graph(film_graph: FilmGraph) -> None:
    assert generate(2000, 2) != film_graph


def test_it_looks_like_a_film_database(film_graph: FilmGraph) -> None:
    credits = Counter(credit.person_key for credit in film_graph.credits)
    assert 7.5 < len(film_graph.credits) / len(film_graph.films) < 8.5
    assert 1.2 < len(film_graph.directors) / len(film_graph.films) < 1.4
    assert len(film_graph.people) == 2400
    # A few people have many credits, and most people have few.
    assert max(credits.values()) > 10 * sorted(credits.values())[len(credits) // 2]
    assert all(1 <= len(film.genres) <= 3 for film in film_graph.films)


def test_some_characters_return(film_graph: FilmGraph) -> None:
    characters = {credit.character_key for credit in film_graph.credits}
    assert 0.97 < len(characters) / len(film_graph.credits) < 0.99


def test_nobody_is_in_a_cast_twice(film_graph: FilmGraph) -> None:
    pairs = Counter((credit.film_key, credit.person_key) for credit in film_graph.credits)
    assert set(pairs.values()) == {1}


def test_a_load_knows_every_column(film_graph: FilmGraph, tmp_path: Path) -> None:
    write_catalogue(film_graph, tmp_path)
    assert len(find_catalogue_files(tmp_path)) == 4


def test_values_are_always_the_same_and_exist(film_graph: FilmGraph) -> None:
    values = values_of(film_graph)
    assert values == values_of(film_graph)
    keys = {film.key for film in film_graph.films} | {person.key for person in film_graph.people}
    assert all(value["key"] in keys for name in ("point", "person_page") for value in values[name])
    assert len({value["key"] for value in values["point"]}) > 300


def test_each_stretch_of_the_values_asks_for_as_much(film_graph: FilmGraph) -> None:
    """However many requests fit into a window, their average cost is close to that of all requests."""
    credits_of = Counter(credit.person_key for credit in film_graph.credits)
    drawn = values_of(film_graph)["person_page"]
    values = interleave(drawn, film_graph)
    assert sorted(value["key"] for value in values) == sorted(value["key"] for value in drawn)
    mean = fmean(credits_of[value["key"]] for value in values)
    for length in (60, 150, 270, 390):
        assert fmean(credits_of[value["key"]] for value in values[:length]) == pytest.approx(mean, rel=0.05)
