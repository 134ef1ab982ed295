"""Terms are explained where they are first used."""

import pytest

from microsite.html.context import Context, Target, Term
from microsite.html.passes.glossary import explain_terms
from microsite.html.tree import parse, serialise
from microsite.model.records import GlossaryTerm
from microsite.validate.field_types import LocalText

SEN = Term(names=("SEN", "special educational needs"), short="more help to learn.", address="glossary.html#term-sen")
WARD = Term(names=("ward", "wards"), short="a ninth of the town", address="glossary.html#term-ward")


def explained(text: str, *terms: Term) -> str:
    """Return a text with these terms explained, or both of the above if none are passed."""
    body = parse(text)
    context = Context(
        table_label="Table", slug="why", resolve=lambda address, _: Target(address), terms=terms or (SEN, WARD)
    )
    explain_terms(body, context)
    return serialise(body)


def test_first_use_alone():
    """The first use links to the glossary and is followed by the meaning; later uses stay as they are."""
    assert explained("<p>Each ward, and all wards of the Ward.</p>") == (
        '<p>Each <dfn><a href="glossary.html#term-ward">ward</a></dfn> <span class="gloss">(a ninth of the town)</span>'
        ", and all wards of the Ward.</p>"
    )


def test_other_forms():
    """Any form of a term can be its first use, and each term is explained once."""
    text = explained("<p>Special  educational\nneeds are called SEN.</p>")
    assert text.count("<dfn>") == 1
    assert ">Special  educational\nneeds</a></dfn>" in text and text.endswith("are called SEN.</p>")


@pytest.mark.parametrize(
    "text",
    [
        "<h2>Every ward</h2>",
        '<p><a href="x.html">every <em>ward</em></a></p>',
        "<p><code>ward</code></p>",
        "<table><thead><tr><th>Ward</th></tr></thead></table>",
        "<blockquote><p>In my ward nothing grows.</p></blockquote>",
        '<p><abbr title="special">SEN</abbr></p>',
        '<figure><img src="a.png" alt="ward"><figcaption>The ward</figcaption></figure>',
        '<p><img src="a.png" alt="a &gt; ward"></p>',
        "<p>Forward, wardens, sen, A#ward;</p>",
    ],
)
def test_left_alone(text):
    """Headings, links, code, header cells, quotations, attributes and parts of other words stay as they are."""
    assert explained(text) == text


def test_after_what_is_left_alone():
    """A term in a heading is explained at its first use in the text below."""
    assert "<dfn>" in explained("<h2>Wards</h2><p>A <strong>ward</strong> elects two councillors.</p>")


def test_escaped():
    """A term and its meaning may contain characters that HTML escapes."""
    term = Term(names=("R&D",), short="a < b", address="glossary.html#term-rd")
    assert explained("<p>R&amp;D</p>", term) == (
        '<p><dfn><a href="glossary.html#term-rd">R&amp;D</a></dfn> <span class="gloss">(a &lt; b)</span></p>'
    )


def test_too_long_for_a_sentence():
    """A term whose meaning is too long for a sentence only links to the glossary."""
    long = Term(names=("ward",), short="", address="glossary.html#term-ward")
    assert explained("<p>Each ward.</p>", long) == (
        '<p>Each <dfn><a href="glossary.html#term-ward">ward</a></dfn>.</p>'
    )


@pytest.mark.parametrize(
    ("words", "is_short"),
    [
        ("A plot of land that somebody rents to grow food on.", True),
        ("x" * 80, True),
        ("x" * 81, False),
        ("A plot of land. It is rented.", False),
        ("Food, e.g. beans, that somebody grows.", True),
    ],
)
def test_short_enough(words, is_short):
    """One sentence of at most 80 characters fits inside another, be it the meaning or its short form."""
    meaning = GlossaryTerm(term=LocalText("ward"), meaning=LocalText(words))
    assert meaning.in_sentence == (words if is_short else "")
    short = GlossaryTerm(term=LocalText("ward"), meaning=LocalText("x" * 200), short=LocalText(words))
    assert short.in_sentence == (words if is_short else "")
