"""Alt texts that repeat the words next to the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern
from microsite.source.parts import Picture

_CAPTION = lazy_pattern(r"<figcaption[^<>]*>(.{1,400}?)</figcaption>", re.IGNORECASE | re.DOTALL)


def alt_text_said_twice(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each alt text that is the same as the picture's caption, title or link words."""
    for picture in reading.pictures:
        words = _folded(picture.alt_text or "")
        what = _said_by(reading, picture, words) if words else ""
        if what:
            yield reading.hint(
                "PIC-005",
                f"The alt text of this picture is the same as {what}.",
                picture.start,
                picture.end - picture.start,
                "A screen reader says it twice. Use the alt text to say what the picture shows, and the other words "
                "to say what it is about" + (', or write alt="".' if picture.raw else "."),
                "1.1.1",
            )


def _said_by(reading: Reading, picture: Picture, words: str) -> str:
    if _folded(picture.title) == words:
        return "its title" if picture.raw else "its caption"
    if picture.link is not None:
        beside = reading.words(*picture.link.inside)
        if _folded(beside) == words:
            return "the words of the link it is in"
    found = _CAPTION.search(reading.body, picture.end, picture.end + 600)
    if found and "<img" not in reading.body[picture.end : found.start()]:
        return "its caption" if _folded(reading.words(found.start(1), found.end(1))) == words else ""
    return ""


def _folded(words: str) -> str:
    return " ".join(words.split()).rstrip(".").casefold()
