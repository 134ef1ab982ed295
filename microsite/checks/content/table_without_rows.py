"""Tables with nothing but headers."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading


def table_without_rows(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each table that is a single row of headers; several such rows do say something, if not well."""
    for table in reading.tables:
        if "{%" in reading.body[table.start : table.end]:
            continue  # Another program's template fills in the rows.
        cells = [cell for row in table.rows for cell in row]
        if len(table.rows) == 1 and all(cell.header for cell in cells) and any(cell.words for cell in cells):
            yield reading.warning(
                "TABLE-003",
                "This table has headers but nothing below them.",
                table.start,
                table.end - table.start,
                "Readers look for figures that are not there. Add the rows, or write the words as text.",
                "1.3.1",
            )
