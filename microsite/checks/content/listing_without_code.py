"""Text in a `pre` that is not marked as code."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def listing_without_code(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each `<pre>` that does not begin with a `<code>`, `<samp>` or `<kbd>`."""
    for tag in reading.tags:
        if tag.name != "pre" or tag.closing:
            continue
        inside = reading.body[tag.end : tag.end + 40].lstrip().lower()
        if not inside.startswith(("<code", "<samp", "<kbd")):
            yield reading.hint(
                "HEAD-009",
                "This <pre> keeps the text as you typed it, but does not say what it is.",
                tag.start,
                tag.end - tag.start,
                "On a narrow screen, its lines run off the edge. Write a table, a list or paragraphs. Put code "
                "between lines of ```.",
                "1.3.1",
            )
