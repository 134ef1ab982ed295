"""Tables without a caption."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.layout_table import is_layout
from microsite.checks.content.reading import Reading


def table_without_caption(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each table of data without a caption."""
    for table in reading.tables:
        columns = max((len(row) for row in table.rows), default=0)
        if not table.captioned and len(table.rows) > 1 and columns > 1 and table.nested_at < 0 and not is_layout(table):
            yield reading.hint(
                "TABLE-004",
                "This table has no caption.",
                table.start,
                table.end - table.start,
                "Screen readers list tables by their captions. Without one, they can only give a number. Write a "
                "line such as “Table: Play areas by ward” right above it, with an empty line between.",
                "1.3.1",
            )
