"""Markup that is nearly right is repaired, with its place recorded; everything else stays as typed."""

import random
import re

import pytest

from microsite.html.convert import convert_markdown
from microsite.html.sanitise import sanitise
from microsite.source.chapter import read_chapter
from microsite.source.slugs import valid_id


def shown(typed):
    """Return the HTML of a text, on one line."""
    return " ".join(sanitise(convert_markdown(typed)[0]).split())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a **bold **and b", "<p>a <strong>bold</strong> and b</p>"),
        ("__Question 1: __Do you agree?", "<p><strong>Question 1:</strong> Do you agree?</p>"),
        ("__Question 1:__Do you agree?", "<p><strong>Question 1:</strong>Do you agree?</p>"),
        ("a ** bold** b", "<p>a <strong>bold</strong> b</p>"),
        ("a ** bold **, b", "<p>a <strong>bold</strong>, b</p>"),
        ("a *stressed *and b", "<p>a <em>stressed</em> and b</p>"),
        ("a _stressed _and b", "<p>a <em>stressed</em> and b</p>"),
        ("a ***both ***and b", "<p>a <em><strong>both</strong></em> and b</p>"),
        ("~~old ~~new", "<p><del>old</del> new</p>"),
        ("**a **b **c **d", "<p><strong>a</strong> b <strong>c</strong> d</p>"),
        ("**Name: **Ann **Age: **7", "<p><strong>Name:</strong> Ann <strong>Age:</strong> 7</p>"),
        ("**[w](x.md) **and", '<p><strong><a href="x.md">w</a></strong> and</p>'),
        ("**`a **` **b", "<p><strong><code>a **</code></strong> b</p>"),
        ("**two\nlines **more", "<p><strong>two lines</strong> more</p>"),
        ("> **two\n> lines\n> **more", "<blockquote> <p><strong>two lines</strong> more</p> </blockquote>"),
        ("- **a **b", "<ul> <li><strong>a</strong> b</li> </ul>"),
        ("a ** ** b", "<p>a b</p>"),
        ("a **** b", "<p>a b</p>"),
        ("a\\*\\* \\*\\*b", "<p>a b</p>"),
        ("** **", ""),
        ("mail a@b.org<mailto:a@b.org>.", '<p>mail <a href="mailto:a@b.org">a@b.org</a>.</p>'),
        ("see https://a.org/b<https://a.org/b> now", '<p>see <a href="https://a.org/b">https://a.org/b</a> now</p>'),
        ("one **two\n\nthree** four", "<p>one <strong>two</strong></p> <p><strong>three</strong> four</p>"),
        ("**One\n\n**two", "<p><strong>One</strong></p> <p>two</p>"),
    ],
)
def test_marks_around_words(typed, expected):
    """Marks of bold, italic and deleted text are moved right up to the words."""
    assert shown(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "2 * 3 * 4, 2 ** 3 ** 4 and x ** y ** z",
        "£5** and £3**",
        "C* and A*",
        "__a__b and snake_case_name",
        "`**code **and`",
        "\\*\\*kept\\*\\*",
        "1234\\*\\*\\*\\*5678",
        "~5 and ~6",
        "a **b",
        "a **b **c **d",
        "Name: ____ Date: ____",
        "**** Heading",
        "<b>a\n\nb</b> `</i>` c</br>d",
        "C++ and C++, a == b == c, x^2 + y^2",
        "[sic] (see below), [2021] (EWCA), (a)[b]",
        "{name} and {5}",
        'the names "_id" and "_name"',
    ],
)
def test_left_alone(typed):
    """Text that may be meant as typed is not touched."""
    chapter = read_chapter(typed)
    assert chapter.body == typed
    assert chapter.repairs == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("==new== words", "<p><mark>new</mark> words</p>"),
        ("++y++, ++Enter++", "<p><kbd>y</kbd>, <kbd>Enter</kbd></p>"),
        ("++ctrl+alt+1++", "<p><kbd>ctrl</kbd>+<kbd>alt</kbd>+<kbd>1</kbd></p>"),
        ("++new++ words", "<p><ins>new</ins> words</p>"),
        ("a </li > b", "<p>a &lt;/li &gt; b</p>"),
        ("- <b>a</b> b</b>", "<ul> <li><b>a</b> b&lt;/b&gt;</li> </ul>"),
        ("10 m^2^", "<p>10 m<sup>2</sup></p>"),
        ("[words]{.underline} [mehr]{lang=de}", '<p>words <span lang="de">mehr</span></p>'),
        ("[]{#_Toc1 .anchor}Words", '<p><span id="_Toc1"></span>Words</p>'),
        ("Words {.lead}", "<p>Words</p>"),
        ("Words {: .lead} here", "<p>Words here</p>"),
        ("Words {#here}", '<p>Words<span id="here"></span></p>'),
        ("[the plan] (https://x.org/a)", '<p><a href="https://x.org/a">the plan</a></p>'),
        ("[the plan] (media/plan.pdf)", '<p><a href="media/plan.pdf">the plan</a></p>'),
        ("(the plan)[https://x.org/a]", '<p><a href="https://x.org/a">the plan</a></p>'),
        ("<https://x.org/a.>", '<p><a href="https://x.org/a">https://x.org/a</a>.</p>'),
        ("<www.x.org>", '<p><a href="https://www.x.org">www.x.org</a></p>'),
        ("[ ] asked\n[x] done", "<p>☐ asked ☑ done</p>"),
        ("#. asked\n#. done", '<ol type="1"> <li>asked</li> <li>done</li> </ol>'),
        ("- [] asked", "<ul> <li>☐ asked</li> </ul>"),
    ],
)
def test_signs_of_other_programs(typed, expected):
    """Other programs' Markdown extensions are understood, and each repair is recorded."""
    assert shown(typed) == expected
    assert len(read_chapter(typed).repairs) == typed.count("\n") + 1 + typed.count("{lang") + typed.count("++, ")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("## **1\\. Why now** {#1.-why-now}", '<h2 id="1-why-now">1. Why now</h2>'),
        ("## **Why now {#why}**", '<h2 id="why">Why now</h2>'),
        ("## Why now? {#what-we’ll-do?}", '<h2 id="what-well-do">Why now?</h2>'),
        ("## Why **now {#why}**", '<h2 id="why">Why <strong>now</strong></h2>'),
        ("## Why now **{#why}**", '<h2 id="why">Why now</h2>'),
        ("## Why{#why}", '<h2 id="why">Why</h2>'),
        ("## Why {#_x1}", '<h2 id="_x1">Why</h2>'),
        ("## Why {#why .wide}", '<h2 class="wide" id="why">Why</h2>'),
        ("## **Why** **now**", "<h2><strong>Why</strong> <strong>now</strong></h2>"),
        ("Why now {#1.-why}\n---", '<h2 id="1-why">Why now</h2>'),
    ],
)
def test_headings(typed, expected):
    """A heading that is all bold loses its bold, and an id of any characters becomes a valid one."""
    assert shown(typed) == expected


