"""Dates that are only right at the time of writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def relative_date(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each “tomorrow”, “last autumn” and the like outside quotations."""
    for passage in reading.passages_with(known.words.relative_cues):
        if passage.quoted:
            continue
        for found in _found(passage.text, known):
            if reading.in_quotation(passage, found.start()):
                continue
            at = reading.find(passage, found[0])
            yield reading.hint(
                "LANG-008",
                f"“{found[0]}” will mean a different time to people who read this later.",
                at,
                len(found[0]),
                "The page will stay for years. Write the date itself: “in autumn 2026”, “on 4 May 2027”.",
            )


def _found(text: str, known: Known) -> Iterable[re.Match[str]]:
    """Return the relative dates in a text; if all begin with a cue, only try the places that have one."""
    words = known.words
    folded = text.lower()
    if not words.relative_cues_begin or len(folded) != len(text):
        return words.relative_date.finditer(text)
    places = sorted(place for cue in words.relative_cues if cue in folded for place in _places(folded, cue))
    return (found for at in places if (found := words.relative_date.match(text, at)))


def _places(folded: str, cue: str) -> Iterator[int]:
    at = folded.find(cue)
    while at >= 0:
        yield at
        at = folded.find(cue, at + 1)
