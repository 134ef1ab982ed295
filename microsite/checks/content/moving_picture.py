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

#: What every file with several frames contains, by its suffix, so that the others need not be opened.
_FRAMES = {".gif": b"\x21\xf9\x04", ".png": b"acTL", ".apng": b"acTL", ".webp": b"ANMF"}
#: Something may move for so long: WCAG 2.2, success criterion 2.2.2.
LONGEST_MS = 5000
#: Browsers show a frame that has no duration for this long.
_USUAL_MS = 100


def moving_picture(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each animated picture that plays for ever, or for more than five seconds."""
    for picture in reading.pictures:
        suffix = picture.address[picture.address.rfind(".") :].lower()
        if suffix not in _FRAMES:
            continue
        name = unquote(picture.address).lstrip("./").removeprefix("content/")
        content = known.media.get(f"content/{name}", b"")
        if _FRAMES[suffix] in content and moves_for_long(content):
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
                    played_ms += opened.info.get("duration") or _USUAL_MS
                    if played_ms > longest_ms:
                        return True
                return False
    except Exception:  # A broken picture can raise anything; it is reported when it is prepared.
        return False