@pytest.mark.parametrize(
    ("wanted", "good"),
    [("why-now", "why-now"), ("Why", "Why"), ("fn:1", "fn:1"), ("1.-why", "1-why"), ("a b", "a-b"), ("!", "part")],
)
def test_good_id(wanted, good):
    """A valid id stays as it is, and `valid_id` is idempotent."""
    assert valid_id(wanted) == good == valid_id(good)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[TOC]\n\nA", "<p>A</p>"),
        ("[[_TOC_]]\n\nA", "<p>A</p>"),
        ("* TOC\n{:toc}\n\nA", "<p>A</p>"),
        ("{:toc}\n\nA", "<p>A</p>"),
        ("the [TOC] file", "<p>the [TOC] file</p>"),
        ("1. Introduction\n=====\n\nA", "<h1>1. Introduction</h1> <p>A</p>"),
        ("A. Introduction\n===\n", "<h1>A. Introduction</h1>"),
        ("(a) Introduction\n===\n", "<h1>(a) Introduction</h1>"),
        (":::tip\nA\n\n- b\n:::\nC", '<div class="admonition tip"> <p class="admonition-title">Tip</p> <p>A</p> <ul> '
         "<li>b</li> </ul> </div> <p>C</p>"),
        ("::: {.callout-warning}\nA\n:::", '<div class="admonition warning"> <p class="admonition-title">Warning</p> '
         "<p>A</p> </div>"),
        (":::danger[Take care]\nA\n:::", '<div class="admonition caution"> <p class="admonition-title">Caution</p> '
         "<p>Take care</p> <p>A</p> </div>"),
        ("::: {.columns}\n:::: {.column}\nA\n::::\n:::: {.column}\nB\n::::\n:::", "<p>A</p> <p>B</p>"),
        ('::: note {title="Of old"}\nA\n:::', '<div class="admonition note"> <p class="admonition-title">Note</p> '
         "<p>Of old</p> <p>A</p> </div>"),
        ("::: {.box title='Of old'}\nA\n:::", "<p>Of old</p> <p>A</p>"),
        ("::: tip Example: the park\nA\n:::", '<div class="admonition tip"> <p class="admonition-title">Tip</p> '
         "<p>Example: the park</p> <p>A</p> </div>"),
        (":::tip\nA", "<p>:::tip A</p>"),
        (":::tip\n```\n:::\n```\n:::", '<div class="admonition tip"> <p class="admonition-title">Tip</p> '
         "<pre><code>::: </code></pre> </div>"),
    ],
)  # fmt: skip
def test_blocks_of_other_programs(typed, expected):
    """Contents markers are dropped, fenced divs become notes or just their text, a numbered title is a heading."""
    assert shown(typed) == expected


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("| a | b |\n| c | d |", 2),
        ("words\n| a | b |\n| c | d |\n| e | f |\n\nmore", 3),
        ("| a | b |", 0),
        ("| a | b |\n| c |", 0),
        ("| a | b |\nwords", 0),
        ("| a |\n| b |", 0),
        ("a | b\nc | d", 0),
    ],
)
def test_rows_without_a_line_of_hyphens(typed, rows):
    """Two or more rows between pipes, with the same number of cells and at least two, are a table; less is not."""
    assert shown(typed).count("<tr>") == rows
    assert len(read_chapter(typed).repairs) == (rows > 0)


