"""Passages in capitals."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

_RUN = lazy_pattern(r"\b[^\W\d_a-z]{2,}(?:[ ,'’/&-]+(?:[^\W\d_a-z]{2,}|[AI]|\d+)\b){4,}")
#: Fewer letters may be a name or several abbreviations in a row.
LEAST_LETTERS = 25


def capitals_for_a_passage(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each run of five or more words in capitals."""
    if not reading.has_capitals:
        return
    named = [(heading, heading.words) for heading in reading.headings]
    written = ((passage, passage.text) for passage in reading.passages if not passage.quoted)
    for passage, text in (*named, *written):
        for found in _RUN.finditer(text):
            letters = sum(character.isalpha() for character in found[0])
            if found[0].count(",") * 2 >= len(found[0].split()):
                continue  # Abbreviations in a row.
            if text[: found.start()].endswith("[") and text[found.end() :].startswith("]"):
                continue  # A placeholder to be filled in.
            if letters < LEAST_LETTERS or found[0] != found[0].upper() or found[0].lower() == found[0]:
                continue
            at = max(passage.start, reading.body.find(found[0], passage.start, passage.end))
            yield reading.hint(
                "LANG-004",
                f"A whole passage is in capitals: “{found[0][:40]}{'…' if len(found[0]) > 40 else ''}”.",
                at,
                len(found[0]),
                "Capitals are slow to read, and some screen readers spell them out. Use small letters. To make a few "
                "words stand out, use **bold**.",
                "3.1.5",
            )
