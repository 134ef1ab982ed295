"""Columns without a name."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.source.parts import Table


def empty_table_header(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each column that has content and an empty header; the corner above the first column may be empty."""
    for table in reading.tables:
        header = table.rows[0] if table.rows else ()
        if not any(cell.header and cell.words for cell in header) or any(
            "colspan" in cell.attributes for cell in header
        ):
            continue
        for number, cell in enumerate(header):
            held = any(cell.start <= picture.start < cell.end for picture in reading.pictures)
            if number and cell.header and not cell.words and not held and _has_content(table, number):
                yield reading.warning(
                    "TABLE-002",
                    f"Column {number + 1} of this table has no name.",
                    cell.start,
                    max(1, cell.end - cell.start),
                    "A screen reader says the name of the column with each cell. Write it in the first row.",
                    "1.3.1",
                )


def _has_content(table: Table, number: int) -> bool:
    return any(number < len(row) and row[number].words for row in table.rows[1:])
