"""HTML that follows the W3C's techniques gives no warning, and HTML that breaks the standard gives one."""

import pytest

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.rules import check_chapter
from microsite.html.chapter import convert_chapter
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText
from microsite.problems import Severity
from tests.built_sites import ROOT

#: Examples, one a line: the technique that they follow, then the HTML with ⏎ for line breaks.
RIGHT = (ROOT / "tests/cases/right_html.txt").read_text(encoding="utf-8").splitlines()
#: HTML that breaks the standard, and the expected messages.
WRONG = {
    "<li>a</li>\n<li>b</li>": ["<li> is on its own, but belongs in <ol> or <ul>."],
    "<menu><li>a</li></menu>": ["<li> is on its own, but belongs in <ol> or <ul>."],
    "<ul>\nwords\n<li>a</li></ul>": ["These words are directly in <ul>, which can only hold <li>."],
    "<ul>\n- a\n- b\n</ul>": ["These words are directly in <ul>, which can only hold <li>."],
    "<ul><a href='x.html'>a plan</a></ul>": ["<a> is directly in <ul>."],
    "<dl><p>x</p></dl>": ["<p> is directly in <dl>."],
    "<dl><dd>x</dd></dl>": ["This <dd> explains nothing: there is no <dt> before it."],
    "<td>a</td>": ["<td> is on its own, but belongs in <tr>."],
    "<table><td>a</td></table>": ["<td> is in <table>, but belongs in <tr>."],
    "<table><p>x</p><tr><td>a</td></tr></table>": ["<p> is directly in <table>."],
    "<figcaption>x</figcaption>": ["<figcaption> is on its own, but belongs in <figure>."],
    "<details><p>b</p><summary>a</summary></details>": ["This <summary> is not the first thing in its <details>."],
    "<details><summary><img src=a.png alt=''></summary>x</details>": ["This <summary> has no words."],
    "a\n\n</div>\n\nb": ["</div> ends nothing, so we leave it out."],
    "a\n\n<div>\nb\n</div>\n</div>": ["</div> ends nothing, so we leave it out."],
    "a\n\n</p>\n\nb": ["</p> ends nothing, so we leave it out."],
    "<span><div>x</div></span>": ["<div> is inside <span>."],
    "<h2>a <p>b</p></h2>": ["<p> is inside <h2>."],
    "<p><ul><li>a</li></ul></p>": ["<ul> is inside <p>, which ends there."],
    "<a href='x.html'>one [two](02-paths.md) three</a>": ["A link is inside a link here."],
    "<a href='x.html'><details><summary>a</summary>b</details></a>": ["<details> is inside a link here."],
}


def read(typed):
    """Parse a chapter with this text."""
    return parse_chapter(SourceText("content/01-why.md", typed))[0]


@pytest.mark.parametrize("example", RIGHT)
def test_right(example):
    """The example gives no error or warning, nor stray marks when converted."""
    source = read(example.partition(" ")[2].replace("⏎", "\n") + "\n")
    found = check_chapter(Reading(source), Known())
    assert [each.message for each in found if each.severity is not Severity.HINT] == []
    assert [each.message for each in convert_chapter(source).problems if each.code in ("TEXT-017", "TEXT-010")] == []


@pytest.mark.parametrize(("typed", "expected"), WRONG.items())
def test_wrong(typed, expected):
    """The mistake is reported exactly once."""
    found = check_chapter(Reading(read(typed)), Known())
    assert [each.message for each in found if each.code == "HTML-002"] == expected
