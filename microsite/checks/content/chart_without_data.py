"""Charts and maps whose figures are nowhere in the text."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.source.parts import Picture

#: In characters: an alt text this long may well say what the chart says.
LONG = 100


def chart_without_data(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each picture of a chart or map in a section that has no table and names no text version."""
    for picture in reading.pictures:
        alt_text = picture.alt_text or ""
        found = known.words.charts.search(alt_text)
        if (
            not found
            or ":" in alt_text
            or known.words.text_version.search(alt_text)
            or len(alt_text) >= LONG
            or picture.link is not None
            or _has_text_version(reading, known, picture)
        ):
            continue
        yield reading.hint(
            "PIC-008",
            f"This picture looks like a {found[0].casefold().rstrip('s')}, but no table or text here says the same.",
            picture.start,
            picture.end - picture.start,
            "People who cannot see it have no other way to get the facts. Put them in a table or a few sentences "
            "below, or link to the data.",
            "1.1.1",
        )


def _has_text_version(reading: Reading, known: Known, picture: Picture) -> bool:
    start, end = reading.section_around(picture.start)
    if any(start <= table.start < end for table in reading.tables):
        return True
    if any(start <= tag.start < end and tag.name == "details" for tag in reading.tags):
        return True
    beside = (passage for passage in reading.passages if start <= passage.start < end)
    return any(known.words.text_version.search(passage.text) for passage in beside)
