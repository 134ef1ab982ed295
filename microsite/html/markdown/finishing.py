"""The last steps over the tree of elements: line breaks and escaped characters, as in Python-Markdown but faster."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString


class LineBreaks(PrettifyTreeprocessor):
    """Puts each block on lines of its own."""

    def __init__(self, md: Markdown) -> None:
        """Set up for a converter, which knows the block-level elements."""
        super().__init__(md)
        self._blocks: frozenset[str] = frozenset()

    def run(self, root: etree.Element) -> None:
        """Add line breaks to an element and everything in it."""
        self._blocks = frozenset(self.md.block_level_elements)
        self._break(root)
        for line_break in root.iter("br"):
            tail = line_break.tail
            line_break.tail = f"\n{tail}" if tail and tail.strip() else "\n"
        for listing in root.iter("pre"):
            code = listing[0] if len(listing) else None
            if code is not None and code.tag == "code" and not len(code) and code.text is not None:
                code.text = AtomicString(f"{code.text.rstrip()}\n")

    def _break(self, element: etree.Element) -> None:
        blocks = self._blocks
        if element.tag in blocks and element.tag not in ("code", "pre"):
            text = element.text
            if (not text or not text.strip()) and len(element) and element[0].tag in blocks:
                element.text = "\n"
            for child in element:
                if child.tag in blocks:
                    self._break(child)
        tail = element.tail
        if not tail or not tail.strip():
            element.tail = "\n"


class Unescape(UnescapeTreeprocessor):
    """Restores escaped characters; most texts have none."""

    def run(self, root: etree.Element) -> None:
        """Process every text and attribute of an element and of everything in it."""
        for element in root.iter():
            text, tail = element.text, element.tail
            if text and STX in text and element.tag != "code":
                element.text = self.unescape(text)
            if tail and STX in tail:
                element.tail = self.unescape(tail)
            if element.attrib:
                self._unescape_attributes(element)

    def _unescape_attributes(self, element: etree.Element) -> None:
        for name, value in list(element.items()):
            if value and STX in value:
                element.set(name, self.unescape(value))
