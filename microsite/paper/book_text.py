"""The whole document as the texts of a book: one file for each chapter and part, as reading systems prefer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microsite.paper.offline import heading_of, is_chapter, is_note_mark, title_of
from microsite.paper.tree import Element, Nodes, elements

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Attributes that a page needs and a book does not.
_DROPPED = ("tabindex", "loading", "decoding", "srcset", "sizes", "fetchpriority")
_GLOSSARY = "site-glossary"


@dataclass(slots=True)
class BookText:
    """One text of a book."""

    file: str
    title: str
    section: Element
    #: Its number among the chapters; 0 if it is not one.
    number: int = 0

    @property
    def has_drawings(self) -> bool:
        """Whether it has drawings, which the book's manifest must declare."""
        return any(each.tag == "svg" for each in self.section.within)

    @property
    def anchor(self) -> str:
        """The id of its heading; empty if it has none."""
        return heading_of(self.section).attributes.get("id", "")


def texts_of(sections: Sequence[Element]) -> list[BookText]:
    """Return the texts of a book, the cover first; links between them lead from file to file.

    Args:
        sections: the cover, the chapters and the other parts; they are changed in place.
    """
    texts: list[BookText] = []
    chapters = parts = 0
    for section in sections:
        if is_chapter(section):
            chapters += 1
            file = f"chapter-{chapters}.xhtml"
        elif texts:
            parts += 1
            file = f"part-{parts}.xhtml"
        else:
            file = "title.xhtml"
        texts.append(
            BookText(file, title_of(heading_of(section)), section, number=chapters if is_chapter(section) else 0)
        )
    for text in texts:
        text.section.children = _for_book(text.section.children)
        _name_kind(text)
    _relink(texts)
    return texts


def pictures_of(texts: Sequence[BookText], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Collect the pictures that texts show, by their paths in the book.

    Args:
        texts: the texts of the book; the addresses of their pictures are changed to those paths.
        files: the site's files, by path.
    """
    named: dict[str, str] = {}
    for text in texts:
        for each in text.section.within:
            if each.tag == "img":
                path = each.attributes["src"]
                named.setdefault(path, f"pictures/picture-{len(named) + 1}.{path.rpartition('.')[2].lower()}")
                each.attributes["src"] = named[path]
    return {name: files[path] for path, name in named.items()}


def _for_book(nodes: Nodes) -> Nodes:
    """Change or drop what only a page needs: drawings beside words, scrolling frames, levels below the page's title."""
    made: Nodes = []
    for node in nodes:
        if isinstance(node, str):
            made.append(node)
            continue
        if node.tag == "svg":
            if node.has_class("bar"):
                node.attributes["xmlns"] = "http://www.w3.org/2000/svg"
                made.append(node)
            continue
        node.children = _for_book(node.children)
        for name in _DROPPED:
            node.attributes.pop(name, None)
        if "lang" in node.attributes:
            node.attributes["xml:lang"] = node.attributes["lang"]
        if node.tag in _HEADINGS and node.tag != "h1":
            node.tag = f"h{int(node.tag[1]) - 1}"
        if node.tag in ("pre", "code"):
            node.attributes.setdefault("dir", "ltr")
        # No e-reader sends text messages.
        texts_number = node.attributes.get("href", "").startswith("sms:")
        if texts_number or node.has_class("table-scroll"):
            made += node.children
        elif node.has_class("footnote"):
            made.append(_notes(node))
        else:
            made.append(_marked(node))
    return made


def _marked(element: Element) -> Element:
    """Mark links to notes and back, so that a reading system can show a note beside the text."""
    if is_note_mark(element):
        for each in element.within:
            if each.has_class("footnote-ref"):
                each.attributes |= {"epub:type": "noteref", "role": "doc-noteref"}
    elif element.has_class("footnote-backref"):
        element.attributes["role"] = "doc-backlink"
    return element


def _notes(block: Element) -> Element:
    """Turn each note into an aside whose text begins with its number, since reading systems show notes on their own."""
    notes = [each for each in block.within if each.tag == "li" and "id" in each.attributes]
    made: Nodes = []
    for number, note in enumerate(notes, 1):
        shown = Element("span", {"class": "note-number"}, [f"{number}. "])
        first = next((each for each in note.children if isinstance(each, Element) and each.tag == "p"), None)
        if first is not None:
            first.children = [shown, *first.children]
        else:
            note.children = [shown, *note.children]
        kind = {"class": "note", "epub:type": "footnote", "role": "doc-footnote"}
        made.append(Element("aside", note.attributes | kind, note.children))
    return Element("div", {"class": "notes"}, made)


def _name_kind(text: BookText) -> None:
    section = text.section
    section.tag = "section"
    if text.number:
        section.attributes |= {"epub:type": "chapter", "role": "doc-chapter"}
    elif section.has_class("cover"):
        section.attributes["epub:type"] = "titlepage"
    elif text.anchor == _GLOSSARY:
        section.attributes |= {"epub:type": "glossary", "role": "doc-glossary"}


def _relink(texts: Sequence[BookText]) -> None:
    """Point links to the files that their targets are in."""
    files = {
        each.attributes["id"]: text.file
        for text in texts
        for each in elements([text.section])
        if "id" in each.attributes
    }
    for text in texts:
        for each in text.section.within:
            to = each.attributes.get("href", "")
            if to.startswith("#") and files[to[1:]] != text.file:
                each.attributes["href"] = f"{files[to[1:]]}{to}"
