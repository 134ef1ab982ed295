"""Videos and sounds that start by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

_AUTOPLAY = lazy_pattern(r"[?&;]autoplay=(?:1|true)\b", re.IGNORECASE)


def plays_by_itself(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each video or sound that starts as soon as its page opens."""
    advice = (
        "Sound drowns out screen readers, and movement stops people reading. Take out autoplay, so that readers "
        "start it themselves."
    )
    message = "This video or sound starts by itself."
    for tag in reading.tags:
        plays = tag.name in ("video", "audio") and "autoplay" in tag.attributes
        if not tag.closing and (plays or _AUTOPLAY.search(tag.attributes.get("src", ""))):
            yield reading.hint("MEDIA-002", message, tag.start, tag.end - tag.start, advice, "1.4.2")
    for link in reading.links:
        if _AUTOPLAY.search(link.address):
            yield reading.hint("MEDIA-002", message, link.start, link.end - link.start, advice, "1.4.2")
