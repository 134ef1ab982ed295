"""Write blocks as lines of Markdown: paragraphs, headings, lists with their numbers, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from microsite.authoring.word.document import Block, Cell, Paragraph, Remark, Table
from microsite.authoring.word.escaping import html_text, line_start, markdown_text
from microsite.authoring.word.inline_writer import Places, html_line, markdown_line

#: Numbers that a list item can have in Markdown.
_AS_ITEM = re.compile(r"[0-9]{1,9}[.)]|\([a-z0-9]\)|\([ivx]{2,5}\)|[a-z][.)]|[ivx]{2,5}[.)]")
#: How much more indent makes a deeper level, in twentieths of a point.
_ONE_LEVEL = 120
_DEEPEST = 9


class _OpenItem(NamedTuple):
    """A list item that further blocks may belong to."""

    #: Its indent in Word, in twentieths of a point.
    indent: int
    #: The column at which its text begins in the Markdown.
    column: int
    list_id: str
    level: int
    #: `-` for a bullet, or the format of its numbers.
    kind: str
    number: int


class BlockWriter:
    """Writes the text of one chapter."""

    def __init__(self, places: Places) -> None:
        """Take how to refer to other chapters, pictures and notes."""
        self._places = places
        self.lines: list[str] = []
        #: What the report says about lines, with their numbers, counted from 0.
        self.remarks: list[tuple[int, Remark]] = []
        self._items: list[_OpenItem] = []
        self._tight = False

    def write(self, blocks: Sequence[Block]) -> None:
        """Write all blocks."""
        for at, block in enumerate(blocks):
            if isinstance(block, Table):
                self._table(block)
                continue
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            before = blocks[at - 1] if at else None
            beside_table = isinstance(following, Table) or isinstance(before, Table)
            self._paragraph(block, caption=block.is_caption and beside_table)

    def _put(self, text: str, indent: int = 0) -> None:
        """Add a separate block, after a blank line."""
        self._end_block()
        self._add(text, indent)
        self._tight = False

    def _end_block(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _add(self, text: str, indent: int) -> None:
        blanks = " " * indent
        self.lines += [f"{blanks}{line}" if line else "" for line in text.split("\n")]

    def _remark(self, block: Paragraph | Table) -> None:
        at = len(self.lines)
        self.remarks += [(at + bool(self.lines and self.lines[-1]), remark) for remark in block.remarks]

    def _paragraph(self, block: Paragraph, *, caption: bool) -> None:
        self._remark(block)
        if not block.has_content:
            return
        if block.level:
            self._items.clear()
            words = markdown_line([span for span in block.spans if span.kind != "picture"], self._places, bold=False)
            words = words.replace("\\\n", " ").lstrip("\\")
            label = f"{markdown_text(block.label.text)} " if block.label and not block.label.is_bullet else ""
            if words:
                self._put(f"{'#' * min(block.level, 6)} {label}{words}")
            for span in block.spans:
                if span.kind == "picture":
                    self._put(markdown_line([span], self._places))
            return
        text = markdown_line(block.spans, self._places)
        if caption:
            self._items.clear()
            self._put(f"Table: {_label(block)}{text.replace(chr(92) + chr(10), ' ').lstrip(chr(92))}")
            return
        label = block.label
        if label is None:
            indent = self._continued(block)
            self._put(text, indent)
            return
        if label.is_bullet or _AS_ITEM.fullmatch(label.text):
            self._item(block, "-" if label.is_bullet else label.text, text)
        else:
            self._numbered(block, text)

    def _continued(self, block: Paragraph) -> int:
        """Return the column of the list item that an indented paragraph continues; 0 if it continues none."""
        while self._items and block.indent < self._items[-1].indent:
            self._items.pop()
        if not self._items or block.indent <= 0:
            self._items.clear()
            return 0
        return self._items[-1].column

    def _item(self, block: Paragraph, marker: str, text: str) -> None:
        label = block.label
        if label is None:
            return
        kind = "-" if label.is_bullet else f"{label.kind} {marker.startswith('(')} {marker[-1]}"
        before = None
        while self._items and self._ends(self._items[-1], block.indent, label.list_id, label.level):
            before = self._items.pop()
        column = self._items[-1].column if self._items and len(self._items) < _DEEPEST else 0
        if before is not None and before.kind == kind != "-" and before.number == label.number == 1:
            self._items.append(before)  # Markdown would go on counting, so the number is escaped and stays text.
            self._put(line_start(f"{marker} {text}"), column)
            return
        # A list that does not start at 1 is only parsed as a list after a blank line.
        apart = before is None or before.kind != kind
        if not self._tight or (apart and not label.is_bullet and label.number != 1):
            self._end_block()
        first, _, rest = text.partition("\n")
        self._add(f"{marker} {first}", column)
        inner = column + len(marker) + 1
        if rest:
            self._add(rest, inner)
        self._items.append(_OpenItem(block.indent, inner, label.list_id, label.level, kind, label.number))
        self._tight = True

    def _ends(self, item: _OpenItem, indent: int, list_id: str, level: int) -> bool:
        """Whether an open item ends where the next item begins, because the next is not nested in it."""
        if item.list_id == list_id:
            return level <= item.level
        return indent < item.indent + _ONE_LEVEL

    def _numbered(self, block: Paragraph, text: str) -> None:
        """Write a paragraph whose number Markdown lists cannot have, such as 1.1, as plain text."""
        self._items.clear()
        self._put(f"{_label(block)}{text}")

    def _table(self, table: Table) -> None:
        self._items.clear()
        self._remark(table)
        if table.header_rows == 1 and not table.header_column and _is_simple(table):
            self._put(self._pipes(table))
        else:
            self._put(self._html_table(table))

    def _pipes(self, table: Table) -> str:
        rows = [[self._cell(cell, bold=bool(at)) for cell in row] for at, row in enumerate(table.rows)]
        rows.insert(1, ["---"] * len(rows[0]))
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _cell(self, cell: Cell, *, bold: bool) -> str:
        paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph) and block.has_content]
        made = [
            f"{_label(each)}{markdown_line(each.spans, self._places, bold=bold, in_cell=True)}" for each in paragraphs
        ]
        for each in paragraphs:
            self.remarks += [(len(self.lines), remark) for remark in each.remarks]
        return "<br>".join(made)

    def _html_table(self, table: Table) -> str:
        out = ["<table>"]
        for at, row in enumerate(table.rows):
            out.append("<tr>")
            for cell in row:
                header = at < table.header_rows or (table.header_column and cell.at == 0)
                scope = ' scope="row"' if header and at >= table.header_rows else ' scope="col"' if header else ""
                if header and at < table.header_rows and cell.columns > 1:
                    scope = ' scope="colgroup"'
                name = "th" if header else "td"
                spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
                spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
                out.append(f"<{name}{scope}{spans}>{self._html_blocks(cell.blocks, bold=not header)}</{name}>")
            out.append("</tr>")
        return "\n".join([*out, "</table>"])

    def _html_blocks(self, blocks: Sequence[Block], *, bold: bool = True) -> str:
        """Return a cell's blocks as HTML on one line."""
        parts: list[str] = []
        lines: list[tuple[str, str]] = []
        for block in blocks:
            if isinstance(block, Table):
                lines.append(("block", self._html_table(block).replace("\n", "")))
                self._remark(block)
                continue
            self._remark(block)
            if not block.has_content:
                continue
            words = html_line(block.spans, self._places, bold=bold)
            if block.label is not None and block.label.is_bullet:
                lines.append(("ul", f"<li>{words}</li>"))
            elif block.label is not None and re.fullmatch(r"[0-9]+\.", block.label.text):
                lines.append(("ol", f'<li value="{block.label.number}">{words}</li>'))
            else:
                label = f"{html_text(block.label.text)} " if block.label is not None else ""
                lines.append(("p", f"{label}{words}"))
        if len(lines) == 1 and lines[0][0] == "p":
            return lines[0][1]
        open_list = ""
        for kind, words in lines:
            if open_list and kind != open_list:
                parts.append(f"</{open_list}>")
                open_list = ""
            if kind in ("ul", "ol") and kind != open_list:
                parts.append(f"<{kind}>")
                open_list = kind
            parts.append(f"<p>{words}</p>" if kind == "p" else words)
        return "".join([*parts, f"</{open_list}>" if open_list else ""])


def _label(block: Paragraph) -> str:
    return f"{markdown_text(block.label.text)} " if block.label is not None and block.label.text else ""


def _is_simple(table: Table) -> bool:
    """Whether a table can be written with pipes: no merged cells, only lines of text, more than one column."""
    columns = len(table.rows[0])
    for row in table.rows:
        if len(row) != columns or any(
            cell.columns > 1 or cell.rows > 1 or cell.at != at for at, cell in enumerate(row)
        ):
            return False
        for cell in row:
            for block in cell.blocks:
                if isinstance(block, Table) or block.label is not None:
                    return False
    return columns > 1
