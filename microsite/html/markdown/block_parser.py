"""Python-Markdown's block parser, in linear time."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable
from functools import cached_property
from typing import Any, SupportsIndex

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

#: What a block must contain for a processor to find anything in it; one that is not listed is always asked.
_SIGNS = {
    "table": ("|",),
    "hashheader": ("#",),
    "setextheader": ("\n=", "\n-"),
    "hr": ("-", "_", "*"),
    "deflist": (":",),
    "quote": (">",),
    "footnote": ("[^",),
    "abbr": ("*[",),
    "reference": ("]:",),
}


class LinearMarkdown(Markdown):
    """A converter that takes blocks from a list that is cheap to pop from."""

    def build_parser(self) -> Markdown:
        """Build the usual parser, but with our own queue of blocks."""
        super().build_parser()
        parser = LinearBlockParser(self)
        parser.blockprocessors = self.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        self.parser = parser
        return self


class LinearBlockParser(BlockParser):
    """Takes blocks from the queue without shifting all that follow."""

    def __init__(self, md: Markdown) -> None:
        """Set up for a converter."""
        super().__init__(md)
        #: The processors to ask about the blocks of this text.
        self._chosen: list[tuple[tuple[str, ...], BlockProcessor]] = []

    @cached_property
    def _in_order(self) -> list[tuple[tuple[str, ...], BlockProcessor]]:
        """The processors in order, each with the signs of its blocks; none may be registered after the first use."""
        processors = self.blockprocessors
        signs = {id(processors[name]): signs for name, signs in _SIGNS.items()}
        return [(signs.get(id(each), ("",)), each) for each in processors]

    def parseDocument(self, lines: Iterable[str]) -> etree.ElementTree:
        """Parse a text; generic blocks are only looked for if it contains their marker."""
        text = "\n".join(lines)
        blocks = self.blockprocessors["blocks"]
        self._chosen = [step for step in self._in_order if step[1] is not blocks or "///" in text]
        return super().parseDocument([text])

    def parseBlocks(self, parent: etree.Element, blocks: list[str]) -> None:
        """Parse blocks into an element."""
        waiting = blocks if len(blocks) < 20 else _Waiting(reversed(blocks))
        while waiting:
            self._parse_next(parent, waiting)

    def _parse_next(self, parent: etree.Element, blocks: list[str]) -> None:
        block = blocks[0]
        for signs, processor in self._chosen:
            for sign in signs:
                if sign in block:
                    break
            else:
                continue
            if processor.test(parent, block):
                if processor.run(parent, blocks) is not False:
                    return
                block = blocks[0]


class _Waiting(list[str]):
    """Blocks in reverse order; block processors only ever look at, remove or insert the first."""

    def pop(self, index: SupportsIndex = 0) -> str:
        return super().pop()

    def insert(self, index: SupportsIndex, block: str) -> None:
        self.append(block)

    def __getitem__(self, index: Any) -> Any:
        return super().__getitem__(-1)
