"""The build step that makes the web pages for the wheel, and checks of their sources."""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

import pytest

from graphapi import web
from graphapi.web import build_hook
from tests.web_packages import sources_with_packages

#: Licences of code that may be part of a wheel under the Apache License.
LICENCES = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC"}
WEB = Path(web.__file__).resolve().parent
#: The size limit of the gzipped scripts of /explore, in bytes.
EXPLORE_SCRIPT_BYTES = 350_000
BUILD = "node_modules/vite/bin/vite.js"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder like ``graphapi/web`` with one page that is built."""
    root, tmp_path = tmp_path, tmp_path / "graphapi" / "web"
    (root / "schema").mkdir()
    (root / build_hook.SCHEMA).write_text("type Query { films: Int }")
    for name in ("src", "dist", "node_modules/vite"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "graphql.html").write_text("<!doctype html>")
    (tmp_path / "src" / "main.ts").write_text("export {}")
    (tmp_path / "__init__.py").write_text("")
    (tmp_path / "node_modules" / "vite" / "index.js").write_text("")
    (tmp_path / "dist" / "graphql.html").write_text("<!doctype html>")
    (tmp_path / "dist" / build_hook.STAMP).write_text(build_hook.source_hash(tmp_path))
    return tmp_path


def test_sources_are_neither_python_nor_packages_nor_pages(sources: Path) -> None:
    assert build_hook.source_files(sources) == [Path("graphql.html"), Path("src/main.ts")]


def test_unchanged_sources_are_not_built_again(sources: Path) -> None:
    (sources / "__init__.py").write_text("# changed")
    assert build_hook.is_built(sources)


def test_another_schema_is_a_reason_to_build_again(sources: Path) -> None:
    build_hook.schema_file(sources).write_text("type Query { people: Int }")
    assert not build_hook.is_built(sources)


@pytest.mark.parametrize("change", ["edit", "add", "rename", "remove"])
def test_changed_sources_are_built_again(sources: Path, change: str) -> None:
    main = sources / "src" / "main.ts"
    match change:
        case "edit":
            main.write_text("export { }")
        case "add":
            (sources / "src" / "more.ts").write_text("")
        case "rename":
            main.rename(sources / "src" / "other.ts")
        case _:
            main.unlink()
    assert not build_hook.is_built(sources)


def test_new_pages_replace_all_of_the_old_ones(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    new = tmp_path_factory.mktemp("new")
    (new / "explore.html").write_text("<!doctype html>")
    build_hook.replace_folder(new, sources / "dist")
    assert [path.name for path in (sources / "dist").iterdir()] == ["explore.html"]
    assert not list(sources.glob(".dist-*"))


def test_a_failing_step_says_which_and_why(tmp_path: Path) -> None:
    script = "import sys; print('EAI_AGAIN'); print('no network', file=sys.stderr); sys.exit(7)"
    with pytest.raises(build_hook.WebBuildError) as caught:
        build_hook.run([sys.executable, "-c", script], tmp_path, "npm could not install.")
    first, *printed, last = str(caught.value).splitlines()
    assert first.endswith("(exit code 7).")
    assert set(printed) == {"EAI_AGAIN", "no network"}
    assert last == "npm could not install."


def test_packages_are_pinned_and_the_lock_file_names_no_place_to_get_them_from() -> None:
    package = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    for version in (package["dependencies"] | package["devDependencies"]).values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    for path, entry in lock["packages"].items():
        assert "resolved" not in entry, path
        assert path == "" or "integrity" in entry, path


def test_the_pages_are_found_where_pip_built_them() -> None:
    assert web.is_built(), web.NOT_BUILT
    assert list(web.ASSETS.glob("*.js"))


def test_the_licences_of_what_the_pages_carry_are_known_and_go_with_them() -> None:
    packages = (web.DIST / "third-party-licences.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## .* \((.*)\)$", packages, re.MULTILINE)) <= LICENCES
    fonts = (web.DIST / "font-licences.md").read_text(encoding="utf-8")
    assert all(name in fonts for name in ("Roboto", "Fira Code", "Codicons"))


def test_no_page_holds_a_script_or_style_of_its_own() -> None:
    """The server's Content-Security-Policy only allows scripts from its own files."""
    for page in web.DIST.glob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=", html), page
        assert not re.search(r"(?:src|href)=\"(?!/assets/)", html), page


def scripts_of(page: str) -> set[str]:
    """The scripts that a page loads at first, and the scripts that they import statically."""
    html = (web.DIST / page).read_text(encoding="utf-8")
    found = set(re.findall(r"/assets/([^\"]+\.js)", html))
    for name in list(found):
        text = (web.ASSETS / name).read_text(encoding="utf-8")
        found |= set(re.findall(r"(?:from|import)\s*[\"`']\./([^\"`']+\.js)", text))
    return found


def test_the_explorer_is_small() -> None:
    # Includes the layout worker, which the page starts as soon as the graph has nodes.
    scripts = scripts_of("explore.html") | {path.name for path in web.ASSETS.glob("worker-*.js")}
    assert any(name.startswith("worker-") for name in scripts)
    assert sum(len(gzip.compress((web.ASSETS / name).read_bytes())) for name in scripts) <= EXPLORE_SCRIPT_BYTES


def run_tool(folder: Path, *arguments: str) -> None:
    """Run a tool from the npm packages of the pages.

    Raises:
        WebBuildError: the tool failed; the message holds its output.
    """
    node, _npm = build_hook.find_node()
    build_hook.run([node, *arguments], folder, " ".join(arguments))


def test_the_sources_of_the_pages_have_no_type_errors(tmp_path: Path, web_packages: Path) -> None:
    copy = sources_with_packages(tmp_path, web_packages)
    run_tool(copy, "node_modules/typescript/bin/tsc", "--noEmit")
    main = copy / "src" / "explore" / "main.tsx"
    main.write_text(main.read_text(encoding="utf-8") + "export const wrong: number = workspace.address;\n")
    with pytest.raises(build_hook.WebBuildError, match=r"src/explore/main\.tsx.*'string' is not assignable"):
        run_tool(copy, "node_modules/typescript/bin/tsc", "--noEmit")


def test_the_types_of_the_operations_are_those_of_the_schema(tmp_path: Path, web_packages: Path) -> None:
    copy = sources_with_packages(tmp_path, web_packages)
    run_tool(copy, "types.ts", "--check")
    schema = build_hook.schema_file(copy)
    schema.write_text(schema.read_text(encoding="utf-8").replace("  filmsTogether: Int!", "  filmsTogether: String!"))
    with pytest.raises(build_hook.WebBuildError, match="npm run types"):
        run_tool(copy, "types.ts", "--check")


def test_an_operation_that_does_not_fit_the_schema_fails_the_build_with_its_place(
    tmp_path: Path, web_packages: Path
) -> None:
    copy = sources_with_packages(tmp_path, web_packages)
    operation = copy / "src" / "explore" / "api" / "operations" / "search.graphql"
    operation.write_text(operation.read_text(encoding="utf-8").replace("score", "scores"))
    with pytest.raises(build_hook.WebBuildError, match=r'search\.graphql:5:7: Cannot query field "scores"'):
        run_tool(copy, BUILD, "build")
