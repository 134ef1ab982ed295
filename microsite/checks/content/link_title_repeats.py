"""Link titles that repeat the link's words."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def link_title_repeats(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link whose title is the same as its words, or part of them."""
    for link in reading.links:
        title = " ".join(link.title.split()).casefold()
        words = link.words.casefold()
        if title and f" {title} " in f" {words} ":
            yield reading.hint(
                "LINK-008",
                f"The title of this link repeats its words: “{link.title}”.",
                max(link.start, reading.body.find(link.title, link.start, link.end)),
                len(link.title),
                "Some screen readers say it twice, and nobody sees it on a phone. Delete the title.",
                "2.4.4",
            )
