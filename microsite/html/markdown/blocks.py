"""Kinds of block that are rare: they are looked for only where they can be."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.blockprocessors import HRProcessor
from markdown.extensions.admonition import AdmonitionProcessor


class Admonitions(AdmonitionProcessor):
    """Notes that begin with `!!!`, and the indented blocks that belong to them."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Tell whether a block begins a note or goes on with one."""
        if "!!!" in block and self.RE.search(block):
            return True
        return block.startswith(" " * self.tab_length) and self.parse_content(parent, block)[0] is not None


class Rules(HRProcessor):
    """Lines of dashes, asterisks or underscores."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Tell whether any line of a block is a rule."""
        if "\n" not in block and block.lstrip(" ")[:1] not in ("-", "_", "*"):
            return False
        return super().test(parent, block)
