"""Rows of a table that have more or fewer cells than its header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.layout_table import is_layout
from microsite.checks.content.reading import Reading
from microsite.problems import lines_listed, listed
from microsite.source.parts import Cell, Table
from microsite.source.table_grid import columns_of, spanned

#: The most characters of a cell or a column's name that a message shows.
LONGEST = 40


def row_of_another_length(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report rows with more or fewer cells than the header; rows of one length share a finding."""
    for table in reading.tables:
        if not table.rows or (table.raw and not _can_be_counted(table)):
            uneven = None if table.nested_at >= 0 or is_layout(table) else _uneven(table)
            if uneven is not None:
                yield _spanning(reading, *uneven)
            continue
        header, failing = table.rows[0], dict[int, list[Sequence[Cell]]]()
        for row in table.rows[1:]:
            if row and len(row) != len(header):
                failing.setdefault(len(row), []).append(row)
        for count in sorted(failing):
            yield _finding(reading, header, failing[count], raw=table.raw)


def _can_be_counted(table: Table) -> bool:
    """Whether each cell of a raw HTML table fills one column, and its first row names the columns."""
    if table.nested_at >= 0 or is_layout(table) or not all(cell.header for cell in table.rows[0]):
        return False
    return not any("colspan" in cell.attributes or "rowspan" in cell.attributes for row in table.rows for cell in row)


def _uneven(table: Table) -> tuple[Sequence[Cell], int, int] | None:
    """Find the first row of a raw HTML table that ends in another column than most rows, cell spans included."""
    widths: list[tuple[int, Sequence[Cell]]] = []
    carried: dict[int, int] = {}
    places = columns_of([cell.attributes for cell in row] for row in table.rows)
    for number, (row, columns) in enumerate(zip(table.rows, places, strict=True)):
        ends = [end for _, end in columns]
        ends += [column + 1 for column, until in carried.items() if until > number]
        for cell, (start, end) in zip(row, columns, strict=True):
            if cell.attributes.get("rowspan"):
                carried.update(dict.fromkeys(range(start, end), number + spanned(cell.attributes, "rowspan")))
        if ends:
            widths.append((max(ends), row))
    if not widths:
        return None
    usual = Counter(width for width, _ in widths).most_common(1)[0][0]
    return next(((row, width, usual) for width, row in widths if width != usual and row), None)


def _spanning(reading: Reading, row: Sequence[Cell], width: int, usual: int) -> Finding:
    return reading.warning(
        "TABLE-009",
        f"The row {_quoted(row[0])} fills {_number(width, 'column')}, but others fill {usual}.",
        row[0].start,
        max(row[-1].end - row[0].start, 1),
        "Count the cells, each with its colspan and any cells that reach down from above. Write “<td></td>” where "
        "one is missing, and remove any that are too many.",
        "1.3.1",
    )


def _finding(reading: Reading, header: Sequence[Cell], rows: Sequence[Sequence[Cell]], *, raw: bool) -> Finding:
    row, *others = rows
    names = [_quoted(cell) if cell.words else "one without a name" for cell in header]
    columns = f"{_number(len(header), 'column')} ({', '.join(names)})"
    lengths = f"The row {_quoted(row[0])} has {_number(len(row), 'cell')}, but the header has {columns}"
    if len(row) > len(header):
        extra = [_quoted(cell) for cell in row[len(header) :] if cell.words]
        stands = f"{listed(extra)} {'are' if len(extra) > 1 else 'is'}" if extra else "an empty cell is"
        message = f"{lengths}: {stands} in a column without a name."
        pipe = "" if raw else ". If a pipe is part of the words, write \\|"
        advice = (
            f"Name the missing column in the header, or join two cells of the row{pipe}. Then check that each figure "
            "is under the right name."
        )
    else:
        lacking = names[len(row) :]
        message = f"{lengths}: there is nothing under {listed(lacking)}."
        cell = "“<td></td>”" if raw else "“| |”"
        advice = (
            f"Write a cell for every column, and {cell} where there is nothing. If a line is a heading or not a row, "
            "put it outside the table, with an empty line before it."
        )
    lines = list(dict.fromkeys(reading.line(other[0].start) for other in others if other))
    if lines:
        message += f" The same goes for {lines_listed(lines)}."
    start = row[0].start
    end = max(row[-1].end, start + 1)
    return reading.warning("TABLE-009", message, start, end - start, advice, "1.3.1")


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _quoted(cell: Cell) -> str:
    words = cell.words or " "
    return f"“{words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}”"
