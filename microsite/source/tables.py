"""Tables of a chapter, written in Markdown or in raw HTML, as rows of cells with their positions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from microsite.source.parts import Cell, Table, Tag
from microsite.source.runs import Run
from microsite.source.words import plain


def markdown_tables(runs: Iterable[Run]) -> Iterator[Table]:
    """Group the runs of cells into tables, row by row; row 0 is the header."""
    for block, held in groupby((run for run in runs if run.kind == "cell"), key=attrgetter("block")):
        rows = [tuple(_cell(run) for run in row) for _, row in groupby(held, key=attrgetter("row"))]
        yield Table(
            start=block.start, end=block.end, rows=tuple(rows), raw=False, captioned=False, tabs=bool(block.cells)
        )


def _cell(run: Run) -> Cell:
    return Cell(start=run.start, end=run.end, words=plain(run.words), header=run.row == 0)


def raw_tables(tags: Iterable[Tag], words: Callable[[int, int], str]) -> Iterator[Table]:
    """Yield the tables of raw HTML; of a table nested in another, only the offset is recorded."""
    table: Table | None = None
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    cell: Cell | None = None
    depth = 0
    for tag in tags:
        if tag.name == "table":
            depth = max(0, depth + (-1 if tag.closing else 1))
            if depth == 1 and not tag.closing:
                table = Table(start=tag.start, end=tag.end, rows=(), raw=True, captioned=False)
                table.attributes, rows, row, cell = tag.attributes, [], [], None
            elif depth == 2 and not tag.closing and table is not None:
                table.nested_at = tag.start if table.nested_at < 0 else table.nested_at
            elif depth == 0 and table is not None:
                _end_cell(cell, tag.start, words)
                table.rows = tuple((*rows, tuple(row)) if row else rows)
                table.end = tag.end
                yield table
                table = cell = None
        elif table is None or depth > 1:
            continue
        elif tag.name == "caption" and not tag.closing:
            table.captioned = True
        elif tag.name in ("tr", "td", "th"):
            _end_cell(cell, tag.start, words)
            cell = None
            if tag.name == "tr" and row:
                rows.append(tuple(row))
                row = []
            elif tag.name != "tr" and not tag.closing:
                cell = Cell(start=tag.start, end=tag.end, words="", header=tag.name == "th", attributes=tag.attributes)
                row.append(cell)


def _end_cell(cell: Cell | None, at: int, words: Callable[[int, int], str]) -> None:
    if cell is not None:
        cell.words, cell.end = words(cell.end, at), at
