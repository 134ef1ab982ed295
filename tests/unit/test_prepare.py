"""Markdown as people write it becomes what they expect to see, one small example for each feature."""

import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from microsite.html.chapter import convert_chapter, finish_chapter
from microsite.html.context import Context
from microsite.html.convert import convert_markdown
from microsite.html.sanitise import sanitise
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText
from microsite.model.links import Destinations
from tests.cases import read_cases

CASES = read_cases("markdown")
DESTINATIONS = Destinations(
    chapters={"01-why.md": "why.html"},
    drafts=(),
    unread=(),
    media={"media/a.pdf": 160_000, "media/map.png": 9_000},
    pages=("index.html",),
)


def shown(typed, finished):
    """Return the HTML of a text, either finished like a chapter of a site or only sanitised."""
    if not finished:
        return sanitise(convert_markdown(typed)[0]).strip()
    source, _ = parse_chapter(SourceText("content/01-why.md", typed))
    context = Context(title="Why", table_label="Table", slug="why", resolve=DESTINATIONS.resolve)
    return finish_chapter(convert_chapter(source), source, context, ("survey", "closes")).html


def github_shows(typed):
    """Return the HTML that GitHub shows for a text, sanitised."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return sanitise(cmarkgfm.github_flavored_markdown_to_html(typed, options)).strip()


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_shown(case):
    """Each example becomes the expected HTML."""
    assert shown(case["typed"], case.get("finished", False)) == case["shown"].strip()


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["says"]) for case in CASES if case.get("github") == "same"]
)
def test_github_shows_the_same(case):
    """If an example says that GitHub shows the same, it does, apart from white space and the types of lists."""
    ours, theirs = case["shown"].replace(' type="1"', ""), github_shows(case["typed"])
    assert re.sub(r"\s+", "", ours) == re.sub(r"\s+", "", theirs)


def test_there_are_enough():
    """There are at least eighty examples, no two alike, and at least half are shown as on GitHub."""
    assert len({case["says"] for case in CASES}) == len({case["typed"] for case in CASES}) == len(CASES) >= 80
    assert sum(case.get("github") == "same" for case in CASES) >= len(CASES) // 2