def test_places_are_the_authors():
    """Repairs and links have the places where the author typed them, even after tabs and other repairs."""
    chapter = read_chapter("x\n\n-\t**a **b **c **[d](e.md)\n\n## **F** {#1.f}\n")
    assert [(each.line, each.column, each.length) for each in chapter.repairs] == [
        (3, 3, 6), (3, 11, 6), (5, 4, 5), (5, 9, 7)
    ]  # fmt: skip
    link = chapter.inline.links[0]
    assert chapter.line_and_column(link.start) == (3, 17)
    assert chapter.body[link.start : link.end] == "[d](e.md)"
    assert chapter.repairs[0].message == "We moved the bold marks of “**a **” right up to the words."


def test_lines_stay():
    """A repair never adds or removes a line, and every place is within the author's own line."""
    pieces = "**a **|b ** |\n|**|__c: __d|==e==|[f] (#g)|{.h}|`|\n\n|> |- ".split("|")
    for seed in range(300):
        chosen = random.Random(seed)
        typed = "".join(chosen.choice(pieces) for _ in range(12))
        chapter = read_chapter(typed)
        assert chapter.body.count("\n") == typed.count("\n")
        for at in range(len(chapter.body)):
            line, column = chapter.line_and_column(at)
            assert line == chapter.body[:at].count("\n") + 1
            assert column <= len(typed.split("\n")[line - 1]) + 1


def test_bracketed_addresses():
    """Brackets or quotation marks around an address are not part of it."""
    assert shown("[https://x.org/plan]") == '<p>[<a href="https://x.org/plan">https://x.org/plan</a>]</p>'
    assert shown("“https://x.org/plan”") == '<p>“<a href="https://x.org/plan">https://x.org/plan</a>”</p>'
    assert 'href="https://x.org/a_[b]"' in shown("https://x.org/a_[b]")


def test_notes_in_html():
    """A footnote's mark works in a summary and in other HTML."""
    page = shown("<details><summary>More[^2]</summary>x</details>\n\n<p>y[^2]</p>\n\n[^2]: note")
    assert len(re.findall(r'href="#fn:2"', page)) == 2
    assert "[^2]" not in page


def test_notes_in_links_and_pictures():
    """A footnote's mark moves out of a link's text to after the link; in a picture's alt text it stays as typed."""
    page = shown("[the plan[^1]](a.md)\n\n[^1]: note")
    assert '<a href="a.md">the plan</a><sup id="fnref:1">' in page
    page = shown('![map[^1]](a.png "The map[^1]")\n\n[^1]: note')
    assert 'alt="map[^1]"' in page
    assert "fnref" not in page


