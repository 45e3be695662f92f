r"""Writing dumps of the shape of IMDb's: tab-separated, without quoting, gzipped, ``\N`` for unknown values.

The files are title.basics, title.ratings, title.crew, title.principals and name.basics; ``graphapi load imdb`` reads no
others. DuckDB computes and writes them; all statements stream, so memory stays below ``draws.MEMORY`` at any scale.
``benchmarks/imdb/shape.py`` holds the numbers that shape the files, and their sources.

What the files do not have: ``knownForTitles`` names any titles, not those of the person's credits; titles are in the
order of their numbers, where IMDb sorts them as text.
"""

from __future__ import annotations

import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Final

import duckdb

from benchmarks.imdb import shape
from benchmarks.imdb.credits import crew_rows, principal_rows
from benchmarks.imdb.draws import Size, open_database
from benchmarks.imdb.names import name_rows
from benchmarks.imdb.titles import rating_rows, title_rows
from benchmarks.progress import say

COMPLETE: Final = "generated.json"
"""The file that says how a folder of dumps was made; it is written last."""
VERSION: Final = 1
"""The version of the generator; folders of other versions are not used again."""


def generate(folder: Path, scale: float, seed: int = 1) -> dict[str, int]:
    """Write the dumps into a folder, unless it has those of the same scale and seed; return the rows of each file.

    Args:
        folder: created if necessary.
        scale: the size; 1 has 11 million titles, 14 million people and 90 million principals.
        seed: the same scale, seed and release of DuckDB give the same content.

    Raises:
        ValueError: the scale is below ``shape.SMALLEST_SCALE`` or above 1.
    """
    if not shape.SMALLEST_SCALE <= scale <= 1:
        raise ValueError(f"The scale must be from {shape.SMALLEST_SCALE} to 1, not {scale}.")
    size = Size(scale, seed)
    made_with = {"version": VERSION, "scale": scale, "seed": seed, "duckdb": duckdb.__version__}
    complete = folder / COMPLETE
    if complete.exists():
        found = json.loads(complete.read_text(encoding="utf-8"))
        if found["made_with"] == made_with:
            rows: dict[str, int] = found["rows"]
            return rows
    folder.mkdir(parents=True, exist_ok=True)
    complete.unlink(missing_ok=True)
    rows = _write_all(folder, size)
    complete.write_text(json.dumps({"made_with": made_with, "rows": rows}, indent=1) + "\n", encoding="utf-8")
    return rows


def _write_all(folder: Path, size: Size) -> dict[str, int]:
    # title.principals takes as long as the others together.
    queries = {
        "title.principals": principal_rows(size),
        "title.basics": title_rows(size),
        "title.ratings": rating_rows(size),
        "title.crew": crew_rows(size),
        "name.basics": name_rows(size),
    }
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix="spill-") as spill,
        closing(open_database(Path(spill), size)) as database,
        ThreadPoolExecutor(2) as threads,
    ):
        writing = {
            name: threads.submit(_write, database.cursor(), query, folder / f"{name}.tsv.gz")
            for name, query in queries.items()
        }
        return {name: one.result() for name, one in writing.items()}


def _write(database: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    """Write the rows of a query, and return their number."""
    start = time.perf_counter()
    target = str(path).replace("'", "''")
    options = r"(FORMAT csv, DELIMITER '\t', QUOTE '', ESCAPE '', NULLSTR '\N', HEADER)"
    rows = int(database.execute(f"COPY ({query}) TO '{target}' {options}").fetchall()[0][0])
    say(f"  {path.name}: {rows:,} rows in {time.perf_counter() - start:.1f} s")
    return rows
