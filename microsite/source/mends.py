"""All repairs of a chapter's text, in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from microsite.source.mend_headings import mend_heading
from microsite.source.mend_marks import mend_marks
from microsite.source.mend_text import mend_text
from microsite.source.mending import Mend
from microsite.source.runs import Run

if TYPE_CHECKING:
    from microsite.source.chapter import Chapter

#: One of these is in every text that is repaired.
_SIGNS = ("*", "_", "~~", "==", "++", "^", "#.", "{", "[", "<http", "<www", "<WWW")


def mends_of(chapter: Chapter) -> list[Mend]:
    """Give the repairs of a chapter, those that matter most first."""
    if not any(sign in chapter.body for sign in _SIGNS):
        return []
    runs = chapter.read_runs
    return [*_in_texts(runs), *mend_marks(runs)]


def _in_texts(runs: Sequence[Run]) -> Iterator[Mend]:
    for run in runs:
        if run.kind == "heading":
            yield from mend_heading(run)
        yield from mend_text(run)