def test_one_after_another():
    """If four paragraphs each begin with an unclosed bold mark, the marks are paired up two by two."""
    assert shown("**a\n\n**b\n\n**c\n\n**d") == (
        "<p><strong>a</strong></p> <p>b</p> <p><strong>c</strong></p> <p>d</p>"
    )


@pytest.mark.parametrize("below", ['{ class="wide" }', "{ .wide class='x' id=y }", "{: .wide}"])
def test_attributes_below_a_table(below):
    """A line of attributes directly below a table is not one of its rows: it is dropped and recorded."""
    typed = f"| a |\n| - |\n| b |\n{below}\nSource: us."
    assert shown(typed).count("<td>") == 1
    assert shown(typed).endswith("</table> <p>Source: us.</p>")
    assert read_chapter(typed).dropped == ((4, below),)


def test_two_links_with_attributes():
    """Underscores in the attributes of two links do not make the text between them italic."""
    typed = "[a](b.md){:target='_blank'} or [c](d.md){:target='_blank'}"
    assert shown(typed) == '<p><a href="b.md">a</a> or <a href="d.md">c</a></p>'


def test_attributes_of_a_link_by_name():
    """Attributes after a reference link belong to the link, and its reference still works."""
    assert shown("[The plan][plan]{ .button }\n\n[plan]: x.md") == '<p><a class="button" href="x.md">The plan</a></p>'


def _note(kind, title, words):
    return f'<div class="admonition {kind}"> <p class="admonition-title">{title}</p> <p>{words}</p> </div>'


@pytest.mark.parametrize(
    ("typed", "expected", "repairs"),
    [
        ('!!! note "Mind"\n    A', _note("note", "Mind", "A"), 0),
        ("!!! foo bar\n    A", _note("note", "Foo bar", "A"), 1),
        ("!!! note mind it\n    A", _note("note", "Note: mind it", "A"), 1),
        ('!!! tip inline end "Mind"\n    A', _note("tip", "Mind", "A"), 1),
        ("!!! note\nA\n\nB", _note("note", "Note", "A") + " <p>B</p>", 1),
        ("!!! note\n  A\nB", _note("note", "Note", "A") + " <p>B</p>", 0),
        ("!!! note\n    A\nB", _note("note", "Note", "A") + " <p>B</p>", 0),
        ('??? note "More"\n    A', _note("note", "More", "A"), 1),
        ("???+ tip\n    A", _note("tip", "Tip", "A"), 1),
        ("!!! Please note that it is over.", "<p>!!! Please note that it is over.</p>", 0),
        ("!!! Please note\n\nA", "<p>!!! Please note</p> <p>A</p>", 0),
        ("!!! Important dates\nA", "<p>!!! Important dates A</p>", 0),
        ("!!! note\n\nA", "<p>!!! note</p> <p>A</p>", 0),
        ("??? really", "<p>??? really</p>", 0),
    ],
)
def test_notes_of_other_programs(typed, expected, repairs):
    """Notes of other programs (`!!!`, `???`) lose no words, whether their lines are indented or not."""
    assert shown(typed) == expected
    assert len(read_chapter(typed).repairs) == repairs


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("- See pages 3,\n  4) and 5.", "<ul> <li>See pages 3, 4) and 5.</li> </ul>"),
        ("- It began in\n1984. It is gone.\n- b", "<ul> <li>It began in 1984. It is gone.</li> <li>b</li> </ul>"),
        (
            "1. See pages 885,\n   1069) and on.\n2. b",
            '<ol type="1"> <li>See pages 885, 1069) and on.</li> <li>b</li> </ol>',
        ),
        (
            "- Points\n  2. two\n  3. three",
            '<ul> <li>Points<ol start="2" type="1"> <li>two</li> <li>three</li> </ol> </li> </ul>',
        ),
        ("- Point:\n  2. two", '<ul> <li>Point:<ol start="2" type="1"> <li>two</li> </ol> </li> </ul>'),
        ("- Do\n  1. one", '<ul> <li>Do<ol type="1"> <li>one</li> </ol> </li> </ul>'),
        ("1. one\n4. four", '<ol type="1"> <li>one</li> <li value="4">four</li> </ol>'),
    ],
)
def test_number_in_item(typed, expected):
    """A line in an item that begins with a number is a list if it is 1, follows a colon, or is counted on from."""
    assert shown(typed) == expected
