"""Abbreviations, looked up word by word, so that it does not matter how many are defined."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions.abbr import AbbrBlockprocessor, AbbrExtension, AbbrTreeprocessor
from markdown.util import AtomicString

from microsite.html.markdown.trees import replace_text
from microsite.source.abbreviations import Abbreviations as Names


class Abbreviations(AbbrExtension):
    """`*[NHS]: National Health Service` makes every NHS in the text say what it stands for."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register our own processors."""
        super().extendMarkdown(md)  # pyright: ignore[reportUnknownMemberType]
        known: dict[str, str] = vars(self)["abbrs"]
        md.treeprocessors.register(_Marks(md, known), "abbr", 7)
        md.parser.blockprocessors.register(_Lines(md.parser, known), "abbr", 16)


class _Lines(AbbrBlockprocessor):
    """Parses definitions, each on one line."""

    RE = re.compile(r"^[*]\[(?P<abbr>[^\]\[\n]{1,200})\]:[ ]*(?P<title>.*)$", re.MULTILINE)


class _Marks(AbbrTreeprocessor):
    """Wraps each abbreviation in a text in an element that says what it stands for."""

    def __init__(self, md: Markdown, abbrs: dict[str, str]) -> None:
        super().__init__(md, abbrs)
        self._known = Names(())

    def run(self, root: etree.Element) -> None:
        if not self.abbrs:
            return
        self._known = Names(self.abbrs)
        replace_text(root, self._marked)

    def _marked(self, text: str) -> tuple[str, list[etree.Element]]:
        found: list[etree.Element] = []
        leading_text = ""
        kept = 0
        for start, abbreviation in self._known.places_in(text):
            before = text[kept:start]
            if found:
                found[-1].tail = before
            else:
                leading_text = before
            element = etree.Element("abbr", {"title": self.abbrs[abbreviation]})
            element.text = AtomicString(abbreviation)
            found.append(element)
            kept = start + len(abbreviation)
        if not found:
            return text, found
        found[-1].tail = text[kept:]
        return leading_text, found
