"""Footnotes that are defined twice under one name."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def note_given_twice(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each footnote that is left out because another one has its name."""
    for name, block in reading.second_notes:
        yield reading.warning(
            "TEXT-022",
            f"There is already a footnote “{name}”, so we left this one out.",
            block.start,
            len(name) + 3,
            f"Give it a different name, such as [^{name}b], here and where the text refers to it.",
            "",
        )
