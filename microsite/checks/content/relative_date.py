"""Dates that are true only on the day they are written."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.problems import Problem


def relative_date(reading: Reading, known: Known) -> Iterator[Problem]:
    """Report each “tomorrow”, “last autumn” and the like outside of quotations."""
    pattern = known.words.relative_date
    for passage in reading.passages_with(known.words.relative_cues):
        if passage.quoted:
            continue
        for found in pattern.finditer(passage.text):
            if reading.in_quotation(passage, found.start()):
                continue
            at = reading.find(passage, found[0])
            yield reading.hint(
                "LANG-008",
                f"“{found[0]}” will mean another time when this is read.",
                at,
                len(found[0]),
                "The page stays for years. Write the date itself: “in autumn 2026”, “on 4 May 2027”.",
            )
