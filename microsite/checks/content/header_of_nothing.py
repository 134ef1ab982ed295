"""Header cells in raw HTML that are the header of no cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.layout_table import is_layout
from microsite.checks.content.reading import Reading
from microsite.source.parts import Cell, Table
from microsite.source.table_grid import columns_of

_COLUMNS, _ROWS = frozenset({"col", "colgroup"}), frozenset({"row", "rowgroup"})
_MEANT = {"c": "col", "r": "row"}


def header_of_nothing(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each header cell whose `scope` covers no cell, or has a value that browsers do not know."""
    for table in reading.tables:
        if not table.raw or table.nested_at >= 0 or is_layout(table):
            continue
        named = {name for row in table.rows for cell in row for name in cell.attributes.get("headers", "").split()}
        places = list(columns_of([cell.attributes for cell in row] for row in table.rows))
        for number, row in enumerate(table.rows):
            for cell, place in zip(row, places[number], strict=True):
                scope = cell.attributes.get("scope", "").strip().lower()
                if not cell.header or not scope:
                    continue
                if scope not in _COLUMNS | _ROWS:
                    yield _found(reading, cell, f'There is no such thing as scope="{scope}".', _instead(scope))
                elif not cell.words or cell.attributes.get("id", "") in named:
                    continue
                elif scope == "row" and all(other.header for other in row) and not _reached(table, number):
                    yield _found(
                        reading,
                        cell,
                        f"“{cell.words}” is the header of a row with no data in it.",
                        'Write scope="col" if it is above the cells that it heads. A title for the whole table '
                        "goes in <caption>.",
                    )
                elif scope in _COLUMNS and not _below(places[number + 1 :], place):
                    yield _found(
                        reading,
                        cell,
                        f"“{cell.words}” is the header of a column, but there is no cell below it.",
                        'Write scope="row" if it heads the cells beside it, or <td> if it heads none.',
                    )


def _found(reading: Reading, cell: Cell, message: str, advice: str) -> Finding:
    return reading.warning("TABLE-011", message, cell.start, max(1, cell.end - cell.start), advice, "1.3.1")


def _instead(scope: str) -> str:
    meant = _MEANT.get(scope[:1])
    return f'Write scope="{meant}".' if meant else 'Write scope="col" above a column, and scope="row" before a row.'


def _reached(table: Table, number: int) -> bool:
    """Whether a cell with a `rowspan` may reach down into a row."""
    return any("rowspan" in cell.attributes for row in table.rows[: number + 1] for cell in row)


def _below(rows: Sequence[Sequence[tuple[int, int]]], place: tuple[int, int]) -> bool:
    first, last = place
    return any(start < last and end > first for row in rows for start, end in row)
