"""Links without words."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

_WORD = lazy_pattern(r"[^\W_]|[\u2190-\U0010ffff]")


def link_without_words(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link that has no words, or only punctuation."""
    for link in reading.links:
        if link.pictures or link.kind == "bare" or _WORD.search(link.words):
            continue
        if not link.address or link.title.strip():
            continue  # To browsers, its title is its name.
        what = f"only “{link.words}”" if link.words else "no words"
        yield reading.warning(
            "LINK-001",
            f"This link has {what}.",
            link.start,
            link.end - link.start,
            "Nobody can see or hear where it goes. Say where it goes in the brackets, or delete it.",
            "2.4.4",
        )
