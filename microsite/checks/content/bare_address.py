"""Long addresses written out in the text."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading

#: In characters: a shorter address, such as www.example.org/parks, can still be read and typed.
LONGEST = 40


def bare_address(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link whose words are a long web address."""
    for link in reading.links:
        words = link.words
        address = words.startswith(("http://", "https://", "www.")) and " " not in words
        if address and not link.pictures and len(words.partition("://")[2] or words) > LONGEST:
            yield reading.hint(
                "LINK-003",
                "The words of this link are a long web address.",
                link.start,
                link.end - link.start,
                "A screen reader reads it out character by character. Say what is there, and put the address after "
                f"it: [words that say it]({words[:24]}…).",
                "2.4.9",
            )
