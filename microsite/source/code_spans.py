"""Code within a text, between back-ticks, as the converter finds it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar

_RUN = lazy_pattern("`+")


def spans_of_code(text: str) -> Iterator[tuple[int, int, int]]:
    """Give where code begins and ends, and by how many back-ticks it is enclosed; 0 for escapes before one."""
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
    """Give how many back-ticks enclose the code that begins at a place, and where it ends; None for no code.

    Where no run is as long as the first, the last of the longest shorter ones ends it, as the converter has it.
    """
    longest, end = 0, 0
    for place, length in runs[bisect_left(runs, (start + width, 0)) :]:
        if length == width:
            return width, place + length
        if length > longest:
            longest, end = length, place + length
    return (longest, end) if 0 < longest < width else None
