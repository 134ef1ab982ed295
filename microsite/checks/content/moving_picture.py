"""Animated pictures that readers cannot stop."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from urllib.parse import unquote

from microsite.assets.images import MOST_ANIMATION_PIXELS
from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading

#: What an animated GIF begins with, and what an animated PNG and WebP contain, so that others need not be opened.
_GIF, _PNG_FRAMES, _WEBP_FRAMES = b"GIF8", b"acTL", b"ANMF"
#: Something may move for so long: WCAG 2.2, success criterion 2.2.2.
LONGEST_MS = 5000
#: Browsers show a frame for this long if it asks for at most `_SHORTEST_MS`.
_USUAL_MS, _SHORTEST_MS = 100, 10


def moving_picture(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each animated picture that plays for ever, or for more than five seconds."""
    for picture in reading.pictures:
        name = unquote(picture.address).lstrip("./").removeprefix("content/")
        content = known.media.get(f"content/{name}", b"")
        may_move = content.startswith(_GIF) or _PNG_FRAMES in content or _WEBP_FRAMES in content
        if may_move and moves_for_long(content):
            yield reading.warning(
                "PIC-010",
                "This picture moves, and readers cannot stop it.",
                picture.start,
                picture.end - picture.start,
                "Things that move beside the text stop some people from reading it, and make others ill. Show one "
                "still picture, or link to a video.",
                "2.2.2",
            )


def moves_for_long(content: bytes) -> bool:
    """Whether a picture plays for ever, or for more than five seconds; false if it cannot be read."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=["GIF", "PNG", "WEBP"]) as opened:
                frames: int = getattr(opened, "n_frames", 1)
                if frames < 2 or opened.width * opened.height * frames > MOST_ANIMATION_PIXELS:
                    return False
                repeats = opened.info.get("loop")
                if repeats == 0:
                    return True
                longest_ms = (
                    LONGEST_MS / (1 + (repeats or 0)) if opened.format == "GIF" else LONGEST_MS / (repeats or 1)
                )
                played_ms = 0.0
                for frame in range(frames):
                    opened.seek(frame)
                    opened.load()
                    duration_ms = opened.info.get("duration") or 0
                    played_ms += duration_ms if duration_ms > _SHORTEST_MS else _USUAL_MS
                    if played_ms > longest_ms:
                        return True
                return False
    except Exception:  # A broken picture can raise anything; it is reported when it is prepared.
        return False
