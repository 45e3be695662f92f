"""Staging of so many rows that DuckDB uses several threads and partitions."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# DuckDB can hang and then ignores interrupts, so it runs in a process that the timeout kills.
MOST_SECONDS = 300
DERIVE_PEOPLE = """
import sys
import tempfile
from pathlib import Path
from graphapi.load.desired_graph import keys_to_rank, nodes
from graphapi.load.existing_nodes import ExistingNodes
from graphapi.load.staging import Staging
from graphapi.model.nodes import PERSON

staging = Staging(Path(tempfile.mkdtemp(dir=sys.argv[1])), 512)
staging.run(
    "INSERT INTO people BY NAME SELECT i AS line, 'p' || i AS key, 'Person ' || i AS name FROM range(200000) t(i)"
)
staging.run(
    "INSERT INTO credits BY NAME SELECT i AS line, 'f' || (i // 10) AS film_key, "
    "'p' || (i * 7919 % 200100) AS person_key FROM range(1000000) t(i)"
)
staging.run(
    "INSERT INTO directors BY NAME SELECT i AS line, 'f' || i AS film_key, 'p' || (i * 31 % 200000) AS person_key "
    "FROM range(100000) t(i)"
)
found = list(nodes(staging, PERSON, "people", PERSON.properties))
assert len({person.key for person in found}) == len(found) == 200100, len(found)
assert sum("Actor" in person.labels for person in found) == 200100
assert sum("Director" in person.labels for person in found) == 100000
assert sum(person.has_row and person.values[0] is not None for person in found) == 200000
existing = ExistingNodes(staging, graph_is_empty=False)
existing.add("Person", [person.key for person in found[:100000]])
assert len(list(keys_to_rank(staging, PERSON, existing))) == 100000
"""


def test_derives_the_people_of_a_million_credits(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", DERIVE_PEOPLE, str(tmp_path)], check=True, timeout=MOST_SECONDS)
