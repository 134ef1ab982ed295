"""Raw HTML tables used only for layout."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.source.parts import Table


def layout_table(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each layout table: it says so, or it has one row or column and no header."""
    for table in reading.tables:
        if is_layout(table):
            yield reading.hint(
                "TABLE-008",
                "This table only puts things side by side or one below the other.",
                table.start,
                table.end - table.start,
                "Screen readers read it out as rows and columns that mean nothing, and it does not fit a narrow "
                "screen. Write paragraphs, a list or pictures one after the other.",
                "1.3.2",
            )


def is_layout(table: Table) -> bool:
    """Whether a raw HTML table has no data: it says so, or it has one row or column and no header."""
    if not table.raw or table.nested_at >= 0:
        return False
    if table.attributes.get("role") in ("presentation", "none"):
        return True
    if any(cell.header for row in table.rows for cell in row):
        return False
    return bool(table.rows) and (len(table.rows) == 1 or max(len(row) for row in table.rows) == 1)
