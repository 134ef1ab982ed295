"""Turns one chapter's body into safe HTML with its headings, and reports every problem with its line.

This takes two steps: `convert_chapter` depends only on the chapter's file; `finish_chapter` also on the rest of the
site.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from microsite.html.context import Context, Found, Heading, HeadingLink, TitleMark
from microsite.html.convert import convert_markdown
from microsite.html.leftover_problems import leftover_problems
from microsite.html.packed_files import shorten_data_urls
from microsite.html.passes import PASSES, PASSES_IN_WHOLE
from microsite.html.problems import (
    LONGEST_CHAPTER,
    facts_to_supply,
    preparation_problems,
    reference_problems,
    removal_problems,
    repairs_made,
    shortcut_problems,
    too_long,
)
from microsite.html.safe import make_safe
from microsite.html.tree import parse, serialise
from microsite.load.chapters import ChapterSource
from microsite.problems import Problem, capped
from microsite.source.chapter import read_chapter
from microsite.source.places import Position, PositionFinder

#: Stands in for a chapter that is too long to be parsed.
_NOTHING = "<p></p>"


class Converted(Struct, frozen=True, kw_only=True):
    """A body as safe HTML, with its links still as the author wrote them."""

    html: str
    #: Whether the body was not parsed, because it is too long.
    unread: bool = False
    #: How many pictures had their address removed.
    pictures_left_out: int = 0
    problems: tuple[Problem, ...]


class ChapterText(Struct, frozen=True, kw_only=True):
    """A body that is ready to be published."""

    #: Safe HTML without the title; headings start at level 2.
    html: str
    #: The same for the page with all chapters: ids prefixed by the slug, headings one level deeper.
    html_in_whole: str
    #: From the front matter or the text; empty if neither has one.
    title: str
    title_ids: tuple[str, ...]
    title_marks: tuple[TitleMark, ...]
    headings: tuple[Heading, ...]
    words: int
    ids: frozenset[str]
    #: Links to headings that have yet to be looked up, each with its position.
    to_headings: tuple[tuple[Position, HeadingLink], ...]
    #: The start of the first paragraph, not escaped.
    first_words: str
    problems: tuple[Problem, ...]


def convert_chapter(source: ChapterSource) -> Converted:
    """Convert and sanitise a body."""
    if len(source.body) > LONGEST_CHAPTER:
        return Converted(html=_NOTHING, unread=True, problems=(too_long(source),))
    body, packed = shorten_data_urls(source.body)
    unsafe_html, prepared = convert_markdown(body)
    safe = make_safe(unsafe_html)
    problems = (
        *preparation_problems(source, prepared, safe.too_deep),
        *removal_problems(source, safe.removed, safe.embedded, packed),
        *repairs_made(source, prepared.chapter.repairs),
        *leftover_problems(source, prepared.chapter, safe.html),
    )
    left_out = sum(each.kind == "address" and each.element == "img" for each in safe.removed)
    return Converted(html=safe.html, pictures_left_out=left_out, problems=capped(problems))


def finish_chapter(
    converted: Converted, source: ChapterSource, context: Context, shortcuts: Collection[str] | None = None
) -> ChapterText:
    """Run a chapter through the passes, for its own page and for the page with all chapters.

    Args:
        converted: what `convert_chapter` returned.
        source: the chapter that was converted.
        context: what the passes need to know; it collects what they find, and is used only once.
        shortcuts: names of the facts that the text can show; None while they are unknown.
    """
    found = context.found
    html = in_whole = _NOTHING
    found.title = context.title or source.stem
    to_supply = tuple(facts_to_supply(source))
    found.lacks_facts = bool(to_supply)
    if not converted.unread:
        body = parse(converted.html)
        for change in PASSES:
            change(body, context)
        html = serialise(body)
        for change in PASSES_IN_WHOLE:
            change(body, context)
        in_whole = serialise(body)
    ids = frozenset(found.ids)
    places = PositionFinder(read_chapter(source.body))
    problems = (
        *reference_problems(source, found, places, converted.pictures_left_out),
        *shortcut_problems(source, found, shortcuts, places),
        *to_supply,
    )
    return ChapterText(
        html=html,
        html_in_whole=in_whole,
        title=found.title,
        title_ids=found.title_ids,
        title_marks=found.title_marks,
        headings=found.headings,
        words=found.words,
        ids=ids,
        to_headings=_to_headings(found, ids, places),
        first_words=found.first_words,
        problems=problems,
    )


def _to_headings(found: Found, ids: frozenset[str], places: PositionFinder) -> tuple[tuple[Position, HeadingLink], ...]:
    return tuple((places.link(link.written), link) for link in found.to_headings if link.chapter or link.id not in ids)
