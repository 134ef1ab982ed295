"""Links that go nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def link_to_nowhere(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link to “#” alone."""
    for link in reading.links:
        if link.address == "#":
            yield reading.warning(
                "LINK-007",
                f"The link “{link.words}” goes nowhere: its address is just “#”.",
                link.start,
                link.end - link.start,
                "People who follow it land at the top of the page and do not know why. Write the address, or remove "
                "the link.",
                "2.4.4",
            )
