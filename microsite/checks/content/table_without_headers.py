"""Tables whose cells have no headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.layout_table import is_layout
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern
from microsite.source.parts import Cell, Table

_BOLD = lazy_pattern(r"(?:<t[dh]\b[^<>]*>)?\s*(?:<p\b[^<>]*>\s*)?(?:<(?:strong|b)\b|\*\*)", re.IGNORECASE)


def table_without_headers(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each table in which no cell is a header with words.

    A raw HTML table may only put links or boxes side by side: it is certainly data only if its names are in bold.
    """
    for table in reading.tables:
        if any(cell.header and cell.words for row in table.rows for cell in row) or not table.rows:
            continue
        if table.nested_at >= 0 or table.tabs or is_layout(table):
            continue
        first = table.rows[0][0] if table.rows[0] else None
        if any(
            picture.start >= table.start and first and picture.end <= table.rows[0][-1].end
            for picture in reading.pictures
        ):
            continue  # The headers are pictures, which other rules check.
        sure = not table.raw or _has_bold_names(reading, table)
        yield (reading.warning if sure else reading.hint)(
            "TABLE-001",
            "This table has no header cells.",
            table.start,
            table.end - table.start,
            "A screen reader cannot say what each figure is about. "
            + (
                "Write the names of the columns in the first row, as <th>."
                if table.raw
                else "Write the names of the columns in the first row, above the line of hyphens."
            ),
            "1.3.1",
        )


def _has_bold_names(reading: Reading, table: Table) -> bool:
    """Whether the first row or the first column looks like headers."""
    column = [row[0] for row in table.rows if row]
    return any(len(line) > 1 and all(_is_bold(reading, cell) for cell in line) for line in (table.rows[0], column))


def _is_bold(reading: Reading, cell: Cell) -> bool:
    return bool(_BOLD.match(reading.body, cell.start, cell.end))
