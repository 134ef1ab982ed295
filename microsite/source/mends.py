"""All repairs of a chapter's text, in one list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from microsite.source.inline import Inline
from microsite.source.mend_headings import mend_heading
from microsite.source.mend_marks import mend_marks
from microsite.source.mend_text import mend_text
from microsite.source.mending import Mend, quoted
from microsite.source.runs import Run

if TYPE_CHECKING:
    from microsite.source.chapter import Chapter

#: One of these is in every text that is repaired.
_SIGNS = ("*", "_", "~~", "==", "++", "^", "#.", "{", "[", "<http", "<www", "<WWW", "<tel:")


def mends_of(chapter: Chapter) -> list[Mend]:
    """Give the repairs of a chapter, those that matter most first."""
    if not any(sign in chapter.body for sign in _SIGNS):
        return []
    runs = chapter.read_runs
    return [*_in_texts(runs), *_notes_in_links(chapter.body, chapter.inline), *mend_marks(runs)]


def _notes_in_links(body: str, inline: Inline) -> Iterator[Mend]:
    """Put the mark of a note that stands within the words of a link behind it: a link can hold no other."""
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
        yield Mend(at, at + len(mark), f"The mark {quoted(mark)} was put behind the link around it.", edits)


def _in_texts(runs: Sequence[Run]) -> Iterator[Mend]:
    for run in runs:
        if run.kind == "heading":
            yield from mend_heading(run)
        yield from mend_text(run)
