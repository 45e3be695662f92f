"""A load that was killed can be completed by the next load."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from graphapi.load.catalogue import load_catalogue
from graphapi.load.sample import load_sample, wants_sample
from graphapi.load.sample_removal import is_sample
from tests.load.graphs import catalogue, dump, write_files
from tests.load.killed import kill_at
from tests.stores import wipe

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.store import Graph

pytestmark = pytest.mark.anyio

FILMS, PEOPLE = 60, 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    films = "".join(f"f{n},Film {n},{1950 + n},Drama|Genre {n % 7}\n" for n in range(FILMS))
    people = "".join(f"p{n},Person {n}\n" for n in range(PEOPLE))
    cast = "".join(f"f{n},p{n * k % PEOPLE},{k},Role {k}\n" for n in range(FILMS) for k in range(1, 6))
    directors = "".join(f"f{n},p{n % 7}\n" for n in range(FILMS))
    return write_files(
        tmp_path / "in",
        films=f"key,title,year,genres\n{films}",
        people=f"key,name\n{people}",
        cast=f"film_key,person_key,billing,character\n{cast}",
        directors=f"film_key,person_key\n{directors}",
    )


@pytest.mark.parametrize("step", ["Writing genres", "Writing people", "Writing credits", "Linking genres"])
async def test_a_load_that_was_killed_is_completed_by_the_next(empty: Graph, folder: Path, step: str) -> None:
    await load_catalogue(empty, folder)
    whole = await dump(empty)
    await wipe(empty)
    await load_sample(empty)
    await asyncio.to_thread(kill_at, f"STEP {step} ", empty.endpoint, folder)
    assert await dump(empty) != whole
    assert (await catalogue(empty))["sample"] is False
    assert not await wants_sample(empty)
    assert not await is_sample(empty)
    summary = await load_catalogue(empty, folder)
    assert not summary.sample_removed
    assert await dump(empty) == whole


async def test_a_removal_of_the_sample_that_was_killed_is_completed_by_the_next(empty: Graph, folder: Path) -> None:
    await load_catalogue(empty, folder)
    whole = await dump(empty)
    await wipe(empty)
    await load_sample(empty)
    await empty.write("MATCH (n) WHERE n:Film OR n:Character WITH n LIMIT 30 DETACH DELETE n", {})
    assert await is_sample(empty)
    summary = await load_catalogue(empty, folder)
    assert summary.sample_removed
    assert await dump(empty) == whole


async def test_two_first_loads_at_once_take_turns(empty: Graph, folder: Path) -> None:
    await load_catalogue(empty, folder)
    whole = await dump(empty)
    await wipe(empty)
    first, second = await asyncio.gather(load_catalogue(empty, folder), load_catalogue(empty, folder))
    assert await dump(empty) == whole
    created = sorted(summary.written["Film"].created for summary in (first, second))
    assert created == [0, FILMS]


async def test_the_sample_does_not_come_into_a_graph_that_is_being_loaded(empty: Graph, folder: Path) -> None:
    await load_catalogue(empty, folder)
    whole = await dump(empty)
    await load_sample(empty)
    assert await dump(empty) == whole
