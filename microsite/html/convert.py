"""Converts Markdown to HTML: Python-Markdown, its extensions in one list, and our own replacements for its parts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from microsite.html.prepare import Prepared, prepare, restore
from microsite.lean_imports import import_logging, import_without
from microsite.source import grammar

if TYPE_CHECKING:
    from markdown import Markdown

#: What pymdownx imports for parts of it that we do not use.
NOT_USED = {"urllib.request": ("pathname2url", "url2pathname"), "yaml": ()}


def convert_markdown(body: str) -> tuple[str, Prepared]:
    """Convert a chapter's body; the result is not safe yet.

    Every call starts afresh: footnotes, ids and references of one chapter never leak into another.

    Returns:
        The HTML, and what the preparation has to report.
    """
    prepared = prepare(body)
    converter = _converter().reset()
    tags: Any = converter.inlinePatterns["html"]
    tags.closed = prepared.chapter.unknown_elements
    return restore(converter.convert(prepared.text), prepared), prepared


@cache
def _converter() -> Markdown:
    import_logging()
    import_without(NOT_USED, "pymdownx.fancylists")
    from markdown.extensions.admonition import AdmonitionExtension
    from markdown.extensions.attr_list import AttrListExtension
    from markdown.extensions.def_list import DefListExtension
    from pymdownx.fancylists import FancyListExtension  # pyright: ignore[reportMissingTypeStubs]

    from microsite.html.markdown.abbreviations import Abbreviations
    from microsite.html.markdown.attributes import Attributes
    from microsite.html.markdown.block_parser import LinearMarkdown
    from microsite.html.markdown.blocks import Admonitions, Definitions, Rules
    from microsite.html.markdown.bracketed_lists import BracketedLists, TypedNumbers
    from microsite.html.markdown.emphasis import Emphasis
    from microsite.html.markdown.finishing import LineBreaks, Unescape
    from microsite.html.markdown.footnotes import Footnotes
    from microsite.html.markdown.inline import LinearInline
    from microsite.html.markdown.links_inline import AddressProcessor, LinkProcessor, PictureProcessor, TagProcessor
    from microsite.html.markdown.serializer import to_html
    from microsite.html.markdown.tables import Tables
    from microsite.html.markdown.whitespace import Whitespace

    # Passed as objects: given their names, Python-Markdown would search all installed packages.
    extensions: list[Any] = [
        DefListExtension(),
        AttrListExtension(),
        AdmonitionExtension(),
        FancyListExtension(additional_ordered_styles=["roman", "alpha"]),
        Tables(),
        Footnotes(),
        Abbreviations(),
    ]
    md = LinearMarkdown(extensions=extensions, output_format="html")
    md.ESCAPED_CHARS = list(grammar.ESCAPABLE)
    # Otherwise an attribute list at the very end would be applied to the element around the whole text.
    md.doc_tag = "document"  # pyright: ignore[reportAttributeAccessIssue]
    md.block_level_elements.append("document")
    md.preprocessors.deregister("html_block")
    md.preprocessors.register(Whitespace(md), "normalize_whitespace", 30)
    md.parser.blockprocessors.register(Admonitions(md.parser), "admonition", 105)
    md.parser.blockprocessors.register(Definitions(md.parser), "deflist", 25)
    md.parser.blockprocessors.register(Rules(md.parser), "hr", 50)
    # "defindent" handles list items as well; if "indent" were tried first, it would make a code block of what is below
    # the first words of a definition within an item.
    md.parser.blockprocessors.deregister("indent")
    md.treeprocessors.register(Attributes(md), "attr_list", 8)
    md.parser.blockprocessors.register(BracketedLists(md.parser), "olist", 40)
    md.treeprocessors.register(TypedNumbers(md), "typed_numbers", 25)
    md.treeprocessors.register(LinearInline(md), "inline", 20)
    md.treeprocessors.register(LineBreaks(md), "prettify", 10)
    md.treeprocessors.register(Unescape(md), "unescape", 0)
    md.serializer = to_html  # pyright: ignore[reportAttributeAccessIssue]
    for name in "reference link image_link image_reference short_reference short_image_ref".split():
        md.inlinePatterns.deregister(name)
    md.inlinePatterns.register(LinkProcessor(md), "link", 160)
    # Before footnote marks, which lead nowhere in alt text.
    md.inlinePatterns.register(PictureProcessor(md), "picture", 176)
    md.inlinePatterns.register(AddressProcessor(md), "address", 85)
    md.inlinePatterns.register(TagProcessor(md), "html", 90)
    md.inlinePatterns.register(Emphasis(md), "em_strong", 10)
    return md
