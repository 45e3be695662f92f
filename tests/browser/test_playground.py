"""The playground as a person uses it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from graphql import GraphQLObjectType, build_schema
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
LARGEST_PICTURE = 300_000


def run(visit: Visit) -> dict[str, Any]:
    """Run the operation with the button and return the ``data`` of its answer, which must have no errors."""
    response = visit.answers(lambda: visit.page.get_by_role("button", name="Execute query").click())
    answer = response.json()
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data


def shown_answer(page: Page) -> str:
    """The visible part of the answer, with non-breaking spaces as plain spaces."""
    return page.locator(".graphiql-response .view-lines").inner_text().replace("\N{NO-BREAK SPACE}", " ")


def brightness(page: Page) -> float:
    """The brightness of the page's background, from 0 (black) to 1 (white)."""
    colour = page.locator(".graphiql-container").evaluate("element => getComputedStyle(element).backgroundColor")
    red, green, blue = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return (red + green + blue) / 3 / 255


def is_empty(value: object) -> bool:
    """Whether the value of a field is null, an empty list or an empty connection."""
    if isinstance(value, dict):
        return any(is_empty(value[name]) for name in ("nodes", "edges") if name in value)
    return value is None or value == []


def kept_examples(visit: Visit) -> list[dict[str, str]]:
    """The examples that the page has made."""
    found: list[dict[str, str]] = visit.page.evaluate("JSON.parse(localStorage.getItem('graphapi:examples'))")
    return found


def is_of_the_api(url: str) -> bool:
    """Whether a request goes to the API."""
    return urlsplit(url).path == "/graphql"


def test_the_page_opens_and_asks_nobody_else(visit: Visit) -> None:
    visit.open()
    policy = visit.page.request.get(f"{visit.origin}/graphql", headers={"accept": "text/html"}).headers
    assert "script-src 'self';" in policy["content-security-policy"], "no script but from our own files"
    expect(visit.page).to_have_title("graphapi playground")
    icon = visit.page.locator("link[rel=icon]").get_attribute("href") or ""
    assert visit.page.request.get(visit.origin + icon).headers["content-type"].startswith("image/svg+xml")
    visit.wait_for_request("/assets/graphql.worker-")
    assert visit.foreign_requests() == []


def test_the_first_example_answers_all_about_red_hot(visit: Visit) -> None:
    visit.open()
    film = run(visit)["film"]
    expect(visit.page.locator(".graphiql-response")).to_contain_text("Red Hot")
    assert {name: film[name] for name in ("title", "year", "certificate", "runtimeMinutes", "rating", "votes")} == {
        "title": "Red Hot",
        "year": 1993,
        "certificate": "PG",
        "runtimeMinutes": 95,
        "rating": 5.5,
        "votes": 326,
    }
    assert [node["name"] for node in film["directors"]["nodes"]] == ["Paul Haggis"]
    credits = [(edge["node"]["name"], edge["characters"][0]["name"]) for edge in film["cast"]["edges"]]
    assert credits == [("Balthazar Getty", "Tom"), ("Carla Gugino", "Helen"), ("Jan Niklas", "Daniel")]
    assert all(edge["characters"][0]["description"] for edge in film["cast"]["edges"])
    assert '"title": "Red Hot"' in shown_answer(visit.page)
    assert visit.picture("playground").stat().st_size < LARGEST_PICTURE


def test_every_example_tab_has_an_answer(visit: Visit) -> None:
    visit.open()
    tabs = visit.page.get_by_role("tab")
    examples = kept_examples(visit)
    assert tabs.count() == len(examples) == 9
    for index, example in enumerate(examples):
        tabs.nth(index).click()
        question = example["query"].splitlines()[0].removeprefix("# ")
        expect(visit.page.locator(".graphiql-query-editor .view-lines")).to_contain_text(question)
        data = run(visit)
        assert not [name for name, value in data.items() if is_empty(value)], question
        first = next(iter(data))
        expect(visit.page.locator(".graphiql-response .view-lines")).to_contain_text(f'"{first}"')
        visit.picture(f"example-{example['subject']}")


def test_the_explorer_inserts_a_field(visit: Visit) -> None:
    visit.open()
    assert "originalTitle" not in run(visit)["film"]
    visit.page.get_by_role("button", name="Show GraphiQL Explorer").click()
    visit.page.locator(".docExplorerWrap, .graphiql-plugin").get_by_text("originalTitle", exact=True).first.click()
    visit.picture("explorer")
    assert "originalTitle" in run(visit)["film"]


