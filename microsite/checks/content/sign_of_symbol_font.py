"""Characters of a symbol font, which only a word processor with that font shows."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern
from microsite.source.words import CUT, blanked

#: The private use area, except the characters that the parser itself puts into a text.
_PRIVATE = lazy_pattern("[\ue003-\uf8ff]")
#: What the commonest of them look like.
_MEANT = {
    "\uf0e0": "→",
    "\uf0df": "←",
    "\uf0e8": "→",
    "\uf0f0": "⇒",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0fb": "✗",
    "\uf04a": "☺",
    "\uf04c": "☹",
    "\uf028": "☎",
    "\uf02a": "✉",
    "\uf0a8": "☐",
    "\uf06f": "☐",
    "\uf0fe": "☑",
    "\uf0b7": "•",
    "\uf0a7": "▪",
}


def sign_of_symbol_font(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report the first such character of each line, except in code."""
    if not _PRIVATE.search(reading.body):
        return
    line = -1
    code = [(part.start, part.end) for part in reading.source.inline.code]
    for found in _PRIVATE.finditer(blanked(reading.masked_body, 0, code, CUT) if code else reading.masked_body):
        own = reading.line(found.start())
        if own == line:
            continue
        line = own
        meant = _MEANT.get(found[0], "")
        yield reading.warning(
            "TEXT-018",
            f"There is a character from a symbol font here (U+{ord(found[0]):04X}). Readers see an empty box.",
            found.start(),
            1,
            f"Write “{meant}” in its place, or say it in words." if meant else "Delete it, or say it in words.",
            "1.1.1",
        )
