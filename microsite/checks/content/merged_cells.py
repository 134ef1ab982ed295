"""Cells that span several rows or columns."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.source.parts import Cell, Table


def merged_cells(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each table with a cell that spans others, unless the cell is a header with a `scope` or labels a total."""
    for table in reading.tables:
        for number, row in enumerate(table.rows):
            cell = next((cell for cell in row if _reaches(cell) and not _is_clear(cell, table, number)), None)
            if cell is not None:
                yield reading.hint(
                    "TABLE-007",
                    "A cell of this table covers several rows or columns.",
                    cell.start,
                    1,
                    "Screen readers then say the wrong header, or none. Repeat the words in each row, or split it "
                    "into two tables.",
                    "1.3.1",
                )
                break


def _reaches(cell: Cell) -> bool:
    reach = (cell.attributes.get(name, "1") for name in ("colspan", "rowspan"))
    return any(number.isdigit() and int(number) > 1 for number in reach)


def _is_clear(cell: Cell, table: Table, number: int) -> bool:
    """Whether a cell is a header with a `scope`, or the label before a total in the last row."""
    if cell.header:
        return bool(cell.attributes.get("scope"))
    return number == len(table.rows) - 1 and "rowspan" not in cell.attributes and cell is not table.rows[number][-1]
