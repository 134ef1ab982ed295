"""Words between angle brackets are shown as they were typed, and reported; HTML tags stay tags."""

import pytest

from microsite.html.chapter import convert_chapter
from microsite.html.sanitise import plain_text
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText


def converted(body):
    """Return a chapter's HTML on one line, and its problems: code, line and column."""
    source, _ = parse_chapter(SourceText("content/01-why.md", body))
    chapter = convert_chapter(source)
    told = [f"{each.code} {each.location.line}:{each.location.column}" for each in chapter.problems]
    return " ".join(chapter.html.split()).removeprefix("<p>").removesuffix("</p>"), told


@pytest.mark.parametrize(
    ("typed", "shown", "told"),
    [
        ("if x<y and y>z", "if x&lt;y and y&gt;z", ["TEXT-016 1:5"]),
        ("if a<b and\nb>c", "if a&lt;b and b&gt;c", ["TEXT-016 1:5"]),
        ("For <your name here>.", "For &lt;your name here&gt;.", ["TEXT-016 1:5", "TEXT-017 1:5"]),
        ("On <insert-date>", "On &lt;insert-date&gt;", ["TEXT-016 1:4", "TEXT-017 1:4"]),
        ("<Mrs Smith's plan>", "&lt;Mrs Smith's plan&gt;", ["TEXT-016 1:1", "TEXT-017 1:1"]),
        ("x <y> z", "x &lt;y&gt; z", ["TEXT-016 1:3", "TEXT-017 1:3"]),
        ("See <link to survey>", "See &lt;link to survey&gt;", ["TEXT-016 1:5", "TEXT-017 1:5"]),
        ("a\n<summary of it>", "a &lt;summary of it&gt;", ["TEXT-016 2:1", "TEXT-017 2:1"]),
        ("<div>For <your name></div>", "<div>For &lt;your name&gt;</div>", ["TEXT-016 1:10", "TEXT-017 1:10"]),
        ("- <see **a**>", "<ul> <li>&lt;see <strong>a</strong>&gt;</li> </ul>", ["TEXT-016 1:3", "TEXT-017 1:3"]),
        ("end</rant>", "end&lt;/rant&gt;", ["TEXT-016 1:4", "TEXT-017 1:4"]),
        ("a</ li> b", "a&lt;/ li&gt; b", ["TEXT-017 1:2"]),
        ("a<b, <3, 2 < 3 > 1", "a&lt;b, &lt;3, 2 &lt; 3 &gt; 1", []),
        ("`<your name>`", "<code>&lt;your name&gt;</code>", []),
        ("Ring <tel:01632 960123>", 'Ring <a href="tel:01632960123">01632 960123</a>', ["TEXT-016 1:6"]),
        ("<b>a</b><br />b", "<b>a</b><br>b", []),
        ("<div markdown>\n**a**\n</div>", "<div> <p><strong>a</strong></p> </div>", []),
        ("<figure markdown>\n*a*\n</figure>", "<figure> <p><em>a</em></p> </figure>", []),
        ("<details open>a</details>", '<details open="">a</details>', []),
        ("<font face=Arial, Times>a</font>", "a", ["TEXT-001 1:1"]),
        ("<foo>a</foo>", "a", ["TEXT-001 1:1"]),
        ('<o:p>a</o:p> <st1:place w:st="on">b</st1:place>', "a b", ["TEXT-001 1:1", "TEXT-001 1:14"]),
    ],
)
def test_shown(typed, shown, told):
    """Text in angle brackets that is not a tag is shown; a tag is not shown, and stays a tag."""
    assert converted(typed) == (shown, told)


def test_facts():
    """A fact keeps words in angle brackets, and loses tags."""
    assert plain_text("For <your name> if a<b and b>c") == ("For <your name> if a<b and b>c", False)
    assert plain_text("For <b>all</b>") == ("For all", True)
