"""Tables within tables."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def nested_table(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each table that contains another table."""
    for table in reading.tables:
        if table.nested_at >= 0:
            yield reading.warning(
                "TABLE-006",
                "There is a table inside another table here.",
                table.nested_at,
                len("<table"),
                "People who cannot see it cannot tell which row they are in. Make it two tables, one below the other.",
                "1.3.1",
            )