def test_the_documentation_shows_the_schemas_descriptions(visit: Visit) -> None:
    schema = build_schema((ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8"))
    film = schema.type_map["Film"]
    assert isinstance(film, GraphQLObjectType)
    visit.open()
    visit.page.get_by_role("button", name="Show Documentation Explorer").click()
    visit.page.locator(".graphiql-doc-explorer").get_by_role("link", name="Film", exact=True).click()
    for described in (film, film.fields["runtimeMinutes"], film.fields["cast"]):
        assert described.description
        expect(visit.page.locator(".graphiql-doc-explorer")).to_contain_text(described.description.split("`")[0])
    visit.picture("documentation")


def test_the_editor_completes_names_of_the_schema(visit: Visit) -> None:
    """Completion runs in a worker, which a Content-Security-Policy could block silently."""
    visit.open()
    visit.page.get_by_role("button", name="New tab").click()
    visit.page.locator(".graphiql-query-editor .view-line").first.click()
    visit.page.keyboard.type("{ catal", delay=20)
    expect(visit.page.locator(".suggest-widget.visible")).to_contain_text("catalogue")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_follows_the_systems_colours_until_told_otherwise(visit: Visit, colours: str) -> None:
    def is_dark() -> bool:
        return brightness(visit.page) < 0.5

    visit.open()
    run(visit)
    assert is_dark() == (colours == "dark")
    visit.picture(f"colours-{colours}")
    visit.page.get_by_role("button", name="Open settings dialog").click()
    visit.page.get_by_role("button", name="Light" if colours == "dark" else "Dark").click()
    visit.page.keyboard.press("Escape")
    assert is_dark() == (colours == "light")
    visit.open()
    assert is_dark() == (colours == "light"), "the choice must last"


#: Records what the Content-Security-Policy refuses.
WATCH_POLICY = """
window.refused = [];
addEventListener('securitypolicyviolation', (event) => window.refused.push(event.effectiveDirective));
"""


def assert_inserted_html_is_refused_its_styles(visit: Visit) -> None:
    """Check that HTML that is not the editor's cannot style the page."""
    page = visit.page
    page.evaluate(
        """document.body.insertAdjacentHTML('beforeend',
            '<style>body { opacity: 0.5 }</style><p id="inserted" style="opacity: 0.5"></p>')"""
    )
    page.wait_for_function("window.refused.length > 1")
    assert set(page.evaluate("window.refused")) == {"style-src-elem", "style-src-attr"}
    for place in ("body", "#inserted"):
        assert page.locator(place).evaluate("it => getComputedStyle(it).opacity") == "1"
    assert len(visit.complaints) == 2
    visit.complaints.clear()


def test_only_the_editor_is_styled_under_a_policy_that_allows_nothing_inline(visit: Visit) -> None:
    page = visit.page
    page.add_init_script(WATCH_POLICY)
    visit.open()
    run(visit)
    lines = page.locator(".graphiql-query-editor .view-line")
    lines.first.click()
    page.keyboard.type("# a comment\n", delay=20)
    page.keyboard.press("Control+f")
    expect(page.locator(".graphiql-query-editor .find-widget.visible")).to_be_visible()
    page.keyboard.type("film")
    expect(page.locator(".graphiql-query-editor .cdr.findMatch").first).to_be_visible()
    visit.picture("find")
    tops = sorted(lines.evaluate_all("lines => lines.map((line) => line.getBoundingClientRect().top)"))
    assert min(below - above for above, below in pairwise(tops)) > 10, "lines do not cover each other"
    colours = lines.locator("span span").evaluate_all("all => all.map((one) => getComputedStyle(one).color)")
    assert len(set(colours)) > 2, "comments, names and brackets have their colours"
    found = page.locator(".graphiql-query-editor .cdr.findMatch").first
    assert found.evaluate("match => getComputedStyle(match).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert page.evaluate("window.refused") == []
    assert_inserted_html_is_refused_its_styles(visit)


def test_losing_the_api_is_said_and_mended(visit: Visit) -> None:
    visit.open()
    state = visit.page.locator(".api-state")
    visit.page.route(is_of_the_api, lambda route: route.abort("connectionrefused"))
    visit.page.get_by_role("button", name="Re-fetch GraphQL schema").click()
    expect(state).to_contain_text(f"No response from {visit.origin}/graphql.")
    visit.picture("unreachable")
    with visit.page.expect_request(lambda request: is_of_the_api(request.url)):
        visit.page.get_by_role("button", name="Try again").click()
    # From now on the page may recover at any moment, because it retries every few seconds.
    visit.page.unroute(is_of_the_api)
    expect(state).to_be_hidden()
    assert set(visit.complaints) == {"console: Failed to load resource: net::ERR_CONNECTION_REFUSED"}
    visit.complaints.clear()


@pytest.mark.parametrize(
    ("status", "content_type", "body", "shown"),
    [
        pytest.param(502, "text/html", "<h1>Bad gateway</h1>", "returned 502", id="a-proxy"),
        pytest.param(
            401,
            "application/json",
            '{"errors": [{"message": "The token is missing.", "extensions": {"code": "UNAUTHENTICATED"}}]}',
            "The token is missing. Enter the header below, under “Headers”",
            id="a-token",
        ),
    ],
)
def test_another_answer_than_the_schema_is_told_apart(
    visit: Visit, status: int, content_type: str, body: str, shown: str
) -> None:
    visit.open()
    visit.page.route(is_of_the_api, lambda route: route.fulfill(status=status, content_type=content_type, body=body))
    visit.page.get_by_role("button", name="Re-fetch GraphQL schema").click()
    expect(visit.page.locator(".api-state")).to_contain_text(shown)
    visit.picture(f"refused-{status}")
    assert all(str(status) in complaint for complaint in visit.complaints)
    visit.complaints.clear()
