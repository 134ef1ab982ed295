"""Footnotes whose numbers and names are looked up, not searched for."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Any

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor


class Footnotes(FootnoteExtension):
    """The footnotes of Python-Markdown, in time that grows with their number."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the usual parts, and one of our own for the marks in the text."""
        super().extendMarkdown(md)
        md.inlinePatterns.register(_Mark(self), "footnote", 175)

    def reset(self) -> None:
        """Forget the chapter before."""
        super().reset()
        self.unique_prefix = 0
        self.numbers: dict[str, int] = {}
        self._given: dict[str, int] = {}

    def number_of(self, label: str) -> int:
        """The number of a footnote, in the order in which they are defined; 0 where there is none."""
        if len(self.numbers) != len(self.footnotes):
            self.numbers = {label: number for number, label in enumerate(self.footnotes, 1)}
        return self.numbers.get(label, 0)

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """Give each mark of a footnote an id of its own."""
        if not found:
            return reference
        times = self._given[reference] = self._given.get(reference, 0) + 1
        self.found_refs[reference] = times
        start, separator, rest = reference.partition(":")
        return reference if times == 1 else f"{start}{times}{separator}{rest}"


class _Mark(InlineProcessor):
    """`[^1]` in the text."""

    def __init__(self, footnotes: Footnotes) -> None:
        super().__init__(r"\[\^([^\]\[\s]{1,100})\]")
        self._footnotes = footnotes

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int | None, int | None]:
        number = self._footnotes.number_of(m[1])
        if not number:
            return None, None, None
        mark = etree.Element("sup", {"id": self._footnotes.makeFootnoteRefId(m[1], found=True)})
        link = etree.SubElement(
            mark, "a", {"href": f"#{self._footnotes.makeFootnoteId(m[1])}", "class": "footnote-ref"}
        )
        link.text = str(number)
        return mark, m.start(), m.end()
