"""Tables whose rows are parted into cells as the reading parts them, in time that grows with their length."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions.tables import TableExtension, TableProcessor

from microsite.html.table_text import NO_HEADER
from microsite.source import grammar


class Tables(TableExtension):
    """The tables of Python-Markdown, with our way of parting cells."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the usual parts, and the processor of our own."""
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_Rows(md.parser, self.getConfigs()), "table", 75)


class _Rows(TableProcessor):
    """Parts rows into cells."""

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        """Make a table; where it has no header, without the row for one."""
        super().run(parent, blocks)
        table = parent[-1]
        if table[0][0][0].text == NO_HEADER:
            table.remove(table[0])

    def _split_row(self, row: str) -> list[str]:
        cells = grammar.cells_of(row, borders=bool(self.border))
        return [row[start:end] for start, end in cells]
