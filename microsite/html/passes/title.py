"""Finds the chapter's title, which the page shows above the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from microsite.html.context import Context, TitleMark
from microsite.html.tree import HEADINGS, first_child, plain_text, remove_space_after
from microsite.source.slugs import slug_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_TAGS = frozenset(HEADINGS.split(", "))


def extract_title(body: LexborNode, context: Context) -> None:
    """Find the title in a text, and remove the heading that would repeat it on the page.

    A heading is removed if it says the title, and is the first thing in the text or of level 1.
    """
    found = context.found
    given = found.title = context.title
    start = first_child(body)
    opening = [start] if start is not None and start.tag in _TAGS else []
    repeating = [*opening, *body.css("h1")]
    if given:
        said_again = [each for each in repeating if _words(each).casefold() == given.casefold()]
    else:
        first = body.css_first(HEADINGS)
        found.title = _words(first) if first is not None else ""
        said_again = [each for each in repeating if first is not None and each.mem_id == first.mem_id]
    found.title_ids = tuple(filter(None, [slug_of(found.title)]))
    if said_again:
        _note_marks_and_ids(said_again[0], context)
        remove_space_after(said_again[0])
        said_again[0].decompose()


def _words(heading: LexborNode) -> str:
    """Return the text of a heading, without its footnote marks."""
    marks = frozenset(mark.mem_id for mark in _marks(heading))
    return " ".join("".join(_texts(heading, marks)).split()) if marks else plain_text(heading)


def _texts(node: LexborNode, without: frozenset[int]) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield child.text_content or ""
        elif child.mem_id not in without:
            yield from _texts(child, without)


def _marks(heading: LexborNode) -> list[LexborNode]:
    return [mark for mark in heading.css("sup[id]") if mark.css_first("a.footnote-ref[href]") is not None]


def _note_marks_and_ids(heading: LexborNode, context: Context) -> None:
    """Keep what would be lost with the heading: its footnote marks, and the ids that links may lead to."""
    found = context.found
    marks: list[TitleMark] = []
    for mark in _marks(heading):
        link = mark.css_first("a.footnote-ref[href]")
        note = (link.attributes["href"] or "").removeprefix("#") if link is not None else ""
        marks.append(TitleMark(id=mark.attributes["id"] or "", note=note, number=plain_text(mark)))
    found.title_marks = tuple(marks)
    found.ids += [mark.id for mark in marks]
    given = [heading, *heading.css("[id]")]
    ids = (each.attributes.get("id") or "" for each in given)
    found.title_ids += tuple(each for each in ids if each and each not in found.ids)
