"""Indented text that is shown as code but does not look like it."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.source.indented_text import unsure_listing


def indented_words(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each indented code block that may be words or figures."""
    for block in reading.source.shown:
        if unsure_listing(block):
            yield reading.hint(
                "HEAD-010",
                "These lines begin with a tab or four spaces, so they are shown as program code.",
                block.start,
                max(1, len(reading.body[block.start : block.end].partition("\n")[0])),
                "If they are words, delete the tab or spaces in front of each line. If they are a table, write it "
                "with pipes: “| Mill Road | 40 |”. Put code between lines of ```.",
                "1.3.1",
            )
