"""Passages whose direction does not match their words."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.languages import looks_right_to_left
from microsite.checks.content.reading import Reading
from microsite.model.directions import RIGHT_TO_LEFT


def direction_against_language(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each passage marked with a language or direction whose words run the other way."""
    own = known.primary_language in RIGHT_TO_LEFT
    for start, end, lang, direction in reading.marked_languages if known.language else ():
        runs = direction == "rtl" if direction in ("rtl", "ltr") else own
        words = looks_right_to_left(reading.words(start, end))
        if words is None or words == runs or (direction == "" and lang == ""):
            continue
        needed = "rtl" if words else "ltr"
        yield reading.hint(
            "LANG-002",
            f"These words run from {'right to left' if words else 'left to right'}, but are shown the other way.",
            start,
            min(end - start, 60),
            f'Full stops, brackets and numbers end up in the wrong place. Add dir="{needed}" beside the language.',
            "1.3.2",
        )
