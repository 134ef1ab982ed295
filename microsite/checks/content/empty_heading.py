"""Headings without words."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def empty_heading(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each heading that has neither words nor a picture with alt text."""
    for heading in reading.headings:
        pictured = any(
            heading.start <= picture.start < heading.end and picture.alt_text for picture in reading.pictures
        )
        if heading.words.strip() or pictured:
            continue
        yield reading.warning(
            "HEAD-001",
            "This heading has no words.",
            heading.start if heading.raw else max(0, heading.start - heading.level),
            max(heading.level, heading.end - heading.start),
            "Screen readers list headings, and this one says nothing. Give it some words, or delete the line.",
            "2.4.6",
        )
