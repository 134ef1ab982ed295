"""Finds markup that was left in text that readers see, in chapters and facts alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from microsite.html.leftover_patterns import LEFTOVER_PATTERNS, LeftoverPattern
from microsite.lazy_patterns import lazy_pattern
from microsite.source.mending import quoted


class Leftover(NamedTuple):
    """Markup that was left in a text."""

    start: int
    end: int
    what: str
    advice: str


#: A closing bold delimiter without an opening one; asterisks after a word may also refer to a remark, as a single one
#: often does.
_END_OF_BOLD = lazy_pattern(r"(?<![*\w])[^\W\d_]{2,30}[.,;:!?)”’]?\*\*(?![*\w])")
_REMARK = lazy_pattern(r"^\*{1,3}[ \t]*\w|(?<=[^\W\d_])[.,;:!?)”’]?\*(?![*\w])(?<!\*\*)", re.MULTILINE)

_STARRED = lazy_pattern(r"^[ \t]*(\*{2,6})[ \t]+\w.{0,30}", re.MULTILINE)
_AFTER_WORD = lazy_pattern(r"(?<=[^\s*])[ \t]?(\*{2,6})(?![*\w])")
_STARRED_ADVICE = (
    "For a heading, write ## and a space before the words, on a line of their own. For a list item below another, "
    "write two spaces, a hyphen and a space."
)


#: The cues by their first character, each with the number of its pattern: most texts contain few of these characters,
#: so most cues need no search.
_CUES: dict[str, list[tuple[str, int]]] = {}
for _number, _each in enumerate(LEFTOVER_PATTERNS):
    for _cue in _each.cues:
        _CUES.setdefault(_cue[0], []).append((_cue, _number))


def find_leftovers(text: str) -> list[Leftover]:
    """Find markup that was left in text that readers see.

    Args:
        text: the finished text; each paragraph or cell begins on its own line, and `CODE` stands for code.

    Returns:
        What was found, in text order, without overlaps.
    """
    found = [
        Leftover(match.start(), match.end(), each.what, each.advice.replace("<sign>", match[0]))
        for each in _patterns_with_cue(text)
        for match in each.pattern.finditer(text)
    ]
    if "**" in text:
        found += _stray_ends_of_bold(text)
        found += _starred_headings(text)
    return list(_without_overlaps(sorted(found)))


def leftover_message(shown: str, leftover: Leftover) -> str:
    """Say what readers see, and what it looks like."""
    return f"Readers see {quoted(shown)} just as it is typed. It looks like {leftover.what}."


def _patterns_with_cue(text: str) -> Iterator[LeftoverPattern]:
    """Yield the patterns that have a cue in a text."""
    present = [cues for character, cues in _CUES.items() if character in text]
    return (LEFTOVER_PATTERNS[number] for number in {number for cues in present for cue, number in cues if cue in text})


def _stray_ends_of_bold(text: str) -> Iterator[Leftover]:
    if not _REMARK.search(text):
        for match in _END_OF_BOLD.finditer(text):
            advice = "Type ** right before the first word as well, or delete it here."
            yield Leftover(match.start(), match.end(), "the end of bold words that do not start", advice)


def _starred_headings(text: str) -> Iterator[Leftover]:
    """Find headings or list items after two or more asterisks; if a word refers to those, they are remarks."""
    stars = {len(each) for each in _AFTER_WORD.findall(text)}
    for match in _STARRED.finditer(text):
        if len(match[1]) not in stars:
            yield Leftover(match.start(1), match.end(), "a heading or a list item", _STARRED_ADVICE)


def _without_overlaps(found: list[Leftover]) -> Iterator[Leftover]:
    """Drop what overlaps an earlier match."""
    end = -1
    for each in found:
        if each.start >= end:
            yield each
            end = each.end
