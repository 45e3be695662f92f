"""Runs functions of the pages' sources in Node.js, which understands TypeScript."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from graphapi import web
from graphapi.web import build_hook

FRAME = """
const input = JSON.parse(await new Promise((resolve) => {
  let text = "";
  process.stdin.setEncoding("utf8").on("data", (part) => (text += part)).on("end", () => resolve(text));
}));
const output = (value) => process.stdout.write(JSON.stringify(value));
"""


def run_typescript(script: str, given: object) -> Any:  # noqa: ANN401 - it is JSON
    """Run a module in the folder of the pages' sources; it passes its result to ``output``, and ``input`` is given.

    Only sources that import each other with their endings can be imported.
    """
    node, _npm = build_hook.find_node()
    done = subprocess.run(
        [
            node,
            "--no-warnings",
            "--input-type=module-typescript",
            "-e",
            FRAME + script,
        ],
        cwd=web.DIST.parent,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
