"""A table → lines that make sense by ear: for each row, every value with the name of its column."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from microsite.paper.tree import Element
from microsite.source.table_grid import spanned

#: Returns the words in a cell, on one line.
WordsOf = Callable[[Element], str]
#: Puts a name before its value.
Pair = Callable[[str, str], str]
_Row = list[Element]


def linear_rows(table: Element, words_of: WordsOf, pair: Pair) -> Iterator[list[str]]:
    """Yield the lines of each row.

    Args:
        table: the table.
        words_of: returns the words in a cell.
        pair: puts the name of a column before a value.
    """
    heads, rows = _parted(table)
    columns = _columns(heads, words_of)
    for row in _on_grid(rows):
        lines: list[str] = []
        done = set[int]()
        for cell in row:
            if cell is None or id(cell) in done:
                continue
            done.add(id(cell))
            words = words_of(cell)
            wide = [columns.get(at, ()) for at, other in enumerate(row) if other is cell]
            # A cell across the whole row heads the rows that follow; no column names it.
            name = (
                "" if len(wide) == len(row) > 1 else ", ".join(dict.fromkeys(each for names in wide for each in names))
            )
            if words:
                lines.append(pair(name, words) if name else words)
        if lines:
            yield lines


def _parted(table: Element) -> tuple[list[_Row], list[_Row]]:
    """Split the rows into those that head the columns and the others."""
    heads: list[_Row] = []
    rows: list[_Row] = []
    for part in table.children:
        if isinstance(part, Element) and part.tag in ("thead", "tbody", "tfoot"):
            found = [_cells(each) for each in part.children if isinstance(each, Element) and each.tag == "tr"]
            (heads if part.tag == "thead" else rows).extend(found)
    if not heads and len(rows) > 1 and all(cell.tag == "th" for cell in rows[0]):
        heads, rows = rows[:1], rows[1:]
    return heads, rows


def _cells(row: Element) -> _Row:
    return [each for each in row.children if isinstance(each, Element) and each.tag in ("td", "th")]


def _columns(heads: list[_Row], words_of: WordsOf) -> dict[int, list[str]]:
    """Return the names of each column: the words of all its header cells, the uppermost first."""
    named: dict[int, list[str]] = {}
    for row in _on_grid(heads):
        for place, cell in enumerate(row):
            words = words_of(cell) if cell else ""
            if words and words not in named.setdefault(place, []):
                named[place].append(words)
    return named


def _on_grid(rows: list[_Row]) -> Iterator[list[Element | None]]:
    """Yield rows with the cell at each place of the grid; one that spans several places is in each of them."""
    below: dict[int, tuple[Element, int]] = {}
    for cells in rows:
        placed: dict[int, Element] = {}
        for place, (cell, left) in list(below.items()):
            placed[place] = cell
            below[place] = (cell, left - 1)
            if left == 1:
                del below[place]
        place = 0
        for cell in cells:
            while place in placed:
                place += 1
            for at in range(place, place + spanned(cell.attributes, "colspan")):
                placed[at] = cell
                if spanned(cell.attributes, "rowspan") > 1:
                    below[at] = (cell, spanned(cell.attributes, "rowspan") - 1)
        yield [placed.get(at) for at in range(max(placed, default=-1) + 1)]
