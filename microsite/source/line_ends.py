"""Paragraphs whose line breaks mean something: postal addresses, which keep their lines, and other short lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.source.tree import Block

#: Number of lines in an address, including a line that introduces it and other contact details.
FEWEST, MOST = 3, 10
#: Characters and words in a line; longer ones belong to a sentence.
LONGEST, MOST_WORDS = 60, 8
_POSTCODE = lazy_pattern(r"(?:^|[\s,])[A-Z]{1,2}[0-9][A-Z0-9]?\s+[0-9][A-Z]{2}[.,]?[*_]{0,2}$")
_FREEPOST = lazy_pattern(r"^[*_]{0,2}(?i:freepost)\b|\b(?i:p\.?\s?o\.? box)\s+[0-9]|\b(?i:bfpo)\s+[0-9]")
_STREET = lazy_pattern(
    r"\b(?:street|road|avenue|lane|square|house|hall|close|drive|court|place|way|terrace|gardens|crescent|"
    r"hill|green|quay|row|park|centre|office|building|floor|yard|mews|wharf|st|rd|ave)\.?,?$",
    re.IGNORECASE,
)
_REACHED = lazy_pattern(
    r"^[*_]{0,2}(?:tel|telephone|phone|mobile|text|textphone|minicom|fax|e-?mail|web|website|online|[temw])\b[^:]{0,20}:|"
    r"^(?:\+?[0-9() -]{7,}|\S+@\S+\.\w+|<?(?:https?://|www\.)\S+)$",
    re.IGNORECASE,
)
_COUNTRY = lazy_pattern(
    r"(?:england|scotland|wales|cymru|northern ireland|united kingdom|uk|great britain|ireland)\.?", re.IGNORECASE
)
#: What may begin in lower case even so: `(no stamp needed)`, `c/o the parks team`.
_REMARK = lazy_pattern(r"\([^()]*\)[.,;]?$|(?:c/o|care of|f\.?a\.?o\b|for the attention of|attn|near|opposite)\b")
_SENTENCE = lazy_pattern(r"[a-z\u00e0-\u00ff)][.!?;][*_\"”’)]*$")
#: Evidence that a line already ends in a hard line break, or is more than words.
_MARKED = lazy_pattern(r"(?: {2}|\\|<br\s*/?>)$|[|`]")


def is_address(block: Block) -> bool:
    """Whether a paragraph is certainly a postal address, perhaps after a line that introduces it."""
    lines = [text.strip() for _, text, _ in block.lines]
    if not FEWEST <= len(lines) <= MOST or any(_MARKED.search(text) for _, text, _ in block.lines[:-1]):
        return False
    if lines[0].endswith(":") and len(lines) > FEWEST:
        lines = lines[1:]
    while len(lines) > FEWEST and (_REACHED.search(lines[-1]) or _REMARK.match(lines[-1])):
        lines.pop()
    if len(lines) < FEWEST or any(_is_long(line) or not _begins(line) or _SENTENCE.search(line) for line in lines):
        return False
    ends = lines[:-1] if _COUNTRY.fullmatch(lines[-1]) else lines
    if _POSTCODE.search(ends[-1]):
        return True
    return any(_FREEPOST.search(line) for line in lines)


def are_short(lines: Sequence[str]) -> bool:
    """Whether all lines are too short to be running text, and each begins like a line of its own."""
    return all(line and len(line) <= LONGEST * 2 // 3 and _begins(line) for line in lines)


def looks_like_address(lines: Iterable[str]) -> bool:
    """Whether any line names a street or building."""
    return any(_STREET.search(line.rstrip(",")) for line in lines)


def _is_long(line: str) -> bool:
    return len(line) > LONGEST or len(line.split()) > MOST_WORDS


def _begins(line: str) -> bool:
    first = line.lstrip("*_\"“‘'(")[:1]
    return first.isupper() or first.isdigit() or bool(_REMARK.match(line))
