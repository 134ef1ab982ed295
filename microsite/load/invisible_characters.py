"""Report invisible characters that change how a text is read, copied or searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from microsite.lazy_patterns import lazy_pattern
from microsite.load.source_text import SourceText
from microsite.problems import Problem

#: Change the direction of the text after them, so that it can be made to look like another.
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: Have no width; the joiners that Persian, Indic scripts and emoji need are not among them.
_NO_WIDTH = "\u200b\u2060\ufeff\u180e\u2061\u2062\u2063\u2064"
_INVISIBLE = lazy_pattern(f"[{_DIRECTION}{_NO_WIDTH}]")


def invisible_characters(source: SourceText) -> Iterator[Problem]:
    """Report the first invisible character of each line."""
    if not _INVISIBLE.search(source.text):
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        found = _INVISIBLE.search(line)
        if found:
            yield _problem(source, number, found)


def _problem(source: SourceText, number: int, found: re.Match[str]) -> Problem:
    character = found[0]
    name = unicodedata.name(character, "a control character").lower()
    does = "turns the direction of the text after it" if character in _DIRECTION else "has no width"
    return Problem.warning(
        "TEXT-012",
        f"There is a character here that nobody can see (U+{ord(character):04X}, {name}): it {does}.",
        source.location(number, found.start() + 1),
        "Delete it: put the cursor after it and press the Backspace key once. It often comes with copied text.",
    )
