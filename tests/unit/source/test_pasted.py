"""Text pasted from a word processor becomes the lists, tables and paragraphs that it was there."""

import pytest

from microsite.html.convert import convert_markdown
from microsite.html.sanitise import sanitise
from microsite.source.chapter import read_chapter
from tests.unit.source.seen_and_shown import seen, shown


def page(typed):
    """Return the HTML of a text, on one line."""
    made = sanitise(convert_markdown(typed)[0])
    return "".join(line.strip() for line in made.split("\n")).replace(' type="1"', "").replace("&nbsp;", "\u00a0")


LISTS = {
    "•\tone\n•\ttwo": "<ul><li>one</li><li>two</li></ul>",
    "\t•\tone\n\t•\ttwo": "<ul><li>one</li><li>two</li></ul>",
    "\uf0b7\tone\n\uf0a7\ttwo": "<ul><li>one<ul><li>two</li></ul></li></ul>",
    "\uf0fc\tone\n\uf0fctwo": "<ul><li>one</li><li>two</li></ul>",
    "▪ one\n▪ two": "<ul><li>one</li><li>two</li></ul>",
    "‣one\n‣two": "<ul><li>one</li><li>two</li></ul>",
    "⁃ one": "<ul><li>one</li></ul>",
    "● one\n○ two\n■ three\n● four": "<ul><li>one<ul><li>two<ul><li>three</li></ul></li></ul></li><li>four</li></ul>",
    "·\tone\n·\ttwo": "<ul><li>one</li><li>two</li></ul>",
    "–\tone\n–\ttwo": "<ul><li>one</li><li>two</li></ul>",
    "•\tone\no\ttwo\n§\tthree\no\tfour\n•\tfive": (
        "<ul><li>one<ul><li>two<ul><li>three</li></ul></li><li>four</li></ul></li><li>five</li></ul>"
    ),
    "The council must:\n•\task\n•\tanswer": "<p>The council must:</p><ul><li>ask</li><li>answer</li></ul>",
    "> •\tone\n> •\ttwo": "<blockquote><ul><li>one</li><li>two</li></ul></blockquote>",
    "1.\tone\na.\ttwo\nb.\tthree\n2.\tfour": (
        '<ol><li>one<ol type="a"><li>two</li><li>three</li></ol></li><li>four</li></ol>'
    ),
    "1.\tone\n•\ttwo\n3.\tthree": '<ol><li>one<ul><li>two</li></ul></li><li value="3">three</li></ol>',
    "\t1.\tone\n\t2.\ttwo": "<ol><li>one</li><li>two</li></ol>",
    "(a)\tone\n(b)\ttwo": '<ol class="list-brackets" type="a"><li>one</li><li>two</li></ol>',
    "    - one\n    - two": "<ul><li>one</li><li>two</li></ul>",
    "-\u00a0one\n-\u00a0two": "<ul><li>one</li><li>two</li></ul>",
    "\u3000- one\n\u3000- two": "<ul><li>one</li><li>two</li></ul>",
    "*one\n*two": "<ul><li>one</li><li>two</li></ul>",
    "✓\tdone": "<ul><li>✓   done</li></ul>",
    "The plan:\n1.one\n2.two": "<p>The plan:</p><ol><li>one</li><li>two</li></ol>",
    "1)one\n2)two": "<ol><li>one</li><li>two</li></ol>",
    "1. one\n2.two\n3. three": "<ol><li>one</li><li>two</li><li>three</li></ol>",
    "1.one\n1.two": "<ol><li>one</li><li>two</li></ol>",
    "3.**one**\n4.“two”": '<ol start="3"><li><strong>one</strong></li><li>“two”</li></ol>',
    "The plan:\na.one\nb.two": '<p>The plan:</p><ol type="a"><li>one</li><li>two</li></ol>',
    "- 1.one\n  2.two": "<ul><li><ol><li>one</li><li>two</li></ol></li></ul>",
    "•\tone\n\n•\ttwo": "<ul><li><p>one</p></li><li><p>two</p></li></ul>",
}
#: Text that stays as it is, since it may not be meant as a list.
NO_LISTS = {
    "*one*\n*two*": "<p><em>one</em><em>two</em></p>",
    "o one\no two": "<p>o oneo two</p>",
    "-5 degrees\n-6 degrees": "<p>-5 degrees-6 degrees</p>",
    "1.5 km\n2.5 km": "<p>1.5 km2.5 km</p>",
    "1.one\n3.three": "<p>1.one3.three</p>",
    "1.pdf\n2.pdf": "<p>1.pdf2.pdf</p>",
    "from\n1.pm\n2.pm": "<p>from1.pm2.pm</p>",
    "we met\n3.Ann\n4.Ben": "<p>we met3.Ann4.Ben</p>",
    "a.example.org\nb.example.org": "<p>a.example.orgb.example.org</p>",
    "1.Why\n\nWords\n\n2.How": "<p>1.Why</p><p>Words</p><p>2.How</p>",
    "A.\tone\nB.\ttwo": "<p>A.  one</p><p>B.  two</p>",
    "A.  one": "<p>A.  one</p>",
    "II. one": "<p>II. one</p>",
    "1.\u00a0May": "<p>1.\u00a0May</p>",
    "```\n•\tone\n```": "<pre><code>•   one\n</code></pre>".replace("\n", ""),
}
TABLES = {
    "Place\t2027\nMill\t40\nPark\t60": (
        "<table><thead><tr><th>Place</th><th>2027</th></tr></thead>"
        "<tbody><tr><td>Mill</td><td>40</td></tr><tr><td>Park</td><td>60</td></tr></tbody></table>"
    ),
    "\t2027\nMill\tyes": (
        "<table><thead><tr><th></th><th>2027</th></tr></thead><tbody><tr><td>Mill</td><td>yes</td></tr></tbody></table>"
    ),
    "**Name**\t**Role**\nAnna\tclerk": (
        "<table><thead><tr><th><strong>Name</strong></th><th><strong>Role</strong></th></tr></thead>"
        "<tbody><tr><td>Anna</td><td>clerk</td></tr></tbody></table>"
    ),
    "Anna\tclerk\nBob\tmayor": (
        "<table><tbody><tr><td>Anna</td><td>clerk</td></tr><tr><td>Bob</td><td>mayor</td></tr></tbody></table>"
    ),
    "Mill\t\t40\nMillbrook\t60": (
        "<table><tbody><tr><td>Mill</td><td>40</td></tr><tr><td>Millbrook</td><td>60</td></tr></tbody></table>"
    ),
    "Do you agree with what the council wants to do with the park\tyes\nDo you live nearby\tno": (
        "<table><tbody><tr><td>Do you agree with what the council wants to do with the park</td><td>yes</td></tr>"
        "<tr><td>Do you live nearby</td><td>no</td></tr></tbody></table>"
    ),
    "> a\t1\n> b\t2": (
        "<blockquote><table><tbody><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></tbody></table></blockquote>"
    ),
    "`a`\t*b*\n[c](d.md)\te": (
        "<table><tbody><tr><td><code>a</code></td><td><em>b</em></td></tr>"
        '<tr><td><a href="d.md">c</a></td><td>e</td></tr></tbody></table>'
    ),
    "- x\na\t1\nb\t2": (
        "<ul><li>x</li></ul><table><tbody><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></tbody></table>"
    ),
    "<div>\n| a | b |\n|---|---|\n| c | d |\n</div>": (
        "<div><table><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>c</td><td>d</td></tr></tbody></table></div>"
    ),
    "a|b\tc\nd\te": ("<table><tbody><tr><td>a|b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></tbody></table>"),
}
NO_TABLES = {
    "Mill\t40": "<p>Mill    40</p>",
    "Mill\t40\nPark\t60\t70": "<p>Mill    40Park    60  70</p>",
    "See [a][1] and [b][2].\n\n[1]:\t#one\n[2]:\t#two": ('<p>See <a href="#one">a</a> and <a href="#two">b</a>.</p>'),
    "* ask for the \tlong run\n* answer all, \tand soon": (
        "<ul><li>ask for the   long run</li><li>answer all,   and soon</li></ul>"
    ),
    "We ask what you think of the parks and what they \tneed to be good for all of us in the years to come\n"
    "And we ask how the council can pay for all of it \twithout a new tax on the people who live beside them": (
        "<p>We ask what you think of the parks and what they    need to be good for all of us in the years to come"
        "And we ask how the council can pay for all of it    without a new tax on the people who live beside them</p>"
    ),
}
PARAGRAPHS = {
    "\tWe ask you about the parks.": "<p>We ask you about the parks.</p>",
    "    We ask you about\n    the parks.": "<p>We ask you aboutthe parks.</p>",
    "\tWe ask you.\n\tYou answer us.": "<p>We ask you.</p><p>You answer us.</p>",
    "1.1\tWe ask.\n1.2\tYou answer.": "<p>1.1 We ask.</p><p>1.2 You answer.</p>",
    "    | a | b |\n    |---|---|\n    | c | d |": (
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>"
    ),
    "\tYes.": "<p>Yes.</p>",
    "    for path in paths:\n        print(path)": "<pre><code>for path in paths:print(path)</code></pre>",
    '    value.replace(",","")': '<pre><code>value.replace(",","")</code></pre>',
    "    $ build check": "<pre><code>$ build check</code></pre>",
    "\tcost = 40 + 60;": "<pre><code>cost = 40 + 60;</code></pre>",
    "Town Council\nHigh Street\nMillbrook MB1 2AB": "<p>Town Council<br>High Street<br>Millbrook MB1 2AB</p>",
    "Freepost PARKS\nTown Council\nMillbrook": "<p>Freepost PARKS<br>Town Council<br>Millbrook</p>",
    "Write to:\nTown Council\nHigh Street\nMillbrook\nMB1 2AB\nTel: 01632 960100": (
        "<p>Write to:<br>Town Council<br>High Street<br>Millbrook<br>MB1 2AB<br>Tel: 01632 960100</p>"
    ),
    "People who live in\nthe streets around\nM1 2AB": "<p>People who live inthe streets aroundM1 2AB</p>",
}
#: Only dashes after a bullet: as a list item, Markdown would turn them into a horizontal rule.
DASHES = {
    "\uf000--": "<p>\uf000--</p>",
    "• ---": "<p>• ---</p>",
    "• - -\n• one": "<p>• - -</p><ul><li>one</li></ul>",
    "\u00a0* --\n\u00a0* one": "<ul><li>--</li><li>one</li></ul>",
}
EVERY = DASHES | LISTS | NO_LISTS | TABLES | NO_TABLES | PARAGRAPHS


@pytest.mark.parametrize("typed", EVERY)
def test_shown(typed):
    """Each text becomes what it was in the word processor, and a doubtful one stays as typed."""
    assert page(typed) == EVERY[typed]


@pytest.mark.parametrize("typed", EVERY)
def test_seen(typed):
    """The rules see what the page shows."""
    assert seen(typed) == shown(typed)


@pytest.mark.parametrize("typed", [each for each in LISTS if not each.startswith(("(a)", "1.\tone\na"))])
def test_told(typed):
    """A list in a form that Markdown does not know is recorded as a repair."""
    assert read_chapter(typed).repairs


@pytest.mark.parametrize("typed", ["1.\tone\n2.\ttwo", "- one\n- two", "-\tone\n-\ttwo", "(a)\tone"])
def test_not_told(typed):
    """A list in a form that we always accept is not recorded as a repair."""
    assert read_chapter(typed).repairs == ()


def test_place_of_a_repair():
    """A repair has the line and column, and says what was done."""
    (repair,) = read_chapter("Text.\n\n\t•\tone\n\t•\ttwo\n").repairs
    assert (repair.line, repair.column) == (3, 2)
    assert repair.message == "The 2 lines that begin with “•” became items of a list."
