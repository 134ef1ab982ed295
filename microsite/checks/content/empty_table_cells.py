"""Empty cells in a table."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.layout_table import is_layout
from microsite.checks.content.reading import Reading
from microsite.source.parts import Cell, Table


def empty_table_cells(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each table with empty cells below its headers."""
    for table in reading.tables:
        if table.nested_at >= 0 or is_layout(table) or not any(cell.header for row in table.rows for cell in row):
            continue
        empty = [cell for row in table.rows[1:] for cell in row if _is_empty(reading, cell)]
        if empty and not _is_form(table, len(empty)):
            count = f"{len(empty)} cells of this table are" if len(empty) > 1 else "A cell of this table is"
            yield reading.hint(
                "TABLE-005",
                f"{count} empty.",
                empty[0].start,
                max(1, empty[0].end - empty[0].start),
                "Nobody can tell whether it means nothing, not known, or forgotten. Write “none”, “0”, “not known” "
                "or “does not apply”.",
                "1.3.1",
            )


def _is_empty(reading: Reading, cell: Cell) -> bool:
    return not cell.words.strip("\u00a0 ") and not any(
        cell.start <= part.start < cell.end for part in (*reading.pictures, *reading.links)
    )


def _is_form(table: Table, empty: int) -> bool:
    """Whether a table is a form to be filled in: more than half of its cells are empty."""
    return empty * 2 > sum(len(row) for row in table.rows[1:])
