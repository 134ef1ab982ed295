"""HTML written as the W3C's techniques write it gives no warning, and HTML that breaks the standard gives one."""

import pytest

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.rules import check_chapter
from microsite.html.chapter import convert_chapter
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText
from microsite.problems import Severity
from tests.built_sites import ROOT

#: Examples by the technique whose way of writing they follow; a line each, ⏎ for a line's end.
RIGHT = (ROOT / "tests/cases/right_html.txt").read_text(encoding="utf-8").splitlines()
#: What breaks the standard, and what is said.
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
    """A chapter that holds what was typed."""
    return parse_chapter(SourceText("content/01-why.md", typed))[0]


@pytest.mark.parametrize("example", RIGHT)
def test_right(example):
    """No rule warns of it, and nothing of it is read as something else."""
    source = read(example.partition(" ")[2].replace("⏎", "\n") + "\n")
    found = check_chapter(Reading(source), Known())
    assert [each.message for each in found if each.severity is not Severity.HINT] == []
    assert [each.message for each in convert_chapter(source).problems if each.code in ("TEXT-017", "TEXT-010")] == []


@pytest.mark.parametrize(("typed", "expected"), WRONG.items())
def test_wrong(typed, expected):
    """It is named, once."""
    found = check_chapter(Reading(read(typed)), Known())
    assert [each.message for each in found if each.code == "HTML-002"] == expected
