"""Tables whose cells have no headers."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.known import Known
from microsite.checks.content.layout_table import is_layout
from microsite.checks.content.reading import Reading
from microsite.problems import Problem


def table_without_headers(reading: Reading, known: Known) -> Iterator[Problem]:
    """Report each table in which no cell is a header with words."""
    for table in reading.tables:
        if any(cell.header and cell.words for row in table.rows for cell in row) or not table.rows:
            continue
        if table.nested_at >= 0 or is_layout(table):
            continue
        first = table.rows[0][0] if table.rows[0] else None
        if any(
            picture.start >= table.start and first and picture.end <= table.rows[0][-1].end
            for picture in reading.pictures
        ):
            continue  # The headers are pictures, which other rules look at.
        yield reading.warning(
            "TABLE-001",
            "This table has no header cells.",
            table.start,
            table.end - table.start,
            "A screen reader cannot say what a figure is the figure of. "
            + (
                "Write the names of the columns in the first row, as <th>."
                if table.raw
                else "Write the names of the columns into the first row, above the line of hyphens."
            ),
            "1.3.1",
        )
