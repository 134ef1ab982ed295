"""Alt texts that are too long to listen to in one go."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading

#: In characters: nobody can pause an alt text, or go back in it.
LONGEST = 150


def alt_text_too_long(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each alt text that is too long."""
    for picture in reading.pictures:
        words = " ".join((picture.alt_text or "").split())
        if len(words) > LONGEST:
            yield reading.hint(
                "PIC-003",
                f"The alt text of this picture has {len(words)} characters.",
                picture.start,
                picture.end - picture.start,
                "Screen readers read it in one go, and nobody can go back in it. Make the main point in at most "
                f"{LONGEST} characters, and put the rest in the text for everybody.",
                "1.1.1",
            )
