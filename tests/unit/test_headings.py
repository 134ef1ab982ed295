"""Headings of a chapter's page and of the whole document: levels, ids, the title, and links to them."""

import re

import pytest

from tests.small_sites import made

HEADING = re.compile(r'<h([1-6])[^>]*? id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)


def headings(build, path):
    """Return the level and id of each heading in the text of a page."""
    assert build.files, build.problems
    _, _, text = build.files[path].decode().partition('class="prose')
    return [(int(level), identifier) for level, identifier, _ in HEADING.findall(text.partition("</article>")[0])]


def test_deepest_level(tmp_path):
    """No heading is deeper than HTML allows, either on the chapter's page or in the whole document."""
    text = "# Why\n\n## One\n\n### Two\n\n#### Three\n\n##### Four\n\n###### Five\n\nText.\n"
    build = made({"content/01-why.md": text}, tmp_path)
    names = ("one", "two", "three", "four", "five")
    assert headings(build, "why.html") == list(zip((2, 3, 4, 5, 6), names, strict=True))
    ids = [f"why--{name}" for name in names]
    assert headings(build, "whole-document.html") == list(zip((3, 4, 5, 6, 6), ids, strict=True))


def test_gaps_between_levels(tmp_path):
    """A skipped level is closed up, and a second heading of level 1 goes below the title."""
    text = "# Why\n\n#### One\n\n###### Two\n\n# Three\n\n### Four\n\nText.\n"
    build = made({"content/01-why.md": text}, tmp_path)
    assert headings(build, "why.html") == [(2, "one"), (3, "two"), (2, "three"), (3, "four")]


def test_seven_open_levels(tmp_path):
    """If six levels are nested, the last one stays on level 6."""
    text = "---\ntitle: Why\n---\n\n# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F\n\nText.\n"
    build = made({"content/01-why.md": text}, tmp_path)
    assert [level for level, _ in headings(build, "why.html")] == [2, 3, 4, 5, 6, 6]


@pytest.mark.parametrize(
    ("text", "title", "left"),
    [
        ("---\ntitle: Why\n---\n\nFirst words.\n\n# Why\n\nText.\n", "Why", []),
        ("---\ntitle: Why\n---\n\nFirst words.\n\n# why\n\nText.\n", "Why", []),
        ("---\ntitle: Why\n---\n\n## Why\n\nText.\n", "Why", []),
        ("---\ntitle: Why\n---\n\nFirst words.\n\n## Why\n\nText.\n", "Why", [(2, "why")]),
        ("---\ntitle: Why\n---\n\n# How\n\nText.\n\n# Why\n\nMore.\n", "Why", [(2, "how")]),
        ("---\ntitle: Why\n---\n\n# How\n\nText.\n", "Why", [(2, "how")]),
        ("# Why\n\nText.\n\n# Why\n\nMore.\n", "Why", [(2, "why")]),
        ("## Why\n\nText.\n", "Why", []),
        ("First words.\n\n# Why\n\nText.\n", "Why", []),
        ("First words.\n\n## Why\n\nText.\n", "Why", [(2, "why")]),
    ],
)
def test_title(text, title, left, tmp_path):
    """The title is not repeated: a heading with the same words is left out if it comes first or is of level 1."""
    build = made({"content/01-why.md": text}, tmp_path)
    assert build.site and build.site.chapters[0].title == title
    assert headings(build, "why.html") == left


def test_links_of_the_whole_document(tmp_path):
    """In the whole document, each link to a chapter or a heading leads to its place on the same page."""
    why = "# Why\n\n## Costs\n\n[paths](02-paths.md), [where](02-paths.md#where-they-lead), [here](#costs), "
    why += "[ask](contact.html)\n"
    paths = (
        "# Paths\n\n## Where they lead\n\n[why](01-why.md), [costs](why.html#costs), [out](https://a.example.org/#b)\n"
    )
    build = made({"content/01-why.md": why, "content/02-paths.md": paths}, tmp_path)
    assert build.files, build.problems
    page = build.files["whole-document.html"].decode()
    links = [
        address
        for text in re.findall(r'<div class="prose prose--whole">(.*?)</div>', page, re.DOTALL)
        for address in re.findall(r'<a [^>]*?href="([^"]*)"', text)
    ]
    assert links == [
        "#paths",
        "#paths--where-they-lead",
        "#why--costs",
        "contact.html",
        "#why",
        "#why--costs",
        "https://a.example.org/#b",
    ]
    ids = set(re.findall(r' id="([^"]*)"', page))
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    own = build.files["why.html"].decode()
    assert re.findall(r'href="(paths\.html[^"]*|#costs)"', own.partition('class="prose')[2])[:3] == [
        "paths.html",
        "paths.html#where-they-lead",
        "#costs",
    ]
