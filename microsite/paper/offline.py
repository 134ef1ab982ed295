"""The whole document as a tree, for the formats that are read on a screen without the site."""

from __future__ import annotations

from collections.abc import Collection

from microsite.paper.papers import Source, ids_in, offline_link
from microsite.paper.tree import Element, Nodes, elements, read_tree


def make_offline(source: Source, kind: str) -> bytes:
    """Make one of the formats that are read on a screen without the site."""
    if kind == "text":
        from microsite.paper.plain_text import make_text

        return make_text(source)
    if kind == "html":
        from microsite.paper.one_file import make_one_file

        return make_one_file(source)
    from microsite.paper.epub import make_epub

    return make_epub(source)


def document_tree(source: Source) -> Nodes:
    """Return the whole document as a tree; its links lead to places within it or to the web.

    Args:
        source: what papers are made from.
    """
    there, site_address = ids_in(source.document), source.site.site_address
    return read_tree(source.document, lambda href: _resolve_link(href, there, site_address))


def _resolve_link(href: str, there: Collection[str], site_address: str) -> str:
    to = offline_link(href, there, site_address)
    return "" if to.startswith("#") and to[1:] not in there else to


def sections_of(nodes: Nodes) -> list[Element]:
    """Return the cover, the chapters and the other parts of a document, in order."""
    return [node for node in nodes if isinstance(node, Element)]


def is_chapter(section: Element) -> bool:
    """Whether a section is a chapter of the document."""
    return section.has_class("chapter")


def heading_of(section: Element) -> Element:
    """Return a section's own heading, which is the first in it."""
    return next(each for each in section.within if each.tag in ("h1", "h2"))


def title_of(heading: Element) -> str:
    """Return the words of a heading, without the numbers of its notes."""
    return " ".join(_without_notes(heading).split())


def _without_notes(element: Element) -> str:
    return "".join(
        each if isinstance(each, str) else "" if is_note_mark(each) else _without_notes(each)
        for each in element.children
    )


def is_note_mark(element: Element) -> bool:
    """Whether an element is the reference to a note, a raised number in the text."""
    return element.tag == "sup" and any(each.has_class("footnote-ref") for each in elements(element.children))
