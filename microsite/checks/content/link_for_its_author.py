"""Links that only work for their author."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.web_links import faulty_links


def link_for_its_author(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link to this computer, the office network, a page behind a sign-in, or a survey's editor."""
    for start, length, fault in faulty_links(reading, "private"):
        yield reading.warning("LINK-015", fault.message, start, length, fault.advice, "")
