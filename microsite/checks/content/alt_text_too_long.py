"""Alt texts that are longer than anyone listens to in one breath."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading

#: Nobody can stop in the middle of an alt text, or go back in it.
LONGEST = 150


def alt_text_too_long(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each alt text that is too long."""
    for picture in reading.pictures:
        words = " ".join((picture.alt_text or "").split())
        if len(words) > LONGEST:
            yield reading.hint(
                "PIC-003",
                f"The alternative text of this picture has {len(words)} characters.",
                picture.start,
                picture.end - picture.start,
                f"It is read in one go, and nobody can go back in it. Say the point in at most {LONGEST} characters, "
                "and write the rest into the text beside the picture, for everybody.",
                "1.1.1",
            )
