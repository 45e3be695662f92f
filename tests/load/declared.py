"""Run loads and exports in a separate process, with the package that comes first on its path.

The program reads one line of JSON with the endpoint and the steps. For each step, it prints ``RESULT`` and JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from graphapi.load.catalogue import load_catalogue
from graphapi.load.export import export_catalogue
from graphapi.load.imdb import load_imdb
from graphapi.load.problems import BadInputError
from graphapi.load.sample import load_sample
from graphapi.store import Endpoint, Graph, StoreKind, connect


async def run(graph: Graph, command: str, folder: Path) -> dict[str, Any]:
    """Run a step; return its summary or the problems in its files."""
    try:
        match command:
            case "sample":
                summary = await load_sample(graph)
            case "catalogue":
                summary = await load_catalogue(graph, folder)
            case "imdb":
                summary = await load_imdb(graph, folder)
            case _:
                summary = await export_catalogue(graph, folder)
    except BadInputError as error:
        return {"problems": [str(problem) for problem in error.problems]}
    return summary.as_json()


async def main() -> None:
    request = json.loads(sys.stdin.readline())
    endpoint = request["endpoint"]
    graph = await connect(Endpoint(**(endpoint | {"kind": StoreKind(endpoint["kind"])})))
    for command, folder in request["steps"]:
        sys.stdout.write(f"RESULT {json.dumps(await run(graph, command, Path(folder)))}\n")
    await graph.close()


if __name__ == "__main__":
    asyncio.run(main())
