"""The converter's reading of blocks, in time that grows with their number."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any, SupportsIndex

from markdown import Markdown
from markdown.blockparser import BlockParser


class LinearMarkdown(Markdown):
    """A converter whose blocks wait in a list that is cheap to take from."""

    def build_parser(self) -> Markdown:
        """Build the usual parser, with our way of keeping what waits."""
        super().build_parser()
        parser = LinearBlockParser(self)
        parser.blockprocessors = self.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        self.parser = parser
        return self


class LinearBlockParser(BlockParser):
    """Hands on blocks without moving all that follow."""

    def parseBlocks(self, parent: etree.Element, blocks: list[str]) -> None:
        """Read blocks into an element."""
        super().parseBlocks(parent, blocks if len(blocks) < 20 else _Waiting(reversed(blocks)))


class _Waiting(list[str]):
    """Blocks in reverse, of which the parts of the converter only ever look at and take the first."""

    def pop(self, index: SupportsIndex = 0) -> str:
        return super().pop()

    def insert(self, index: SupportsIndex, block: str) -> None:
        self.append(block)

    def __getitem__(self, index: Any) -> Any:
        return super().__getitem__(-1)
