"""The audits of the npm package graphql-http, the reference implementation of GraphQL over HTTP.

Source: https://github.com/graphql/graphql-http, ``serverAudits``.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from graphapi.api.schema import build_schema
from graphapi.settings import Settings
from graphapi.web.build_hook import find_node
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphapi.profiles import Profile

SCRIPT = Path(__file__).with_name("audits.mjs")
AUDITS = 61
# Four audits send variables to __type, so they need a server that answers introspection.
CHANGED: Final[Mapping[str, dict[str, Any]]] = {"local": {}, "public": {"introspection": True}}
HEADERS: Final[Mapping[str, dict[str, str]]] = {"local": {}, "public": {"graphql-require-preflight": "1"}}


@pytest.mark.parametrize("profile", ["local", "public"])
async def test_all_audits_pass(profile: Profile, store_folder: Path, web_packages: Path) -> None:
    settings = Settings(data_dir=store_folder, profile=profile, **CHANGED[profile])
    async with serving(settings, build_schema(settings)) as client:
        node, _ = find_node()
        process = await asyncio.create_subprocess_exec(
            *(node, SCRIPT, web_packages, f"{client.base_url}/graphql", json.dumps(HEADERS[profile])),
            stdout=asyncio.subprocess.PIPE,
        )
        output, _ = await process.communicate()
    results = json.loads(output)
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == AUDITS
