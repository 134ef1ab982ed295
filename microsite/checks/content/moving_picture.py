"""Animated pictures that readers cannot stop."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading

#: The bytes before each frame of a GIF, and those that make it loop.
_FRAME, _LOOP = b"\x00\x21\xf9\x04", b"NETSCAPE2.0\x03\x01"


def moving_picture(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each animated GIF that loops."""
    for picture in reading.pictures:
        if not picture.address.lower().endswith(".gif"):
            continue
        name = unquote(picture.address).lstrip("./").removeprefix("content/")
        content = known.media.get(f"content/{name}", b"")
        if content.count(_FRAME) > 1 and _LOOP in content:
            yield reading.warning(
                "PIC-010",
                "This picture moves, and readers cannot stop it.",
                picture.start,
                picture.end - picture.start,
                "Things that move beside the text stop some people from reading it, and make others ill. Show one "
                "still picture, or link to a video.",
                "2.2.2",
            )
