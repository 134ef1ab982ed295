"""Our parts of the converter take less time than Python-Markdown's own, and give the same."""

from functools import cache

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
from microsite.text.prepare import prepare
from tests.unit.test_text_properties import BLOCKS, FOREIGN, PROSE, examples, texts

RARE = [
    "///\n",
    "/// fancylists | start=3 type=a\n1. W\n///\n",
    "///Footnotes Go Here///",
    "\n***\n",
    "\n* * *\nW\n",
    "WWW.W.org",
    "wWw.W.org",
    "HTTP://W.org",
    "W  \nW",
    "\\*W\\*",
    "{: title='W' open }",
    "<W@W.org>",
]


@cache
def patient() -> Markdown:
    """A converter that asks every part about every text."""
    md = convert._converter.__wrapped__()
    inline, parser = md.treeprocessors["inline"], md.parser
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


@examples(400)
@given(texts([*PROSE, *BLOCKS, *FOREIGN, *RARE * 2]))
def test_parts_that_are_not_asked_would_find_nothing(text):
    """A text is converted to the same bytes, whether or not parts are left out whose signs are not in it."""
    prepared = prepare(text).text
    assert convert._converter().reset().convert(prepared) == patient().reset().convert(prepared)
    assert convert._converter().reset().convert(text) == patient().reset().convert(text)
