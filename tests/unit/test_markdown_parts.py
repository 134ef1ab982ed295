"""Our faster replacements for parts of Python-Markdown convert every text to the same HTML."""

from functools import cache

import pytest
from hypothesis import given
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import HRProcessor
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor

from microsite.html import convert
from microsite.html.markdown.attributes import Attributes
from microsite.html.markdown.block_parser import LinearBlockParser
from microsite.html.markdown.inline import LinearInline
from microsite.html.prepare import prepare
from tests.unit.test_text_properties import BLOCKS, FOREIGN, PROSE, examples, texts

RARE = [
    "///\n",
    "/// fancylists | start=3 type=a\n1. W\n///\n",
    "///Footnotes Go Here///",
    "\n***\n",
    "\n* * *\nW\n",
    "W  \nW",
    "\\*W\\*",
    "{: title='W' open }",
    "<W@W.org>",
]
#: At least one text for each character that gives a part something to find.
FOUND = """
`a` | \\* | a[^1]¶¶[^1]: b | ![a](b.png) | [a](b.md) | <https://a.org> | <a@b.org> | a  ¶b | a <b>c</b> | https://a.org
HTTPS://a.org | a@b.org | www.a.org | WWW.a.org | wwW.a.org | Www.a.org | WwW.a.org | a &amp; b | *a* | _a_ | ~a~
# a | a¶=== | a¶--- | a¶b¶- - - | *** | _ _ _ | a¶: b | > a | a¶> b | [a]¶¶[a]: b.md | *[a]: b¶¶a | # a {.b}
# a {: #b} | a¶{: .b} | a *b*{.c} | !!! note¶    a | !!! note¶    a¶¶    b | a¶!!! note¶    b | 1. a¶¶    b
(a) b | - a¶- b | a|b¶---|---¶c|d | ///Footnotes Go Here///¶¶a[^1]¶¶[^1]: b
""".replace("\n", " | ").split(" | ")


@cache
def patient() -> Markdown:
    """Return a converter that tries every part on every text."""
    md = convert._converter.__wrapped__()
    inline, parser = md.treeprocessors["inline"], md.parser
    assert isinstance(inline, LinearInline) and isinstance(parser, LinearBlockParser)
    vars(inline)["_steps"] = [step._replace(signs=("",)) for step in inline._steps]
    md.parser.blockprocessors.register(AdmonitionProcessor(parser), "admonition", 105)
    md.parser.blockprocessors.register(HRProcessor(parser), "hr", 50)
    parser._chosen = [(("",), each) for each in parser.blockprocessors]
    parser.parseDocument = BlockParser.parseDocument.__get__(parser)
    md.preprocessors.register(NormalizeWhitespace(md), "normalize_whitespace", 30)
    md.treeprocessors.register(PrettifyTreeprocessor(md), "prettify", 10)
    md.treeprocessors.register(UnescapeTreeprocessor(md), "unescape", 0)
    attributes = Attributes(md)
    attributes.run = AttrListTreeprocessor.run.__get__(attributes)
    md.treeprocessors.register(attributes, "attr_list", 8)
    notes = next(each for each in md.registeredExtensions if isinstance(each, FootnoteExtension))
    notes.findFootnotesPlaceholder = FootnoteExtension.findFootnotesPlaceholder.__get__(notes)
    md.serializer = md.output_formats["html"]
    return md


def assert_same(text: str) -> None:
    """Check that both converters convert a text, as it is and prepared, to the same bytes."""
    for each in (text, prepare(text).text):
        assert convert._converter().reset().convert(each) == patient().reset().convert(each)


@pytest.mark.parametrize("typed", [each for each in FOUND if each], ids=repr)
def test_parts_are_asked_where_they_find_something(typed):
    """Each part runs on texts that it would change, whichever character gives them away."""
    assert_same(typed.replace("¶", "\n"))


@examples(400)
@given(texts([*PROSE, *BLOCKS, *FOREIGN, *RARE * 2]))
def test_parts_that_are_not_asked_would_find_nothing(text):
    """Skipping the parts whose characters are not in a text does not change its HTML."""
    assert_same(text)
