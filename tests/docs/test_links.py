"""The targets of links and images exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, read_anchors, read_links


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files_and_headings(page: str) -> None:
    for link in read_links(page):
        if link.startswith(("https://", "http://")):
            continue
        target, _, anchor = link.partition("#")
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), f"{page}: {link} leads nowhere"
        if anchor:
            assert anchor in read_anchors(path.resolve().relative_to(ROOT).as_posix()), f"{page}: no heading {link}"


@pytest.mark.parametrize("page", PAGES)
def test_modules_that_a_page_names_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for word in text.replace("`", " ").split():
        named = word.strip("().,;:")
        if named.startswith(("graphapi/", "tests/", "schema/", "docs/", "benchmarks/")) and "#" not in named:
            assert (ROOT / named).exists(), f"{page}: there is no {named}"


def test_every_page_is_reached_from_the_readme() -> None:
    assert {f"docs/{Path(link).name}" for link in read_links("README.md") if link.startswith("docs/")} >= {
        *PAGES[1:],
    }
