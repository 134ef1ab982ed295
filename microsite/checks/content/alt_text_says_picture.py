"""Alt texts that begin by saying that the picture is a picture."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def alt_text_says_picture(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each alt text that begins with words such as “image of”."""
    for picture in reading.pictures:
        words = (picture.alt_text or "").strip()
        found = known.words.picture_of.match(words)
        rest = words[found.end() :].strip() if found else ""
        if found and rest:
            yield reading.hint(
                "PIC-004",
                f"The alt text of this picture begins with “{found[0]}”.",
                max(picture.start, reading.body.find(found[0], picture.start, picture.end)),
                len(found[0]),
                "Screen readers already say that it is a picture. Begin with what it shows: "
                f"“{rest[:1].upper()}{rest[1:60]}{'…' if len(rest) > 60 else ''}”.",
                "1.1.1",
            )
