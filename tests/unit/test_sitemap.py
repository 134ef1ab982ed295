"""Sitemap, robots.txt and canonical links, with and without a known site address."""

import re
import shutil
import xml.etree.ElementTree as ET
from datetime import datetime

from microsite.cli import engine_templates
from microsite.pipeline import Build, make_site
from microsite.problems import Severity
from tests.built_sites import ROOT, built, pages

BELOW = "https://www.example.org/consultations/room-to-grow/"
NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def with_lines(tmp_path, lines: str) -> Build:
    """Build a small site with additional lines in its configuration."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/sites/one-page", site)
    config = site / "site_config.yaml"
    config.write_text(f"{config.read_text('utf-8').rstrip()}\n{lines}\n", "utf-8")
    return make_site(site, engine_templates(), datetime(2027, 3, 10, 9))


def test_sitemap_lists_every_page_that_lasts():
    """The sitemap has each page's full address, home page first, but not the 404 page or redirects."""
    files = built("harbour-town", "open").files
    tree = ET.fromstring(files["sitemap.xml"])
    addresses = [each.text or "" for each in tree.iter(f"{NAMES}loc")]
    lasting = {path for path, text in pages("harbour-town", "open").items() if 'content="noindex"' not in text}
    assert addresses[0] == BELOW and len(addresses) == len(set(addresses)) == len(lasting)
    assert {each.removeprefix(BELOW) or "index.html" for each in addresses} == lasting
    assert not {"404.html", "background.html"} & lasting
    changed = {chapter.path for chapter in built("harbour-town", "open").site.chapters if chapter.updated}  # type: ignore
    dated = [each for each in tree if each.find(f"{NAMES}lastmod") is not None]
    assert {str(each.findtext(f"{NAMES}loc")).removeprefix(BELOW) for each in dated} == changed


def test_robots_name_the_sitemap():
    """robots.txt allows everything, and has the sitemap's full address."""
    robots = built("harbour-town", "open").files["robots.txt"].decode()
    assert robots == f"User-agent: *\nDisallow:\n\nSitemap: {BELOW}sitemap.xml\n"


def test_canonical_addresses():
    """Each page has its full canonical address; the home page's has no file name."""
    for path, text in pages("harbour-town", "open").items():
        found = re.findall(r'<link rel="canonical" href="([^"]*)">', text)
        if path == "404.html":
            assert found == []
        elif 'http-equiv="refresh"' not in text:
            assert found == [BELOW + ("" if path == "index.html" else path)]


def test_no_address():
    """Without a known address there is no sitemap, no canonical link, and robots are allowed."""
    files = built("first", "closed").files
    assert "sitemap.xml" not in files and files["robots.txt"] == b"User-agent: *\nDisallow:\n"
    for path, text in pages("first", "closed").items():
        assert "canonical" not in text or 'http-equiv="refresh"' in text, path
        assert ('content="noindex"' in text) == (path == "404.html"), path


def test_noindex(tmp_path):
    """With `noindex`, every page has the robots meta tag once, robots.txt disallows all, and there is no sitemap."""
    build = with_lines(tmp_path, "noindex: yes\nsite_address: https://parks.example.org")
    assert [problem for problem in build.problems if problem.severity > Severity.TO_SUPPLY] == []
    for path, content in build.files.items():
        if path.endswith(".html"):
            assert content.count(b'<meta name="robots" content="noindex">') == 1, path
    assert build.files["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    assert "sitemap.xml" not in build.files


def test_odd_addresses(tmp_path):
    """An address without a trailing slash works, and XML special characters are escaped."""
    build = with_lines(tmp_path, "site_address: https://example.org/a&b")
    locations = [each.text for each in ET.fromstring(build.files["sitemap.xml"]).iter(f"{NAMES}loc")]
    assert locations[0] == "https://example.org/a&b/" and "https://example.org/a&b/contact.html" in locations
    assert build.files["robots.txt"].endswith(b"Sitemap: https://example.org/a&b/sitemap.xml\n")
