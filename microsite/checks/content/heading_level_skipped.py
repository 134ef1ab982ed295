"""Headings that skip a level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def heading_level_skipped(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each heading more than one level below the one before it."""
    for before, heading in pairwise(reading.headings):
        if heading.level > before.level + 1:
            right = "#" * (before.level + 1)
            yield reading.hint(
                "HEAD-002",
                f"This heading is level {heading.level}, but the one before it is level {before.level}.",
                heading.start,
                heading.end - heading.start,
                f"The page closes the gap, so that nobody looks for a missing part. Write “{right} {heading.words}” "
                "if it belongs to that part, or fewer hashes if it does not.",
                "1.3.1",
            )
