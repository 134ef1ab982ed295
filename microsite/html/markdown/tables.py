"""Splits table rows into cells exactly as `source/` does, in linear time."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions.tables import TableExtension, TableProcessor

from microsite.html.table_text import NO_HEADER
from microsite.source import grammar


class Tables(TableExtension):
    """Python-Markdown's tables, with our own way of splitting cells."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the usual processors, and our own."""
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_Rows(md.parser, self.getConfigs()), "table", 75)


class _Rows(TableProcessor):
    """Splits rows into cells."""

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        """Build a table, without the header row if it has no header."""
        super().run(parent, blocks)
        table = parent[-1]
        if table[0][0][0].text == NO_HEADER:
            table.remove(table[0])

    def _split_row(self, row: str) -> list[str]:
        cells = grammar.cells_of(row, borders=bool(self.border))
        return [row[start:end] for start, end in cells]
