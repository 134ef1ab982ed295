"""Whatever is typed, nothing crashes, no word is lost, and problems have the right place."""

import re
from itertools import count, product

from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.html.chapter import convert_chapter, finish_chapter
from microsite.html.context import Context
from microsite.html.convert import convert_markdown
from microsite.html.sanitise import sanitise
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText
from microsite.model.links import Destinations
from microsite.source.chapter import read_chapter
from microsite.source.tree import walk

#: Every W becomes a distinct word.
PROSE = """
W|W |W.|W,W|*|**|_|__|`|``|~~|~|[|]|(|)|!|[W](W.md)|![W](W.png "W")|[W][W]|[^W]|
#|# |## W|#W|>|> |> [!NOTE]|- |* |+ |1. |2) |14. |(a) |(ii) |b. |[ ] |[x] |---|===|***|```|~~~|````|    |  |   |
\t|\\|"|'|&|&amp;|:|: |;|{|}|{ W }|$|%|/|@|W@W.org|www.W.org|https://W.org/W|é|—|٣|עברית
""".replace("\n", "").split("|")
BLOCKS = [
    "\n| W | W |\n|---|---|\n| W | W |\n",
    "W\n: W\n",
    "[^W]: W\n    W\n",
    "!!! note\n    W\n",
    "W\n===\n",
    "Table: W\n",
    "- W\n  - W\n    W\n",
    "3. W\n\n   W\n",
]
FOREIGN = """
<|>|</|<div>|</div>|<b>|</b>|<p class="W">|<br>|<td>|<table>|<pre>|</pre>|<!--|-->|<script>|</script>|<style>|<svg>|
<a name="W">|<a href="|<iframe src="https://W.org">|<img src=W onerror=W>|<?|<![CDATA[|]]>|{% W %}|{{< W >}}|
{: #W .W }|{:|*[W]: W|[W]: W|[W](show:W)|to be supplied|
\u200b|\u202e|\ue000|\ue0000\ue001|\ue002|\u0002|\u0003|wzxhzdk:0|klzzwxh:0001
""".replace("\n", "").split("|")
NAMES = ("".join(letters) for letters in product("abcdefgh", repeat=3))
WORDS = [f"word{name}" for name in NAMES]
#: Markup that is not shown: link references, abbreviations, attributes, languages of listings.
UNSHOWN = re.compile(r"^.*\[[^\]\n]*\]:.*$|\{[:#.][^{}\n]*\}|^.*(?:```|~~~).*$", re.MULTILINE)


def examples(number):
    """Return Hypothesis settings that try the same examples in every run."""
    return settings(max_examples=number, deadline=None, derandomize=True, database=None)


def texts(pieces):
    """Return a strategy for texts of up to sixty pieces, in lines and paragraphs, with distinct words."""

    def joined(chosen):
        number = count()
        return re.sub(r"W", lambda _: WORDS[next(number) % len(WORDS)], "".join(chosen))

    return st.lists(st.sampled_from([*pieces, *["\n", " ", "\n\n", "W "] * 8]), max_size=60).map(joined)


def read(text):
    """Parse, convert and finish a chapter, and return the result of each step."""
    source, _ = parse_chapter(SourceText("content/01-why.md", text))
    destinations = Destinations(chapters={"01-why.md": "why.html"}, drafts=(), unread=(), media={}, pages=())
    converted = convert_chapter(source)
    context = Context(title="Why", table_label="Table", slug="why", resolve=destinations.resolve)
    return source, converted, finish_chapter(converted, source, context, ("survey",))


@examples(250)
@given(texts([*PROSE, *BLOCKS]))
def test_no_word_is_lost(text):
    """Every word is on the page, whatever markup is around it."""
    shown = convert_markdown(text)[0]
    wanted = re.findall(r"word[a-h]{3}", UNSHOWN.sub("", text))
    assert [word for word in wanted if word not in shown] == []
    safe = sanitise(shown)
    assert [word for word in wanted if word not in safe] == []


@examples(250)
@given(texts([*PROSE, *BLOCKS, *FOREIGN]))
def test_nothing_crashes(text):
    """Every text can be converted; the HTML is already sanitised; every problem has its line."""
    source, converted, finished = read(text)
    assert sanitise(converted.html) == converted.html
    for problem in (*converted.problems, *finished.problems):
        line = source.source.lines[problem.location.line - 1]
        assert problem.location.source == line
        if problem.code == "TEXT-011":
            assert problem.message.split("“", 1)[1].split("” is an instruction", 1)[0] in line
        if problem.code == "FACT-001":
            assert "to be supplied" in line.casefold()


@examples(250)
@given(texts([*PROSE, *BLOCKS, *FOREIGN]))
def test_places_are_known(text):
    """Each line of each block is where the tree says it is, and every run is as long as its source."""
    chapter = read_chapter(text)
    written = text.split("\n")
    for block in walk(chapter.blocks):
        assert 0 <= block.start <= len(chapter.body) and block.end <= len(chapter.body)
        for number, line, at in block.lines if block.kind != "reference" else ():
            words = re.findall(r"word[a-h]{3}", line)
            assert all(word in written[number - 1] for word in words)
            place = at + line.rfind(words[-1]) if words else at
            assert not words or chapter.line_and_column(place) == (number, written[number - 1].find(words[-1]) + 1)
    for run in chapter.runs:
        assert len(run.text) == run.end - run.start
        words = re.findall(r"word[a-h]{3}", run.text)
        assert words == re.findall(r"word[a-h]{3}", chapter.body[run.start : run.end]) or "{" in text or "<" in text
