"""Collects all repairs of a chapter's text."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from microsite.lazy_patterns import lazy_pattern
from microsite.source.inline import Inline
from microsite.source.mend_headings import mend_heading
from microsite.source.mend_marks import mend_marks
from microsite.source.mend_tags import mend_tags
from microsite.source.mend_text import mend_text
from microsite.source.mending import Mend, quoted, replaced
from microsite.source.runs import Run

if TYPE_CHECKING:
    from microsite.source.chapter import Chapter

#: Every text that needs repairs contains one of these.
_SIGNS = ("*", "_", "~~", "==", "++", "^", "#.", "{", "[", "<http", "<www", "<WWW", "<tel:", "<mailto:", "</")
#: Every run that needs repairs, other than to emphasis delimiters, matches this.
_IN_TEXT = lazy_pattern(r"[{[<^]|==|\+\+|#\.|\\\*|\*\*|__")


def mends_of(chapter: Chapter) -> list[Mend]:
    """Return the repairs of a chapter, most important first."""
    tags = list(mend_tags(chapter))
    if not any(sign in chapter.body for sign in _SIGNS):
        return tags
    runs = chapter.markdown_runs
    texts = (*tags, *_in_texts(runs), *_notes_in_links(chapter.body, chapter.inline))
    return [*texts, *_stray_ends(chapter, tags), *mend_marks(runs)]


def _notes_in_links(body: str, inline: Inline) -> Iterator[Mend]:
    """Move a footnote mark out of a link's text to after the link: links cannot nest."""
    starts = [link.start for link in inline.links] if inline.marks else []
    for at, name in inline.marks:
        number = bisect_right(starts, at) - 1
        link = inline.links[number] if number >= 0 else None
        if (
            link is None
            or link.kind != "link"
            or not link.inside[0] <= at < link.inside[1]
            or body[link.end :][:1] == "{"
        ):
            continue
        mark = f"[^{name}]"
        edits = ((at, at + len(mark), ""), (link.end, link.end, mark))
        yield Mend(at, at + len(mark), f"We moved the mark {quoted(mark)} to after the link around it.", edits)


def _stray_ends(chapter: Chapter, mended_tags: Iterable[Mend]) -> Iterator[Mend]:
    """Show end tags in text that have no start tag; browsers would drop them, and nobody would know."""
    if "</" not in chapter.body:
        return
    texts = [run for run in chapter.runs if run.kind != "html"]
    starts = [run.start for run in texts]
    opened = Counter(_name_of_tag(chapter.body, mend) for mend in mended_tags)
    for tag in sorted(chapter.inline.tags, key=attrgetter("start")):
        if not tag.closing:
            opened[tag.name] += 1
        elif opened[tag.name]:
            opened[tag.name] -= 1
        elif tag.name != "br":
            number = bisect_right(starts, tag.start) - 1
            if number >= 0 and tag.end <= texts[number].end:
                shown = quoted(chapter.body[tag.start : tag.end])
                yield replaced(
                    tag.start,
                    tag.start + 1,
                    "&lt;",
                    f"{shown} closes something that never opened, so readers see it as you typed it.",
                )


def _name_of_tag(body: str, mend: Mend) -> str:
    """Return the element of a tag whose end was repaired; empty for an end tag."""
    begun = body[body.rfind("<", 0, mend.start) + 1 : mend.start].split(None, 1)
    return begun[0].lower() if begun and not begun[0].startswith("/") else ""


def _in_texts(runs: Sequence[Run]) -> Iterator[Mend]:
    for run in runs:
        if not _IN_TEXT.search(run.text):
            continue
        if run.kind == "heading":
            yield from mend_heading(run)
        yield from mend_text(run)
