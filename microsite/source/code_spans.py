"""Finds code spans in a text, as Python-Markdown does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar

_RUN = lazy_pattern("`+")


def code_spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the span of each code span and the number of backticks around it; 0 for escapes before one."""
    runs: list[tuple[int, int]] = []
    done = 0
    for match in grammar.TICKS.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        if text[start] == "\\":
            yield start, end, 0
            done = end
            continue
        runs = runs or [(each.start(), each.end() - each.start()) for each in _RUN.finditer(text)]
        found = _closing(runs, start, end - start)
        if found:
            width, done = found
            yield start, done, width


def _closing(runs: Sequence[tuple[int, int]], start: int, width: int) -> tuple[int, int] | None:
    """Return the number of backticks around the code span that begins at an offset, and its end; None if there is none.

    If no run is as long as the opening one, the first of the longest shorter runs closes it, as in Python-Markdown.
    """
    longest, end = 0, 0
    for offset, length in runs[bisect_left(runs, (start + width, 0)) :]:
        if length == width:
            return width, offset + length
        if length > longest:
            longest, end = length, offset + length
    return (longest, end) if 0 < longest < width else None
