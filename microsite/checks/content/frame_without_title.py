"""Embedded frames without a title."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def frame_without_title(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each `iframe` without a title: the link that replaces it can only name the host."""
    for tag in reading.tags:
        if (
            tag.name == "iframe"
            and not tag.closing
            and tag.attributes.get("src")
            and not tag.attributes.get("title", "").strip()
        ):
            yield reading.hint(
                "MEDIA-003",
                "This frame has no title.",
                tag.start,
                tag.end - tag.start,
                "The page shows a link in its place. Without a title, the link can only give the name of the other "
                'website. Say what it shows: title="How the plan came about".',
                "2.4.4",
            )
