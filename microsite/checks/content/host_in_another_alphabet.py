"""Links to hosts whose names look like other names."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.web_links import web_links
from microsite.validate.host_names import COMPARE, reason_to_distrust


def host_in_another_alphabet(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link to a website whose name has letters of another alphabet that look like Latin ones."""
    for link in web_links(reading):
        if link.address.isascii() and "xn--" not in link.address.lower():
            continue
        try:
            host = urlsplit(link.address).hostname or ""
        except ValueError:
            continue
        if why := reason_to_distrust(host, known.language):
            yield reading.warning("LINK-013", f"The website name {why}", link.start, link.length, COMPARE, "")
