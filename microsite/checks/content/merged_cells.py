"""Cells that reach over several rows or columns."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.problems import Problem


def merged_cells(reading: Reading, known: Known) -> Iterator[Problem]:
    """Report each table in which a cell reaches over several others."""
    for table in reading.tables:
        for cell in (cell for row in table.rows for cell in row):
            reach = [cell.attributes.get(name, "1") for name in ("colspan", "rowspan")]
            if any(number.isdigit() and int(number) > 1 for number in reach):
                yield reading.hint(
                    "TABLE-007",
                    "A cell of this table reaches over several rows or columns.",
                    cell.start,
                    1,
                    "Screen readers then name the wrong header, or none. Repeat the words in each row, or make two "
                    "tables of it.",
                    "1.3.1",
                )
                break
