"""Leftover markup in finished text is found, and ordinary punctuation is not mistaken for it."""

import pytest

from microsite.html.chapter import convert_chapter
from microsite.html.leftovers import find_leftovers
from microsite.html.plain_words import without_markdown
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText


def told(body):
    """Return the reports on a chapter: line, column and what readers see."""
    source, _ = parse_chapter(SourceText("content/01-why.md", body))
    problems = [each for each in convert_chapter(source).problems if each.code == "TEXT-017"]
    return [(each.location.line, each.location.column, each.message.partition("”")[0][13:]) for each in problems]


@pytest.mark.parametrize(
    "left",
    """
**bold and|bold** and|__bold and|~~old|==new|[a][nowhere]|[a][]|[a](b c|[[Page]]|![[image.png]]|text[^9]|text^[a note]
{{ name }}|{% include x %}|<% name %>|${name}|«First_Name»|«Name»|<<First_Name>>|*|FNAME|*|%%hidden%%|{>>why<<}|{.lead}
{quote}|:::tip|:::|[!NOTE] words|a [TOC] b|| a | b ||+---+---+|## Heading|##Heading|=====|== Heading ==|h2. Heading
#. item|#+TITLE: x|.. note:: x|words::|<b>bold</b>|<!-- hidden|&nbsp;|&amp;|a `code b|[b]bold[/b]|[gallery ids="1,2"]
\\pagebreak|\\textbf{x}|\\*a\\*|$x^2$|$$x$$|'''bold'''|m^2^|:white_check_mark:|:tada:|<<<|> quoted|[email protected]
the plan[AS1]|Commented [AS1]: check|Formatted: Font: Bold|[cid:image001.png@01D]|:contentReference[oaicite:0]{index=0}
【4†source】
Certainly! Here is a polished text:|Let me know if you’d like me to go on|[Insert name]|[phone number]|[DATE]
coun¬cil|Next steps ..... 9
https:// www.a.org|http:/a.org|mailto:a@b.org|\\text{x}|{++new++}
!!! note|!!! Warning of flood|** Heading|**** Heading|#N/A
Error! Reference source not found.|{ MERGEFIELD Name }|#REF!|day\\
""".replace("*|FNAME|*", "*¦FNAME¦*")
    .replace("| a | b |", "¦ a ¦ b ¦")
    .replace("\n", "|")
    .strip("|")
    .split("|"),
)
def test_found(left):
    """Each sign of leftover markup is found, as exactly one kind."""
    assert len({each.what for each in find_leftovers(left.replace("¦", "|").replace("¬", "-\n"))}) == 1


@pytest.mark.parametrize(
    "text",
    """
It costs $5 and $6|C:\\temp\\new_file|2 * 3 * 4 and 2 ** 3|C* and A*|£5* and £3**|__init__ and snake_case|a@b.org
5 > 3|[sic] and [a]|[2021] EWCA Civ 12|[1][2]|“[t][h]e”|s 12[1](b)|a == b|C++ and ++i|R&D, AT&T;
3:2:1 at 10:30:00|@council|the [name withheld] plan|Here is a list:|Let me know.
see [A1] and [BS 5]|Certainly not|Wait ...... 12 people
We agreed [to add names]|http://a.org/b|begins with https:// in full
#parks|# of people|it’s a `|don`t|x^2 and 10^6|~5%|100%|50%% off|{name}|a | b | c|- item|1. item|* terms apply
http://a.org|a::b|1 << 2 >> 3|« Nom » and «Слово»|5 < 6|i < j and k > l|...|--|---
!!! Important !!!|!!! Please note that it is over|[ ] yes [ ] no|(a)(b)|p. 5|H1. 5|\\|Q&A|#1 of 5|a_b_c
""".replace("\n", "|")
    .strip("|")
    .split("|"),
)
def test_silent(text):
    """What people write for people is not leftover markup."""
    assert find_leftovers(text) == []


def test_remarks_with_stars():
    """Asterisks after a word that refer to a remark below are not leftover markup."""
    assert find_leftovers("Adults** pay more.\n\n** From 18 years.") == []
    assert find_leftovers("Adults*** pay more.\n\n*** From 18 years.") == []
    assert find_leftovers("Children* and adults** pay. The notes are on page 3.") == []
    assert [each.what for each in find_leftovers("Adults** pay. 2 * 3")] == ["the end of bold words that do not start"]


def test_name_in_program():
    """An identifier from a program is not the start of bold text."""
    assert find_leftovers("set __PARK_SOURCE and __DEBUG_MODE_ON") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One\n\n> two **three four\n", [(3, 7, "**three")]),
        ("`**a` and **b\n", [(1, 11, "**b")]),
        ("**To mend:** a\n\n**To mend:\n\n**To mend:** b\n", [(3, 1, "**To")]),
        ("- \\*\\*a\\*\\*\n", [(1, 3, "**a")]),
        ("a[^9] b\n\nc[^9]\n", [(1, 2, "[^9]"), (3, 2, "[^9]")]),
        ("&lt;b&gt;x\n", [(1, 1, "<b>")]),
        ("| a [b](c.md) | d |\n", [(1, 1, "| a b | d |")]),
        ("![map [^1]](media/map.png)\n", [(1, 7, "[^1]")]),
        ("\\#VALUE! and #VALUE!\n", [(1, 14, "#VALUE!")]),
        ("a </li > b\n", [(1, 3, "</li >")]),
        ("<div>\n## Heading\n</div>\n", []),
        ("<div>[[Page]]</div>\n", [(1, 6, "[[Page]]")]),
        ("```\n**a [[b]] {{ c }}\n```\n\n    **d\n\n<code>**e</code>\n", []),
        ("**a **b\n\n==c==\n\n[TOC]\n", []),
    ],
)
def test_places(body, expected):
    """Each sign is reported where the author typed it; code, and what was repaired, is not reported."""
    assert told(body) == expected


@pytest.mark.parametrize(
    ("written", "plain", "repairs", "links"),
    [
        ("Parks &amp; paths", "Parks & paths", 1, ()),
        ("R&D; AT&T &bogus; &#38; &#0;", "R&D; AT&T &bogus; & &#0;", 1, ()),
        ("&lbrace;&rbrace;", "{}", 1, ()),
        ("a **bold **and", "a bold and", 1, ()),
        ("**a** and *b* and `c`", "a and b and c", 3, ()),
        ("# Title", "Title", 1, ()),
        ("1\\. Why", "1. Why", 1, ()),
        ("\\*Why\\*", "*Why*", 1, ()),
        ("[the plan](https://x.org/a)", "the plan", 0, ("https://x.org/a",)),
        ("2 * 3 * 4, C* and £5**, __init__, snake_case, C:\\a_b", None, 0, ()),
        ("#1 priority", None, 0, ()),
    ],
)
def test_plain_words(written, plain, repairs, links):
    """A fact is shown as plain text; characters that may be meant literally stay."""
    found = without_markdown(written)
    assert (found.text, len(found.repairs), found.links) == (written if plain is None else plain, repairs, links)
