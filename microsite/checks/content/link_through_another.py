"""Links that go through an email filter or another website."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.web_links import faulty_links


def link_through_another(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link that goes through another address, such as one copied from an email rather than the browser."""
    for start, length, fault in faulty_links(reading, "wrapped"):
        yield reading.warning("LINK-014", fault.message, start, length, fault.advice, "")
