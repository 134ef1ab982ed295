"""Lines that were meant to be separate but form one paragraph."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.typed_list import TYPED_DASH
from microsite.lazy_patterns import lazy_pattern
from microsite.source.line_ends import are_short, looks_like_address
from microsite.source.tab_tables import tabs_within
from microsite.source.tree import Block

_BREAK = lazy_pattern(r"(?: {2}|\\|<br\s*/?>)$|\|")
_LABEL = lazy_pattern(r"(?:[*_]{2})?([A-Z][\w ()'’/.-]{0,30}?):(?:[*_]{2})?\s+\S")
_NUMBER = lazy_pattern(
    r"([0-9]{1,3}(?:\.[0-9]{1,3})+[.)]?|\[[0-9]{1,2}\]|[A-Za-h][.)]|[IVX]{2,5}[.)]|Q[0-9]{1,3}[.)]?|[0-9]{1,3}[.)])\s+\S"
)
#: The same without the space that would make it a list; a decimal number does not match.
_GLUED = lazy_pattern(r"([0-9]{1,3}[.)])[*_“‘\"']{0,3}[^\W\d_](?!\.)")
#: A list item, but for the backslash that Google Docs and others put before the marker.
_ESCAPED = lazy_pattern(r"(?:\\[-*+]|[0-9]{1,3}\\[.)])\s+\S")
_DASH = lazy_pattern(r"[‒–—―]\s?[^\s\d‒–—―]")
_LINK = lazy_pattern(r"\[[^\[\]]+\]\([^()\s]+\)[.,;]?$")
_WITH_BACKSLASH = "begins with a backslash, which keeps it from being a list"
_WITH_NUMBER = "begins with a number or letter"
_WITHOUT_SPACE = "begins with a number that has no space after it"
_WITH_DASH = "begins with a dash"
#: The most characters of a line that a message shows.
LONGEST = 50


def lines_run_together(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each paragraph whose lines seem to be separate items."""
    blocks = reading.source.shown
    typed = reading.source.typed_lines if "\t" in reading.source.written else ()
    for number, block in enumerate(blocks):
        if block.kind != "paragraph" or block.flag or len(block.lines) < 2:
            continue
        if number + 1 < len(blocks) and blocks[number + 1].kind == "definition":
            continue
        if any(_BREAK.search(text) for _, text, _ in block.lines[:-1]):
            continue
        if typed and sum(bool(tabs_within(typed[line[0] - 1])) for line in block.lines) > 1:
            continue  # It is a typed table, which has a rule of its own.
        why = _why(block)
        if why:
            yield _finding(reading, block, why)


def _why(block: Block) -> str:
    """Say what shows that the lines should be separate; empty for a paragraph of prose."""
    lines = [text.strip() for _, text, _ in block.lines]
    signs = [_sign(line) for line in lines]
    if signs[0] and sum(map(bool, signs)) > 1:
        return f"begins with a symbol, such as “{signs[0]}”"
    items = lines[1:] if len(lines) > 2 and lines[0].endswith(":") else lines
    for pattern, what in ((_ESCAPED, _WITH_BACKSLASH), (_DASH, _WITH_DASH), (_NUMBER, _WITH_NUMBER)):
        if all(pattern.match(line) for line in items):
            return "" if pattern is _DASH and _is_typed_list(lines) else what
    if all(_LABEL.match(line) for line in lines):
        return "begins with a name and a colon"
    if all(_GLUED.match(line) for line in lines):
        return _WITHOUT_SPACE
    if all(_LINK.match(line) for line in lines):
        return "is a link"
    if len(lines) > 2 and are_short(lines):
        return "looks like part of an address" if looks_like_address(lines) else "is short and starts something new"
    return ""


def _is_typed_list(lines: Sequence[str]) -> bool:
    """Whether lines with dashes are reported as a typed list already."""
    return bool(TYPED_DASH.match(lines[0])) and sum(bool(TYPED_DASH.match(line)) for line in lines) > 1


def _sign(line: str) -> str:
    """Return the symbol or emoji that a line begins with; empty for a letter, a digit or punctuation."""
    first = line[:1]
    return first if first and unicodedata.category(first) in ("So", "Sm") and first not in "<>+=|~" else ""


def _finding(reading: Reading, block: Block, why: str) -> Finding:
    lines: Sequence[str] = [text.strip() for _, text, _ in block.lines]
    introduced = len(lines) > 2 and lines[0].endswith(":") and why in (_WITH_BACKSLASH, _WITH_DASH, _WITH_NUMBER)
    items = lines[1:] if introduced else lines
    first = lines[0] if len(lines[0]) <= LONGEST else f"{lines[0][: LONGEST - 1]}…"
    _, text, at = block.lines[0]
    item = items[0] if len(items[0]) <= LONGEST else f"{items[0][: LONGEST - 1]}…"
    listed = f"begin each with a hyphen and a space: “- {item}”"
    if why == _WITHOUT_SPACE:
        number = _GLUED.match(first)
        end = number.end(1) if number else 0
        listed = f"type a space after each number: “{first[:end]} {first[end:]}”"
    if why == _WITH_DASH:
        listed = f"begin each with a hyphen and a space in place of the dash: “- {item.lstrip('‒–—― ')}”"
    if why == _WITH_BACKSLASH:
        listed = f"delete the backslash: “{item.replace(chr(92), '', 1)}”"
    return reading.hint(
        "HEAD-011",
        f"These {len(lines)} lines run together in one paragraph, and each{' but the first' * introduced} {why}.",
        block.start,
        max(1, at + len(text.rstrip()) - block.start),
        f"To keep the lines, end each one except the last with a backslash: “{first}\\”. For a list, {listed}.",
        "1.3.1",
    )
