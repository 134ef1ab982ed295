"""Abbreviations that are looked up word by word, however many are defined."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions.abbr import AbbrBlockprocessor, AbbrExtension, AbbrTreeprocessor
from markdown.util import AtomicString

from microsite.html.markdown.trees import replace_text
from microsite.lazy_patterns import lazy_pattern

_WORD = lazy_pattern(r"\w+")


class Abbreviations(AbbrExtension):
    """`*[NHS]: National Health Service`, and every NHS in the text says what it stands for."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register our own parts."""
        super().extendMarkdown(md)  # pyright: ignore[reportUnknownMemberType]
        known: dict[str, str] = vars(self)["abbrs"]
        md.treeprocessors.register(_Marks(md, known), "abbr", 7)
        md.parser.blockprocessors.register(_Lines(md.parser, known), "abbr", 16)


class _Lines(AbbrBlockprocessor):
    """A definition stands on one line."""

    RE = re.compile(r"^[*]\[(?P<abbr>[^\]\[\n]{1,200})\]:[ ]*(?P<title>.*)$", re.MULTILINE)


class _Marks(AbbrTreeprocessor):
    """Says what each abbreviation of a text stands for."""

    def __init__(self, md: Markdown, abbrs: dict[str, str]) -> None:
        super().__init__(md, abbrs)
        #: The lengths of the abbreviations by the word that they begin with, longest first.
        self._lengths: dict[str, list[int]] = {}

    def run(self, root: etree.Element) -> None:
        if not self.abbrs:
            return
        lengths: dict[str, set[int]] = {}
        for abbreviation in self.abbrs:
            first = _WORD.match(abbreviation)
            if first:
                lengths.setdefault(first[0], set()).add(len(abbreviation))
        self._lengths = {word: sorted(each, reverse=True) for word, each in lengths.items()}
        replace_text(root, self._marked)

    def _marked(self, text: str) -> tuple[str, list[etree.Element]]:
        found: list[etree.Element] = []
        lead = ""
        kept = 0
        for word in _WORD.finditer(text):
            if word.start() < kept or word[0] not in self._lengths:
                continue
            abbreviation = self._at(text, word.start(), self._lengths[word[0]])
            if not abbreviation:
                continue
            before = text[kept : word.start()]
            if found:
                found[-1].tail = before
            else:
                lead = before
            element = etree.Element("abbr", {"title": self.abbrs[abbreviation]})
            element.text = AtomicString(abbreviation)
            found.append(element)
            kept = word.start() + len(abbreviation)
        if not found:
            return text, found
        found[-1].tail = text[kept:]
        return lead, found

    def _at(self, text: str, start: int, lengths: list[int]) -> str:
        """The longest abbreviation that begins at a place; empty for none."""
        for length in lengths:
            end = start + length
            piece = text[start:end]
            whole = end >= len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
            if whole and piece in self.abbrs:
                return piece
        return ""
