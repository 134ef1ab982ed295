"""Tables in nodes: makes all rows equally long, and works out what each cell is the header of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct

from microsite.paper.nodes import Node
from microsite.source.table_grid import spanned

#: What a cell heads: its columns, its rows, or nothing if it is a data cell.
Heads = Literal["Column", "Row", ""]
_GROUPS = ("thead", "tbody", "tfoot")


class Cell(Struct, frozen=True, kw_only=True):
    """A cell on the grid of its table; rows and columns are counted from 0."""

    row: int
    column: int
    #: How many rows and columns it spans.
    rows: int
    columns: int
    heads: Heads


def tables_in(nodes: Iterable[Node]) -> Iterator[dict[str, Any]]:
    """Yield every table in some nodes, in the order of the text; one within a cell comes after the table around it."""
    for node in nodes:
        if not isinstance(node, str):
            if node["t"] == "table":
                yield node
            yield from tables_in(node.get("k", ()))


def make_regular(table: dict[str, Any]) -> None:
    """Cut off each cell where its row group ends or another cell begins, and pad short rows.

    HTML leaves this to the browser. On paper, such a cell would push those after it into other columns.
    """
    placed = [(row, cells) for rows, _ in _groups(table) for row, cells in _place(rows)]
    filled = _filled([cells for _, cells in placed])
    width = max((max(columns, default=-1) + 1 for columns in filled), default=0)
    for (row, cells), columns in zip(placed, filled, strict=True):
        for node, _, wide, tall in cells:
            node["colspan"], node["rowspan"] = str(wide), str(tall)
        row["k"] += [{"t": "td", "k": []} for _ in range(width - len(columns))]


def cells_of(table: dict[str, Any]) -> list[list[Cell]]:
    """Return the cells of a table, row by row."""
    found: list[list[Cell]] = []
    for rows, in_head in _groups(table):
        for _, cells in _place(rows):
            number = len(found)
            found.append(
                [
                    Cell(row=number, column=column, rows=tall, columns=wide, heads=_heads(node, in_head=in_head))
                    for node, column, wide, tall in cells
                ]
            )
    return found


def headers_of(cell: Cell, cells: Iterable[Cell]) -> list[Cell]:
    """Return the header cells of a cell, in the order of the text."""
    found: list[Cell] = []
    for each in cells:
        above = each.heads == "Column" and each.row < cell.row
        before = each.heads == "Row" and each.column < cell.column
        if (above and _meet(each.column, each.columns, cell.column, cell.columns)) or (
            before and _meet(each.row, each.rows, cell.row, cell.rows)
        ):
            found.append(each)
    return found


def _meet(start: int, length: int, other: int, other_length: int) -> bool:
    return start < other + other_length and other < start + length


def _heads(node: dict[str, Any], *, in_head: bool) -> Heads:
    if node["t"] == "td":
        return ""
    return "Row" if str(node.get("scope", "col" if in_head else "row")).startswith("row") else "Column"


def _groups(table: dict[str, Any]) -> Iterator[tuple[list[dict[str, Any]], bool]]:
    """Yield the rows of each row group of a table, and whether they are its head."""
    loose: list[dict[str, Any]] = []
    for part in table["k"]:
        if isinstance(part, str):
            continue
        if part["t"] == "tr":
            loose.append(part)
        elif part["t"] in _GROUPS:
            if loose:
                yield loose, False
                loose = []
            yield [row for row in part["k"] if not isinstance(row, str) and row["t"] == "tr"], part["t"] == "thead"
    if loose:
        yield loose, False


_Placed = tuple[dict[str, Any], int, int, int]


def _place(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], list[_Placed]]]:
    """Yield each row with its cells: the node, its first column, how many columns and how many rows it spans."""
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        cells: list[_Placed] = []
        for node in row["k"]:
            if isinstance(node, str) or node["t"] not in ("td", "th"):
                continue
            while taken.get(column, 0) > number:
                column += 1
            end = column + 1
            while end < column + spanned(node, "colspan") and taken.get(end, 0) <= number:
                end += 1
            tall = min(spanned(node, "rowspan"), len(rows) - number)
            taken.update(dict.fromkeys(range(column, end), number + tall))
            cells.append((node, column, end - column, tall))
            column = end
        yield row, cells


def _filled(rows: Sequence[Sequence[_Placed]]) -> list[set[int]]:
    """Return the columns of each row that have a cell, which may have begun in a row above."""
    filled: list[set[int]] = [set() for _ in rows]
    for number, cells in enumerate(rows):
        for _, column, wide, tall in cells:
            for below in filled[number : number + tall]:
                below.update(range(column, column + wide))
    return filled
