"""The whole document on paper: PDFs that are the same wherever they are made, and messages where one cannot be made."""

import shutil
from datetime import datetime
from pathlib import Path

from microsite.bootstrap import SetUpFailed
from microsite.pipeline import make_site

ROOT = Path(__file__).parent.parent
TOWN = ROOT / "tests" / "sites" / "harbour-town"
OPEN = datetime(2027, 5, 12, 9)


def town_with(tmp_path, formats):
    """The harbour town with some formats asked for."""
    site = tmp_path / "town"
    shutil.copytree(TOWN, site)
    config = site / "site_config.yaml"
    config.write_text(f"{config.read_text(encoding='utf-8')}formats: [{formats}]\n", encoding="utf-8")
    return site


def made(site, now=OPEN):
    """What becomes of a site."""
    return make_site(site, ROOT / "templates", now)


def test_formats_are_published_and_listed(tmp_path):
    """A build makes the formats that are asked for, and the page Documents leads to them with type, size and pages."""
    build = made(town_with(tmp_path, "pdf"))
    assert not build.has_errors
    paper = build.sites[0].papers[0]
    assert build.files[paper.path] == paper.content
    assert paper.content.startswith(b"%PDF-")
    page = build.files["documents.html"].decode()
    assert f'href="{paper.path}"' in page
    assert f"PDF, {round(len(paper.content) / 1000)} kB, {paper.pages} pages" in page


def test_none_is_made_unasked():
    """A build that is asked for no format makes none, and imports nothing of what makes them."""
    build = made(TOWN)
    assert not build.sites[0].papers
    assert not any(path.startswith("formats/") for path in build.files)


def test_packages_cannot_be_fetched(tmp_path, monkeypatch):
    """PAPER-002: without its packages a PDF is not made; the message says why, and where it was asked for."""

    def fail(*_):
        raise SetUpFailed("There is no connection to the internet.")

    monkeypatch.setattr("microsite.papers_of_plan.bring", fail)
    build = made(town_with(tmp_path, "pdf"))
    told = [each for each in build.problems if each.code == "PAPER-002"]
    assert [(each.location.file, each.message) for each in told] == [
        ("site_config.yaml", "We cannot make PDFs. There is no connection to the internet.")
    ]
    assert not build.files
