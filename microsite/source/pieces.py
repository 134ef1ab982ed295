"""Splits paragraphs that are longer than anyone writes, so that no pattern takes long over them."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Most characters of a paragraph to process at once; more than people write, few enough for any pattern.
LONGEST_PIECE = 2_000


def pieces_of(text: str) -> Iterator[str]:
    """Split a text where no markup is open, or at least between words."""
    start = 0
    while len(text) - start > LONGEST_PIECE:
        window = text[start : start + LONGEST_PIECE]
        cut = _safe_end(window)
        yield window[:cut]
        start += cut
    yield text[start:]


def _safe_end(window: str) -> int:
    depth = 0
    best = 0
    code = False
    for match in re.finditer(r"\\.|[\[\](){}`<>*_~]|\s(?=\S)", window, re.DOTALL):
        sign = match[0]
        if sign in "[({<":
            depth += 1
        elif sign in "])}>":
            depth = max(0, depth - 1)
        elif sign == "`":
            code = not code
        elif sign.isspace() and not depth and not code:
            best = match.end()
    if best > LONGEST_PIECE // 4:
        return best
    space = window.rfind(" ")
    cut = space + 1 if space > LONGEST_PIECE // 4 else len(window)
    # Never cut inside a placeholder: one may straddle the cut.
    opened = window.rfind("\x02", 0, cut)
    return opened if opened > 0 and "\x03" not in window[opened:cut] else cut
