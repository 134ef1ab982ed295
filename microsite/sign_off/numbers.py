"""Puts a number such as 3.12 before each passage on a chapter's page, so that a comment can refer to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from microsite.compare.passages import ChapterText, Passage
from microsite.lazy_patterns import lazy_pattern
from microsite.model.chapter import Chapter
from microsite.model.site import Site

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Elements that can be a passage, or begin one.
_CANDIDATES = frozenset("h1 h2 h3 h4 h5 h6 p li dt dd tr caption figcaption pre summary blockquote figure div".split())
#: Elements whose number goes inside one of their parts, with the selector of that part.
_INSIDE = {"tr": "th, td", "figure": "figcaption"}
#: What is ignored when the words of passages are compared: white space, and what separates the cells of a row.
_UNCOUNTED = lazy_pattern(r"[\s|*\u00ad]+")
#: How many passages are tried for an element, so that those that are not found can be skipped.
_LOOK_AHEAD = 4
_ADDED = frozenset({"gloss", "file-note", "footnote-backref", "headerlink", "placed"})


def label_of_text(site: Site, chapter: Chapter) -> str:
    """Return the prefix of a chapter's passage numbers: its number, or a letter for a page that is not a chapter."""
    if chapter.number:
        return str(chapter.number)
    place = [each.slug for each in site.pages].index(chapter.slug)
    return chr(ord("A") + place) if place < 26 else f"A{place}"


def numbered_page(page: bytes, texts: Sequence[tuple[str, ChapterText]], *, whole: bool) -> bytes:
    """Put the numbers into a page.

    Args:
        page: the page as HTML.
        texts: the texts on it, in order, each with the prefix of its numbers.
        whole: whether it is the page with all chapters, which leaves out summaries.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page.decode())
    places = tree.css(".prose--whole") if whole else tree.css(".article__text > .prose")
    for (label, text), place in zip(texts, places, strict=False):
        passages = [each for each in text.passages if each.kind != "title"]
        lede = tree.css_first(".article__head > .lede") if not whole else None
        if passages and passages[0].kind == "summary":
            if lede is not None:
                _put_number(lede, label, passages[0])
            del passages[0]
        _number(place, label, passages)
    return f"{tree.html}\n".encode()


def _number(place: LexborNode, label: str, passages: Sequence[Passage]) -> None:
    wanted = [_signs(each.text) for each in passages]
    at = 0
    for node in list(_candidates(place)):
        if at == len(wanted):
            return
        signs = _signs(_words_in(node))
        for found in range(at, min(at + _LOOK_AHEAD, len(wanted))):
            if signs == wanted[found] or (signs.startswith(wanted[found]) and node.tag in _LONGER):
                _put_number(node, label, passages[found])
                at = found + 1
                break


#: Elements that can have more words than the passage they begin with.
_LONGER = frozenset({"li", "dd", "blockquote", "div", "figure"})


def _candidates(place: LexborNode) -> Iterator[LexborNode]:
    for node in place.iter():
        if _ADDED.isdisjoint((node.attributes.get("class") or "").split()) and "data-show" not in node.attributes:
            if node.tag in _CANDIDATES and not (node.tag in _LONGER and _begins_with_block(node)):
                yield node
            yield from _candidates(node)


def _begins_with_block(node: LexborNode) -> bool:
    """Whether an element begins with an inner element that can have a number, and has no words of its own before it."""
    for child in node.iter(include_text=True):
        if child.tag not in ("-text", "hr"):
            return child.tag in _CANDIDATES or child.tag in ("ul", "ol", "dl", "table")
        if child.tag == "-text" and child.text(deep=False).strip():
            return False
    return False


def _words_in(node: LexborNode) -> str:
    """Return the words of an element without those that the build adds; pictures become their alt text in brackets."""
    parts: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            parts.append(child.text(deep=False))
        elif child.tag == "img":
            alt = (child.attributes.get("alt") or "").strip()
            parts.append(f"[{alt}]" if alt else "")
        elif (
            _ADDED.isdisjoint((child.attributes.get("class") or "").split())
            and "footnote-ref" not in (child.attributes.get("class") or "")
            and "data-show" not in child.attributes
            and "hidden" not in child.attributes
            and not (child.tag or "-").startswith("-")
            and child.tag not in ("script", "style", "svg")
        ):
            parts.append(_words_in(child))
    return "".join(parts)


def _signs(text: str) -> str:
    return _UNCOUNTED.sub("", text)


def _put_number(node: LexborNode, label: str, passage: Passage) -> None:
    from selectolax.lexbor import LexborHTMLParser

    number = f"{label}.{passage.number}"
    inner = node.css_first(_INSIDE[node.tag]) if node.tag in _INSIDE else None
    inside = inner or node
    mark = LexborHTMLParser(
        f'<a class="review-number" href="#p-{number}" id="p-{number}">{number}</a>', is_fragment=True
    ).root
    assert mark is not None
    made = next(mark.iter())
    first = inside.first_child
    if first is not None:
        first.insert_before(made)
    else:
        inside.insert_child(made)
