"""Processors for rare kinds of block, with a cheap check first."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.blockprocessors import HRProcessor
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.def_list import DefListProcessor

from microsite.lazy_patterns import lazy_pattern

#: One-line definitions that are followed by another.
_ONE_LINE_EACH = lazy_pattern(r"(?:[ ]{0,3}:[ ]{1,3}[^\n]*\n)+(?=[ ]{0,3}:[ ]{1,3})")


class Admonitions(AdmonitionProcessor):
    """Admonitions, which begin with `!!!`, and the indented blocks that belong to them."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Return whether a block begins an admonition or continues one."""
        if "!!!" in block and self.RE.search(block):
            return True
        return block.startswith(" " * self.tab_length) and self.parse_content(parent, block)[0] is not None


class Definitions(DefListProcessor):
    """Definition lists; a long row of one-line definitions is parsed without moving all that follow."""

    def run(self, parent: etree.Element, blocks: list[str]) -> bool | None:
        """Build the list."""
        first = self.RE.search(blocks[0])
        follow = _ONE_LINE_EACH.match(blocks[0], first.end()) if first else None
        if first is None or follow is None:
            return super().run(parent, blocks)
        if super().run(parent, [blocks[0][: first.end()]]) is False:
            return False
        for line in follow[0].splitlines():
            super().run(parent, [line])
        blocks.insert(0, blocks.pop(0)[follow.end() :])
        return None


class Rules(HRProcessor):
    """Thematic breaks: lines of hyphens, asterisks or underscores."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Return whether any line of a block is a thematic break."""
        if "\n" not in block and block.lstrip(" ")[:1] not in ("-", "_", "*"):
            return False
        return super().test(parent, block)
