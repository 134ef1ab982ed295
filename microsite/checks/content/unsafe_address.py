"""Links to addresses that begin with http."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.validate.address_faults import fault_of


def unsafe_address(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link that begins with `http://`."""
    for link in reading.links:
        if link.address.lower().startswith("http://") and fault_of(link.address) is None:
            at = max(link.start, reading.body.find(link.address, link.start, link.end))
            yield reading.hint(
                "LINK-009",
                "This link begins with http://.",
                at,
                len(link.address),
                "Others can see and change what readers see or type there. Try the address with https:// in front, "
                "and use that if it opens.",
            )
