"""Bold lines that only look like headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern
from microsite.source.parts import Heading, Passage

_BOLD = lazy_pattern(
    r"\s*(?:\*\*(?P<stars>(?:(?!\*\*).)+)\*\*|__(?P<lines>(?:(?!__).)+)__"
    r"|<(?:strong|b)>(?P<tags>[^<>]+)</(?:strong|b)>)(?P<after>:?)\s*",
    re.IGNORECASE,
)
#: A longer line is a sentence in bold for emphasis.
MOST_WORDS = 10


def bold_line_as_heading(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each short bold line that is on its own above other text."""
    passages = reading.passages
    for number, passage in enumerate(passages):
        words = _words(reading, passage) if passage.kind in ("paragraph", "html") and not passage.quoted else ""
        if words and _is_above_text(reading, passages, number):
            level = _level(reading.headings, passage.start)
            yield reading.hint(
                "HEAD-003",
                f"This bold line is where a heading would be: “{words}”.",
                passage.start,
                passage.end - passage.start,
                "Screen readers and contents lists skip it, because it only looks like a heading. If it is one, "
                f"write {'#' * level} {words}",
                "1.3.1",
            )


def _words(reading: Reading, passage: Passage) -> str:
    """Return the words of a line that is bold from end to end and reads like a heading; otherwise an empty string."""
    found = _BOLD.fullmatch(reading.body[passage.start : passage.end])
    if not found:
        return ""
    words = " ".join((found["stars"] or found["lines"] or found["tags"]).split())
    if not words or found["after"] or words[-1] in ".!,;:…" or not words[0].isalnum() or words[0].islower():
        return ""
    if "](" in words or "://" in words or "@" in words or len(words.split()) > MOST_WORDS:
        return ""
    return words


def _is_above_text(reading: Reading, passages: Sequence[Passage], number: int) -> bool:
    """Whether ordinary text follows: not another bold line, a heading, or a table or picture that it may caption."""
    passage = passages[number]
    following = passages[number + 1] if number + 1 < len(passages) else None
    if following is None or following.kind == "cell" or _BOLD.fullmatch(reading.body[following.start : following.end]):
        return False
    between = reading.body[passage.end : following.start]
    edges = (*reading.headings, *reading.pictures, *reading.tables)
    return not any(passage.end <= edge.start <= following.start for edge in edges) and len(between) < 40


def _level(headings: Sequence[Heading], at: int) -> int:
    before = [heading.level for heading in headings if heading.start < at]
    return min(6, max(2, before[-1] + 1)) if before else 2
