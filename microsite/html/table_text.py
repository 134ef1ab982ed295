"""Writes tables with rows of different length, or without pipes, in a form that Python-Markdown reads."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.lazy_patterns import lazy_pattern
from microsite.source.chapter import CLOSE, OPEN
from microsite.source.table_rows import TableRows
from microsite.source.tree import Block

#: In the first cell of a table, says that the first row is only a stand-in: the table has no header.
NO_HEADER = f"{CLOSE}{OPEN}"
#: A pipe that no backslash escapes.
_PIPE = lazy_pattern(r"(?<!\\)\|")


def with_columns(block: Block, found: TableRows) -> Iterator[str]:
    """Yield the rows of a table with a column for every cell that has text.

    Args:
        block: the table.
        found: its rows.
    """
    made = [
        [text[start:end].strip() for start, end in cells[: found.columns]]
        for (_, text, _), cells in zip(found.lines, found.rows, strict=True)
    ]
    if block.cells or found.joined:
        made = [[_PIPE.sub(r"\\|", cell) for cell in cells] for cells in made]
    if block.cells and not block.flag:
        made.insert(0, [NO_HEADER])
    made.insert(1, ["---"] * found.columns)
    for cells in made:
        yield f"| {' | '.join((*cells, *[''] * (found.columns - len(cells))))} |"
