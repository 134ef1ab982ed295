"""Linked pictures without alt text."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.picture_without_alt_text import is_named_otherwise
from microsite.checks.content.reading import Reading
from microsite.html.addresses import is_remote


def linked_picture_without_name(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link that contains only a picture without alt text."""
    for link in reading.links:
        if all(is_remote(each.address) for each in link.pictures):
            continue  # Remote pictures are not shown; what the link says instead is reported with them.
        if link.pictures and not (link.words or link.title).strip() and not any(map(is_named_otherwise, link.pictures)):
            yield reading.warning(
                "PIC-006",
                "This picture is a link, but nothing says where it goes.",
                link.start,
                link.end - link.start,
                "A screen reader reads out the address instead. In the alt text of the picture, say where the link "
                "goes.",
                "2.4.4",
            )
