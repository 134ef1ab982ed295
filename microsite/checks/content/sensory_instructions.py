"""Phrases that identify something only by its colour, shape or position."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

#: Follows a phrase that also names the thing by its words.
_NAMED = lazy_pattern(
    r"\s(?:[\w-]+\s){0,3}(?:that\s(?:says|reads)|labelled|labeled|marked|called|named|titled|headed)\b", re.IGNORECASE
)


def sensory_instructions(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each “red box”, “on the right of the page” and the like."""
    pattern = known.words.sensory
    for passage in reading.passages_with(known.words.sensory_cues):
        for found in pattern.finditer(passage.text):
            if any(word[0].isupper() for word in found[0].split()[1:]):
                continue  # The Orange Line and the Blue Button are names.
            if reading.in_quotation(passage, found.start()) or _NAMED.match(passage.text, found.end()):
                continue
            at = reading.find(passage, found[0])
            yield reading.hint(
                "LANG-003",
                f"“{found[0]}” only helps readers who see the page as you do.",
                at,
                len(found[0]),
                "Others hear it, print it in black and white, or read it on a phone, where things on the right move "
                "below. Name the thing by its title or its words as well.",
                "1.3.3",
            )
