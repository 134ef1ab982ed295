"""Our parts of the converter take less time than Python-Markdown's own, and give the same."""

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
#: For each sign of each part at least one text that it finds something in.
FOUND = """
`a` | \\* | a[^1]¶¶[^1]: b | ![a](b.png) | [a](b.md) | <https://a.org> | <a@b.org> | a  ¶b | a <b>c</b> | https://a.org
HTTPS://a.org | a@b.org | www.a.org | WWW.a.org | wwW.a.org | Www.a.org | WwW.a.org | a &amp; b | *a* | _a_ | ~a~
# a | a¶=== | a¶--- | a¶b¶- - - | *** | _ _ _ | a¶: b | > a | a¶> b | [a]¶¶[a]: b.md | *[a]: b¶¶a | # a {.b}
# a {: #b} | a¶{: .b} | a *b*{.c} | !!! note¶    a | !!! note¶    a¶¶    b | a¶!!! note¶    b | 1. a¶¶    b
(a) b | - a¶- b | a|b¶---|---¶c|d | ///Footnotes Go Here///¶¶a[^1]¶¶[^1]: b
""".replace("\n", " | ").split(" | ")


@cache
def patient() -> Markdown:
    """A converter that asks every part about every text."""
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
    """A text, and what it is prepared to, is converted to the same bytes by either converter."""
    for each in (text, prepare(text).text):
        assert convert._converter().reset().convert(each) == patient().reset().convert(each)


@pytest.mark.parametrize("typed", [each for each in FOUND if each], ids=repr)
def test_parts_are_asked_where_they_find_something(typed):
    """What each part looks for is found, whatever sign gives it away."""
    assert_same(typed.replace("¶", "\n"))


@examples(400)
@given(texts([*PROSE, *BLOCKS, *FOREIGN, *RARE * 2]))
def test_parts_that_are_not_asked_would_find_nothing(text):
    """A text is converted to the same bytes, whether or not parts are left out whose signs are not in it."""
    assert_same(text)
