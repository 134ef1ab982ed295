"""Links that go nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

TOP = lazy_pattern(r"\btop\b|^\W*[↑⬆▲]\W*$", re.IGNORECASE)


def link_to_nowhere(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link to just “#”, unless its words say that it goes to the top.

    In raw HTML it is only a hint, because people more often write it there on purpose.
    """
    for link in reading.links:
        if link.address == "#" and not TOP.search(link.words):
            report = reading.hint if link.kind == "raw" else reading.warning
            yield report(
                "LINK-007",
                f"The link “{link.words}” goes nowhere: its address is just “#”.",
                link.start,
                link.end - link.start,
                "People who follow it land at the top of the page and do not know why. Write the address, or remove "
                "the link.",
                "2.4.4",
            )
