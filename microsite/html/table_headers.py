"""Determines what each header cell of a table is the header of, for browsers and screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from microsite.html.tree import first_child, move_children, only_child, rename
from microsite.source.table_grid import columns_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ROW_GROUPS = ("thead", "tbody", "tfoot")
_SCOPES = ("col", "row", "colgroup", "rowgroup")


class _Cell(Struct, eq=False):
    """A cell with its position in the grid."""

    node: LexborNode
    row: int
    #: The first column that it spans, and the one after the last.
    column: int
    end: int
    header: bool
    empty: bool
    in_head: bool


def set_scopes(table: LexborNode) -> None:
    """Set the `scope` of each header cell, and make header cells of first cells that certainly are headers.

    The first column contains headers if the corner above it is empty, or if all of its cells are bold. A cell is the
    header of its row only if data follows it.
    """
    rows = list(_grid(table))
    if not any(rows):
        return
    _name_first_column(rows)
    last_data: dict[int, int] = {}
    for row in rows:
        for cell in row:
            if not cell.header:
                last_data.update(dict.fromkeys(range(cell.column, cell.end), cell.row))
    for row in rows:
        last_data_cell = max((number for number, cell in enumerate(row) if not cell.header), default=-1)
        heads_only = all(cell.header or cell.empty for cell in row)
        for number, cell in enumerate(row):
            if not cell.header:
                continue
            if cell.empty:  # A header cell with nothing in it is announced as a header of nothing.
                _without_scope(rename(cell.node, "td"))
            elif cell.node.attributes.get("scope") not in _SCOPES:
                _without_scope(cell.node)
                scope = _scope(
                    cell,
                    last_data,
                    data_follows=number < last_data_cell,
                    heads_only=heads_only,
                    among_headers=heads_only and (cell.row == 0 or not row[0].header),
                )
                if scope:
                    cell.node.attrs["scope"] = scope


def _without_scope(cell: LexborNode) -> None:
    if "scope" in cell.attributes:
        del cell.attrs["scope"]


def _grid(table: LexborNode) -> Iterator[list[_Cell]]:
    """Yield the cells of each row with their columns; cells of nested tables are left out."""
    rows = [([node for node in row.iter() if node.tag in ("th", "td")], in_head) for row, in_head in _rows(table)]
    places = columns_of([node.attributes for node in nodes] for nodes, _ in rows)
    for number, ((nodes, in_head), columns) in enumerate(zip(rows, places, strict=True)):
        yield [
            _Cell(node, number, start, end, node.tag == "th", _is_empty(node), in_head)
            for node, (start, end) in zip(nodes, columns, strict=True)
        ]


def _rows(table: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    for part in table.iter():
        if part.tag == "tr":
            yield part, False
        elif part.tag in _ROW_GROUPS:
            yield from ((row, part.tag == "thead") for row in part.iter() if row.tag == "tr")


def _is_empty(cell: LexborNode) -> bool:
    """Whether a cell contains nothing, or only a no-break space, as old editors write."""
    first = first_child(cell)
    if first is None:
        return True
    return first.is_text_node and first.next is None and not (first.text_content or "").strip()


def _scope(cell: _Cell, last_data: dict[int, int], *, data_follows: bool, heads_only: bool, among_headers: bool) -> str:
    """Return the `scope` of a header cell; empty if it cannot be determined.

    Args:
        cell: the header cell.
        last_data: the last row of each column that contains data.
        data_follows: whether a data cell follows it in its row.
        heads_only: whether its row contains only header cells and empty ones.
        among_headers: whether that row names columns, because it is the first or does not begin with a header.
    """
    heads_column = any(last_data.get(column, -1) > cell.row for column in range(cell.column, cell.end))
    if not data_follows:
        return "col" if heads_column or heads_only else ""
    return "col" if heads_column and (cell.in_head or among_headers) else "row"


def _name_first_column(rows: Sequence[list[_Cell]]) -> None:
    """Make header cells of the first column if it certainly contains names."""
    corner = rows[0][0] if rows[0] else None
    if corner is None or len(rows[0]) < 2:
        return
    body = [row for row in rows if row and not all(cell.header or cell.empty for cell in row)]
    headed = all(cell.header for cell in rows[0][1:])
    named = corner.empty and headed and not any(cell.header for row in body for cell in row[1:])
    if not named and not (body and all(_bold(row[0].node) is not None for row in body)):
        return
    for row in body:
        first = row[0]
        if first.column or first.header or first.empty or not any(not cell.header for cell in row[1:]):
            continue
        _unwrap_bold(first.node)
        first.node, first.header = rename(first.node, "th"), True


def _bold(cell: LexborNode) -> LexborNode | None:
    """Return the bold words of a cell that contains nothing else."""
    words = only_child(cell)
    return words if words is not None and words.tag == "strong" else None


def _unwrap_bold(cell: LexborNode) -> None:
    words = _bold(cell)
    if words is None:
        return
    for text in (words.prev, words.next):
        if text is not None:
            text.decompose()
    move_children(words, cell)
    words.decompose()
