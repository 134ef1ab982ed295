"""The rows of a table as the page shows them: every cell with text has a column, however many the header has."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from microsite.source import grammar
from microsite.source.tree import Block, Line

#: Start and end of a cell in the text of its line.
Span = tuple[int, int]
#: A table on a page has at most this many cells for each one typed, plus this many: short rows are padded.
MOST_TIMES, MOST_BESIDES = 4, 10_000


class TableRows(Struct):
    """The cells of each row of a table, the header first."""

    rows: list[list[Span]]
    #: The lines they are in.
    lines: Sequence[Line]
    #: How many columns the header has.
    named: int
    #: How many there are in all: a row that is longer than the header adds some.
    columns: int
    #: Whether some rows have more cells than a page can show; the last cell contains the rest of them.
    joined: bool = False


def rows_of(table: Block) -> TableRows:
    """Split a table into rows and cells."""
    if table.cells:
        lines, rows = table.lines, [list(row) for row in table.cells]
    else:
        header = table.lines[0][1]
        borders = grammar.has_borders(header) or grammar.cells(header) == 1
        lines = (table.lines[0], *table.lines[2:])
        rows = [grammar.cells_of(text, borders=borders) for _, text, _ in lines]
    named = len(rows[0])
    filled = (_filled(line[1], cells) for line, cells in zip(lines[1:], rows[1:], strict=True))
    columns = max(named, max(filled, default=0))
    most = max(2, (MOST_TIMES * sum(map(len, rows)) + MOST_BESIDES) // len(rows))
    if columns <= most:
        return TableRows(rows=rows, lines=lines, named=named, columns=columns)
    joined = [
        [*cells[: most - 1], (cells[most - 1][0], cells[-1][1])] if len(cells) > most else cells for cells in rows
    ]
    return TableRows(rows=joined, lines=lines, named=min(named, most), columns=most, joined=True)


def _filled(text: str, cells: list[Span]) -> int:
    """Return the number of cells up to the last one with text."""
    return next((number for number in range(len(cells), 0, -1) if text[slice(*cells[number - 1])].strip()), 0)
