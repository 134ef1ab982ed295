"""The tests' own tools: each finds a planted mistake and passes a sound page."""

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.engines.browser import axe_violations, opened_page
from tests.engines.nu import check_html
from tests.engines.server import served

SOUND = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Parks</title></head>\n'
    "<body><main><h1>Parks</h1>{}</main></body></html>\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small website: a sound home page, a page with a picture without alt text, and one for missing pages."""
    (tmp_path / "map").mkdir()
    (tmp_path / "index.html").write_text(SOUND.format("<p>Welcome.</p><script>document.title = 'Run'</script>"))
    (tmp_path / "map/index.html").write_text(SOUND.format('<p><img src="../map.png"></p>'))
    (tmp_path / "404.html").write_text(SOUND.format("<p>Not here.</p>"))
    return tmp_path


@pytest.mark.full
def test_html_checker_names_file_line_and_mistake(folder: Path) -> None:
    """A picture without alt text is found in its place; the other pages are sound."""
    found = check_html(sorted(folder.rglob("*.html")))
    assert len(found) == 1
    assert found[0].replace("\\", "/").startswith("map/index.html:3:")
    assert "An “img” element must have an “alt” attribute" in found[0]


@pytest.mark.full
def test_html_checker_reads_style_sheets_that_are_named(folder: Path) -> None:
    """A property that does not exist is found; if there are no pages, nothing is reported."""
    (folder / "site.css").write_text("p { colr: red }\n")
    assert check_html([folder / "site.css"]) == ["site.css:1:14: CSS: “colr”: Property “colr” doesn't exist."]
    assert check_html([]) == []


@pytest.mark.full
def test_html_checker_waits_for_a_busy_machine(folder: Path) -> None:
    """A page that takes longer than the five seconds for which the checker itself waits is checked all the same."""
    assert check_html([folder / "index.html"], answer_after_s=6) == []
    assert len(check_html([folder / "map/index.html"], answer_after_s=6)) == 1


def test_accessibility_checker_finds_what_the_html_checker_cannot_see(folder: Path, browser: Browser) -> None:
    """A picture without alt text is a violation; a sound page has none."""
    with served(folder) as (address, _), opened_page(browser, address) as page:
        assert axe_violations(page) == []
        page.goto(f"{address}map/")
        assert [line.partition(": Fix")[0] for line in axe_violations(page)] == ["image-alt: img"]


@pytest.mark.parametrize(("script", "title"), [(True, "Run"), (False, "Parks")])
def test_pages_open_with_and_without_scripts(folder: Path, browser: Browser, script: bool, title: str) -> None:
    """The same page opens in a browser that runs scripts and in one that does not."""
    with served(folder) as (address, _), opened_page(browser, address, width=320, scheme="dark", script=script) as page:
        assert page.title() == title
        assert page.viewport_size == {"width": 320, "height": 800}


def test_server_keeps_to_its_path_and_notes_requests(folder: Path) -> None:
    """Only paths below the server's own are served; a folder's address is redirected to one that ends in a slash."""
    with served(folder) as (address, requests):
        with urllib.request.urlopen(f"{address}map") as page:
            assert page.url == f"{address}map/"
        for missing in (f"{address}nothing", address.replace("/deep/er/", "/index.html")):
            with pytest.raises(urllib.error.HTTPError) as failed:
                urllib.request.urlopen(missing)
            assert (failed.value.code, b"Not here." in failed.value.read()) == (404, True)
    assert requests == ["/deep/er/map", "/deep/er/map/", "/deep/er/nothing", "/index.html"]
