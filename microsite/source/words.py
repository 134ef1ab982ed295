"""The text of a chapter's runs as people read it."""

from __future__ import annotations

import html
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.source.runs import AND, CODE, CUT, Run

_CODE_RUN = lazy_pattern(f"{CODE}+")


def words_between(runs: Sequence[Run], starts: Sequence[int], start: int, end: int) -> str:
    """Return the text of the runs between two offsets.

    Args:
        runs: all runs, in their order.
        starts: the offset at which each begins.
        start: the first offset.
        end: the offset after the last.
    """
    number = max(0, bisect_left(starts, start + 1) - 1)
    pieces: list[str] = []
    while number < len(runs) and starts[number] < end:
        run = runs[number]
        if run.end > start:
            pieces.append(run.words[max(0, start - run.start) : end - run.start])
        number += 1
    return pieces[0] if len(pieces) == 1 else "\n".join(pieces)


def plain(piece: str) -> str:
    """Return a run's `prose` or `words` as plain text: white space collapsed, each stretch of code one `CODE`."""
    text = piece.replace(CUT, "")
    text = _CODE_RUN.sub(CODE, text) if CODE in text else text
    text = html.unescape(text) if "&" in text else text
    return " ".join((text.replace(AND, "&") if AND in text else text).split())


def blanked(text: str, at: int, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """Overwrite some spans of a text with a filler character, keeping its length.

    The spans are offsets in the same text as `at`, the offset at which this one begins.
    """
    pieces: list[str] = []
    done = 0
    for first, last in sorted(spans):
        end = last - at
        if end > done:
            start = max(first - at, done)
            pieces += (text[done:start], sign * (end - start))
            done = end
    return "".join((*pieces, text[done:])) if pieces else text
