"""Headings that could be above any text."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def vague_heading(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each heading such as “Introduction” or “Other”."""
    for heading in reading.headings:
        words = heading.words.strip(" .:").casefold()
        if words in known.words.vague_headings:
            yield reading.hint(
                "HEAD-005",
                f"The heading “{heading.words}” could be above any text.",
                heading.start,
                heading.end - heading.start,
                "People scan the headings to find their part. Say what this part is about: “Why the parks need a "
                "plan”, not “Background”.",
                "2.4.6",
            )
