"""Links whose words say nothing when they are read alone."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def link_says_nothing(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link called “here”, “read more” and the like."""
    for link in reading.links:
        if says_nothing(link.words, known):
            yield reading.warning(
                "LINK-002",
                f"The words of this link say nothing on their own: “{link.words}”.",
                link.inside[0],
                link.inside[1] - link.inside[0],
                "Many people jump from link to link and hear only those words. Link the words that name what is "
                "there: “Read [the plan for parks](parks.md)”.",
                "2.4.9",
            )


def says_nothing(words: str, known: Known) -> bool:
    """Whether words say nothing about where a link goes."""
    plain = words.strip(" .,:;!?…»›>→-–[]()").casefold()
    return plain in known.words.empty_links or bool(known.words.empty_link_start.match(plain))
