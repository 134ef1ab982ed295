"""Kinds of block that are rare: they are looked for only where they can be."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.blockprocessors import HRProcessor
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.def_list import DefListProcessor

from microsite.lazy_patterns import lazy_pattern

#: Lines of definitions, each of one line, in front of one more.
_ONE_LINE_EACH = lazy_pattern(r"(?:[ ]{0,3}:[ ]{1,3}[^\n]*\n)+(?=[ ]{0,3}:[ ]{1,3})")


class Admonitions(AdmonitionProcessor):
    """Notes that begin with `!!!`, and the indented blocks that belong to them."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Tell whether a block begins a note or continues one."""
        if "!!!" in block and self.RE.search(block):
            return True
        return block.startswith(" " * self.tab_length) and self.parse_content(parent, block)[0] is not None


class Definitions(DefListProcessor):
    """Lists of terms with what they mean; many definitions of one line are read without moving all that follow."""

    def run(self, parent: etree.Element, blocks: list[str]) -> bool | None:
        """Make the list."""
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
    """Lines of dashes, asterisks or underscores."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Tell whether any line of a block is a rule."""
        if "\n" not in block and block.lstrip(" ")[:1] not in ("-", "_", "*"):
            return False
        return super().test(parent, block)
