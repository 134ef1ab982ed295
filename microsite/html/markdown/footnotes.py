"""Footnotes whose numbers and names are looked up rather than searched for."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Any

from markdown import Markdown
from markdown.extensions.footnotes import FN_BACKLINK_TEXT, FootnoteBlockProcessor, FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor


class Footnotes(FootnoteExtension):
    """Python-Markdown's footnotes, in linear time."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the usual processors, and replace some with our own."""
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(_Definitions(self), "footnote", 17)
        md.inlinePatterns.register(_Mark(self), "footnote", 175)
        md.treeprocessors.register(_LinksBack(self, md), "footnote-duplicate", 15)

    def reset(self) -> None:
        """Forget the previous chapter."""
        super().reset()
        self.unique_prefix = 0
        self.numbers: dict[str, int] = {}
        self._given: dict[str, int] = {}
        #: Names of the footnotes in the order in which they are defined.
        self._names: list[str] = []

    def setFootnote(self, id: str, text: str) -> None:
        """Record a footnote; if one is defined twice, the first counts."""
        if id not in self.footnotes:
            self._names.append(id)
            super().setFootnote(id, text)

    def makeFootnotesDiv(self, root: etree.Element) -> etree.Element | None:
        """Return the list of all footnotes, those that are defined within footnotes last."""
        if not self._names:
            return None
        div = etree.Element("div", {"class": "footnote"})
        etree.SubElement(div, "hr")
        notes = etree.SubElement(div, "ol")
        while len(notes) < len(self._names):
            notes.append(self._note(self._names[len(notes)], len(notes) + 1))
        return div

    def findFootnotesPlaceholder(self, root: etree.Element) -> tuple[etree.Element, etree.Element, bool] | None:
        """Find where the author wants the footnotes; the tree is searched only if the text has the marker for it."""
        marker = str(self.getConfig("PLACE_MARKER"))
        lines: list[str] = vars(self.parser.md)["lines"]
        if not any(marker in line for line in lines):
            return None
        return super().findFootnotesPlaceholder(root)

    def _note(self, name: str, number: int) -> etree.Element:
        read = etree.Element("div")  # The parser treats what is directly in an `li` differently.
        self.parser.parseChunk(read, self.footnotes[name])
        note = etree.Element("li", {"id": self.makeFootnoteId(name)})
        note.extend(read)
        return note

    def add_links_back(self, root: etree.Element) -> None:
        """End each footnote with a link to every place that refers to it."""
        notes = root.find("div[@class='footnote']/ol")
        for number, (note, name) in enumerate(zip(notes if notes is not None else (), self._names, strict=True), 1):
            reference = self.makeFootnoteRefId(name)
            times = self._given.get(reference, 0)
            if not times:
                continue
            last = note[-1] if len(note) and note[-1].tag == "p" else etree.SubElement(note, "p")
            if len(last):
                last[-1].tail = f"{last[-1].tail or ''}\u00a0"
            elif last.text:
                last.text += "\u00a0"
            start, separator, rest = reference.partition(":")
            for time in range(1, times + 1):
                address = f"#{start}{time if time > 1 else ''}{separator}{rest}"
                title = str(self.getConfig("BACKLINK_TITLE")).format(number)
                link = etree.SubElement(last, "a", {"href": address, "class": "footnote-backref", "title": title})
                link.text = FN_BACKLINK_TEXT

    def number_of(self, label: str) -> int:
        """Return the number of a footnote, in order of definition; 0 if there is none."""
        if len(self.numbers) != len(self.footnotes):
            self.numbers = {label: number for number, label in enumerate(self.footnotes, 1)}
        return self.numbers.get(label, 0)

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """Return a unique id for each mark of a footnote."""
        if not found:
            return reference
        times = self._given[reference] = self._given.get(reference, 0) + 1
        start, separator, rest = reference.partition(":")
        return reference if times == 1 else f"{start}{times}{separator}{rest}"


class _Definitions(FootnoteBlockProcessor):
    """Parses footnote definitions; the name is on one line."""

    RE = re.compile(r"^[ ]{0,3}\[\^([^\]\s]{1,100})\]:[ ]*(.*)$", re.MULTILINE)


class _Mark(InlineProcessor):
    """Footnote marks in the text: `[^1]`."""

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


class _LinksBack(Treeprocessor):
    """Adds the links from footnotes to the text, once it is known which of them are referred to."""

    def __init__(self, footnotes: Footnotes, md: Markdown) -> None:
        super().__init__(md)
        self._footnotes = footnotes

    def run(self, root: etree.Element) -> None:
        self._footnotes.add_links_back(root)
