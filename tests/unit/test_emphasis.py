"""Bold, italic and deleted text is delimited as on GitHub, and no letter gets lost."""

import html
import random
import re

import cmarkgfm
import pytest

from microsite.html.chapter import convert_chapter
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText


def shown(typed):
    """Return a chapter of one paragraph as HTML, without the paragraph's tags."""
    source, _ = parse_chapter(SourceText("content/01-why.md", typed))
    return convert_chapter(source).html.strip().removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("*Note: all prices* include VAT*.", "<em>Note: all prices</em> include VAT*."),
        ("a**b*c** ***x** y*", "a<strong>b*c</strong> <em><strong>x</strong> y</em>"),
        ("*a**a_(,*b(*a,", "*a**a_(,*b(*a,"),
        ("***both***, *one **within** it*", "<em><strong>both</strong></em>, <em>one <strong>within</strong> it</em>"),
        ("2*3*4 and snake_case_name", "2<em>3</em>4 and snake_case_name"),
        ("C*,* and 5 * 6 * 7", "C*,* and 5 * 6 * 7"),
        ("**[a](b)** \\**x*", '<strong><a href="b">a</a></strong> *<em>x</em>'),
        ("*www.example.org*", '<em><a href="https://www.example.org">www.example.org</a></em>'),
        ("one  \n*two*", "one<br>\n<em>two</em>"),
        ("H~2~O, ~~old *words*~~, ~5 to ~6", "H<sub>2</sub>O, <del>old <em>words</em></del>, ~5 to ~6"),
        # Punctuation or a link next to bold delimiters: GitHub would show the asterisks.
        ("**Note:**the plan", "<strong>Note:</strong>the plan"),
        ("the plan**(draft)**is", "the plan<strong>(draft)</strong>is"),
        ("see**[a](b)**now", 'see<strong><a href="b">a</a></strong>now'),
        ("terms**,**and", "terms**,**and"),
    ],
)
def test_pairs(typed, expected):
    """Each delimiter is paired with the one that GitHub pairs it with."""
    assert shown(typed) == expected


def test_whatever_stands_in_a_row():
    """Every letter that was typed is shown; if GitHub pairs all delimiters of a text, the result is GitHub's."""
    chance = random.Random(7)
    compared = 0
    for _ in range(3000):
        typed = "x" + "".join(chance.choice("***__~ab .,(") for _ in range(chance.randint(3, 10)))
        if re.match(r"x[.)] ", typed):
            continue  # An item of a list with letters.
        ours = shown(typed.strip())
        assert _letters(ours) == _letters(typed), typed
        theirs = cmarkgfm.github_flavored_markdown_to_html(typed).strip()[3:-4]
        if "~" not in typed and not re.search(r"[*_]", re.sub(r"<[^<>]*>", "", theirs)):
            assert ours.replace("<strong><strong>", "<strong>") == theirs, typed
            compared += "<" in theirs
    assert compared > 10


def _letters(shown_html):
    return re.sub(r"[^a-z]", "", html.unescape(re.sub(r"<[^<>]*>", "", shown_html)))
