"""Tables of a chapter, written in Markdown or in raw HTML, as rows of cells with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from microsite.checks.content.blocks import Block
from microsite.checks.content.inline import plain
from microsite.checks.content.parts import Cell, Table, Tag
from microsite.text.lines import ATTRIBUTES

_BAR = re.compile(r"\\.|\|")


def markdown_table(body: str, words: str, block: Block) -> Table:
    """Read a table of Markdown; its first row is its header.

    Args:
        body: the chapter's body.
        words: the body with markup cut out.
        block: where the table stands.
    """
    rows: list[tuple[Cell, ...]] = []
    at = block.start
    for number, line in enumerate(body[block.start : block.end].split("\n")):
        if number != 1 and not ATTRIBUTES.match(line):
            rows.append(tuple(_cells(line, words, at, number == 0)))
        at += len(line) + 1
    return Table(start=block.start, end=block.end, rows=tuple(rows), raw=False, captioned=False)


def _cells(line: str, words: str, at: int, header: bool) -> Iterator[Cell]:
    bars = [match.start() for match in _BAR.finditer(line) if match[0] == "|"]
    edges = [-1, *bars, len(line)]
    pairs = list(pairwise(edges))
    if bars and not line[: bars[0]].strip(" \t>"):
        pairs.pop(0)
    if bars and pairs and not line[bars[-1] + 1 :].strip():
        pairs.pop()
    for first, last in pairs:
        start, end = at + first + 1, at + last
        yield Cell(start=start, end=end, words=plain(words[start:end]).strip("|"), header=header)


def raw_tables(tags: Sequence[Tag], words: str) -> Iterator[Table]:
    """Read the tables of raw HTML; a table within another is named by its place, not read."""
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


def _end_cell(cell: Cell | None, at: int, words: str) -> None:
    if cell is not None:
        cell.words, cell.end = plain(words[cell.end : at]), at
