"""The dashboard and the documented queries ask only for metrics and labels that a server has."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import promql_parser
import pytest
from prometheus_client.parser import text_string_to_metric_families

from graphapi.api.schema import build_schema
from graphapi.settings import Settings
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark.structures import ParameterSet
    from promql_parser import Expr, VectorSelector

DOCS = Path(__file__).parents[2] / "docs"
DASHBOARD = json.loads((DOCS / "grafana" / "graphapi.json").read_text(encoding="utf-8"))
#: The labels that Prometheus itself adds.
OF_PROMETHEUS = {"instance", "job"}


def queries() -> Iterator[ParameterSet]:
    """The queries of the dashboard and of the page, each with its place."""
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", ()):
            query = target["expr"].replace("$__rate_interval", "1m").replace("$instance", ".*")
            yield pytest.param(query, id=f"{panel['title']} {target['refId']}")
    page = (DOCS / "observability.md").read_text(encoding="utf-8")
    for row in re.findall(r"^\| [^|]+ \| `.*$", page.partition("## What to watch\n")[2], re.MULTILINE):
        _, what, query, *_ = re.split(r"(?<!\\)\|", row)
        yield pytest.param(query.strip(" `").replace("\\|", "|"), id=f"page: {what.strip()}")


def selectors(node: Expr) -> Iterator[VectorSelector]:
    """All selectors of an expression."""
    if isinstance(node, promql_parser.VectorSelector):
        yield node
    for name in ("vector_selector", "expr", "lhs", "rhs"):
        if (inner := getattr(node, name, None)) is not None:
            yield from selectors(inner)
    for inner in getattr(node, "args", ()):
        yield from selectors(inner)


def grouped(node: Expr) -> Iterator[str]:
    """All labels that an expression groups by."""
    if isinstance(node, promql_parser.AggregateExpr) and node.modifier is not None:
        yield from node.modifier.labels
    for name in ("expr", "lhs", "rhs"):
        if (inner := getattr(node, name, None)) is not None:
            yield from grouped(inner)
    for inner in getattr(node, "args", ()):
        yield from grouped(inner)


@pytest.fixture(scope="module")
async def samples(store_folder: Path) -> dict[str, list[dict[str, str]]]:
    """The labels of all samples of a server that has answered requests, by the name of the sample."""
    settings = Settings(data_dir=store_folder)
    async with serving(settings, build_schema(settings)) as client:
        await asyncio.gather(*(client.post("/graphql", json={"query": "{ catalogue { films } }"}) for _ in range(3)))
        text = (await client.get("/metrics")).text
    found: dict[str, list[dict[str, str]]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample.labels)
    return found


@pytest.mark.parametrize("query", list(queries()))
async def test_a_query_asks_for_what_the_server_has(query: str, samples: dict[str, list[dict[str, str]]]) -> None:
    parsed = promql_parser.parse(query)
    found = [selector for selector in selectors(parsed) if selector.name is not None]
    assert found
    for selector in found:
        assert selector.name in samples, f"there is no metric {selector.name}"
        labels = set().union(*samples[selector.name]) | OF_PROMETHEUS
        assert {matcher.name for matcher in selector.matchers.matchers} <= labels
        assert set(grouped(parsed)) <= labels


def test_panels_have_their_own_ids_and_places() -> None:
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels) > 20
    taken = [
        (x, y)
        for place in (panel["gridPos"] for panel in panels)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(set(taken)) == len(taken)
    assert max(x for x, _ in taken) < 24


def test_every_metric_is_in_the_dashboard(samples: dict[str, list[dict[str, str]]]) -> None:
    asked = json.dumps(DASHBOARD)
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in samples}
    assert {name for name in families if name not in asked} == set()
