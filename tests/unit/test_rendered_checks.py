"""The checks on rendered pages find what a template of a site's own can break."""

from datetime import datetime

from microsite.checks.rendered.broken_links import broken_links
from microsite.checks.rendered.page_text import PageText
from microsite.checks.rendered.repeated_ids import repeated_ids
from microsite.checks.rendered.third_parties import third_parties
from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.small_sites import SMALLEST, write_files


def test_link_to_nothing():
    """PAGE-001: links to files and ids that are not there are found, in folders as well; others are left alone."""
    index = PageText("index.html", '<a href="a.html#b"></a><a href="a.html#c"></a><a href="x/no.html"></a>')
    other = PageText("x/y.html", '<a href="../a.html"></a><img src="../no.png"><a href="https://example.org"></a>')
    page = PageText("a.html", '<p id="b"></p>')
    files = {page.path: b"" for page in (index, other, page)}
    found = list(broken_links([index, other, page], files, ""))
    assert [(problem.code, problem.location.file, problem.message) for problem in found] == [
        ("PAGE-001", "output/index.html", "<a> leads to “a.html#c”, and the page has no such id."),
        ("PAGE-001", "output/index.html", "<a> leads to “x/no.html”, which does not exist."),
        ("PAGE-001", "output/x/y.html", "<img> leads to “../no.png”, which does not exist."),
    ]


def test_sizes_of_a_picture():
    """PAGE-001 and PAGE-003: every address of a srcset is looked at."""
    page = PageText("index.html", '<source srcset="a.webp 480w, b.webp 960w, https://example.org/c.webp 2x">')
    assert [problem.message for problem in broken_links([page], {"a.webp": b""}, "")] == [
        "<source> leads to “b.webp”, which does not exist."
    ]
    assert [problem.message for problem in third_parties(page)] == [
        "<source> would load “https://example.org/c.webp” from another host."
    ]


def test_id_twice():
    """PAGE-002: an id that stands twice is found once."""
    page = PageText("index.html", '<p id="a"></p><p id="b"></p><p id="a"></p>')
    assert [(problem.code, problem.message) for problem in repeated_ids(page)] == [
        ("PAGE-002", "The id “a” is given 2 times.")
    ]


def test_third_party():
    """PAGE-003: what would load from another host is found; what is merely linked to is not."""
    page = PageText(
        "index.html",
        '<img src="https://example.org/a.png"><link rel="stylesheet" href="//example.org/a.css">'
        '<a href="https://example.org"></a><link rel="canonical" href="https://example.org/">',
    )
    assert [(problem.code, problem.message) for problem in third_parties(page)] == [
        ("PAGE-003", "<img> would load “https://example.org/a.png” from another host."),
        ("PAGE-003", "<link> would load “//example.org/a.css” from another host."),
    ]


def test_address_that_nobody_can_read():
    """PAGE-001: an address that is none at all leads nowhere, and stops no check."""
    page = PageText("index.html", '<a href="http://[">a</a><img src="//[b/c.png">')
    assert [problem.message for problem in broken_links([page], {"index.html": b""}, "")] == [
        "<a> leads to “http://[”, which does not exist.",
        "<img> leads to “//[b/c.png”, which does not exist.",
    ]
    assert list(third_parties(page)) == []


def test_pages_that_authors_give_are_left_alone(tmp_path):
    """A page among the documents is published as it is, whatever its encoding and links are."""
    old = '<a href="nowhere.html">café</a>'.encode("cp1252")
    site = write_files({**SMALLEST, "content/media/old.html": old}, tmp_path)
    build = make_site(site, engine_templates(), datetime(2027, 4, 1))
    assert build.problems == ()
    assert build.files["media/old.html"] == old
