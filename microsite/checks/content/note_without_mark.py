"""Footnotes that nothing in the text refers to."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def note_without_mark(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each footnote that nothing in the text refers to."""
    notes = reading.notes
    if not notes:
        return
    marked = {name for _, name in reading.source.inline.marks}
    for name, block in notes:
        if name not in marked:
            yield reading.warning(
                "TEXT-021",
                f"Nothing in the text refers to the footnote “{name}”.",
                block.start,
                len(name) + 3,
                f"Write [^{name}] where the footnote belongs, or delete the footnote. Readers see a number that goes "
                "nowhere.",
                "",
            )
