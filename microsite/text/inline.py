"""Inline markup in time that grows with the text and not faster.

Python-Markdown looks for the end of each bracket anew, and copies the paragraph for each piece of markup it finds.
Here brackets are matched once, a paragraph is put together once, and one that is longer than any that people
write is read in pieces.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from typing import Any

from markdown import Markdown, util
from markdown.inlinepatterns import DelimiterProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.delimiterprocessor import (  # pyright: ignore[reportMissingTypeStubs]
    DelimiterProcessor as TildeProcessor,
)

#: Characters of a paragraph that are read at once; more than people write, few enough for any pattern.
LONGEST_PIECE = 2_000
_PLACEHOLDER = re.compile(f"{util.INLINE_PLACEHOLDER_PREFIX}([0-9]+){util.ETX}")
_BRACKET = re.compile(r"\\.|`+|[\[\]]", re.DOTALL)
#: What follows the words of a link: an address, perhaps in angle brackets, perhaps with a title.
_TAIL = re.compile(
    r"""\(\s*+
    (?:<(?P<angled>[^<>\n]*+)>|(?P<plain>(?:[^()"'\n]|["'](?!\s*\))|\n(?!\n)|\([^()\n]*+\))*?))
    (?:\s++(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|\((?P<round>[^()]*+)\)))?+\s*+\)""",
    re.VERBOSE,
)
_REFERENCE = re.compile(r"\s?\[([^\[\]]*)\]")
_TRAILING = re.compile(r"[?!.,:;*_~'\"]+$|&(?:amp|lt|gt|quot|[a-z]{2,6});$")

Found = tuple[Any, int | None, int | None]


class LinearInline(Treeprocessor):
    """Reads the inline markup of every element of a document's tree."""

    def __init__(self, md: Markdown) -> None:
        """Take the converter whose patterns are used."""
        super().__init__(md)
        self._patterns: list[Any] = []
        #: What placeholders stand for; patterns look here for what has been found inside of them.
        self.stashed_nodes: dict[str, etree.Element | str] = {}
        self.ancestors: list[str] = []

    def run(self, root: etree.Element) -> None:
        """Read the text of every element; elements that are made on the way are complete already."""
        self.stashed_nodes = {}
        self._patterns = list(self.md.inlinePatterns)
        for parent in list(root.iter()):
            self._read_children(parent)

    def _read_children(self, parent: etree.Element) -> None:
        children = list(parent)
        made: list[etree.Element] = []
        if parent.text and not isinstance(parent.text, util.AtomicString):
            parent.text, nodes = self._expanded(self._read(parent.text))
            made += nodes
        for child in children:
            made.append(child)
            if child.tail and child.tail.strip() and not isinstance(child.tail, util.AtomicString):
                child.tail, nodes = self._expanded(self._read(child.tail))
                made += nodes
        if len(made) > len(children):
            parent[:] = made

    def _read(self, text: str) -> str:
        """Give a text with placeholders where markup stands."""
        if len(text) <= LONGEST_PIECE:
            return self._apply(text, 0)
        return "".join(self._apply(piece, 0) for piece in pieces_of(text))

    def _apply(self, text: str, first: int) -> str:
        for number in range(first, len(self._patterns)):
            pattern = self._patterns[number]
            if any(tag in self.ancestors for tag in pattern.ANCESTOR_EXCLUDES):
                continue
            if isinstance(pattern, (DelimiterProcessor, TildeProcessor)):
                text = self._spliced(pattern, text, number)
            else:
                text = self._joined(pattern, text, number)
        return text

    def _joined(self, pattern: Any, text: str, number: int) -> str:
        """Apply a pattern whose matches do not depend on each other, in one go."""
        search = pattern.getCompiledRegExp().search
        match = search(text)
        if match is None:
            return text
        parts: list[str] = []
        kept = 0
        while match is not None:
            node, start, end = pattern.handleMatch(match, text)
            if start is None or end is None:
                end = match.end()
            elif node is not None:
                parts += (text[kept:start], self._placeholder(node, number))
                kept = end
            match = search(text, max(end, match.start() + 1))
        parts.append(text[kept:])
        return "".join(parts)

    def _spliced(self, pattern: Any, text: str, number: int) -> str:
        """Apply a pattern that remembers where it was: it must see each replacement."""
        if not any(token in text for token in pattern.delimiters):
            return text
        pattern.reset()
        search = pattern.getCompiledRegExp().search
        position = 0
        while (match := search(text, position)) is not None:
            node, start, end = pattern.handleMatch(match, text)
            if start is None or end is None:
                position = match.end()
            elif node is None:
                position = max(end, match.start() + 1)
            else:
                placeholder = self._placeholder(node, number)
                text = f"{text[:start]}{placeholder}{text[end:]}"
                position = start + len(placeholder)
        return text

    def _placeholder(self, node: etree.Element | str, number: int) -> str:
        if isinstance(node, str):
            return node  # Escaped characters and raw HTML are placeholders of their own.
        if not isinstance(node.text, util.AtomicString):
            for child in (node, *node.iter()):
                if child.text and not isinstance(child.text, util.AtomicString):
                    self.ancestors.append(child.tag)
                    child.text = self._apply(child.text, number + 1)
                    self.ancestors.pop()
                if child is not node and child.tail:
                    child.tail = self._apply(child.tail, number)
                if child is node:
                    continue
        key = f"{len(self.stashed_nodes):04d}"
        self.stashed_nodes[key] = node
        return f"{util.INLINE_PLACEHOLDER_PREFIX}{key}{util.ETX}"

    def _expanded(self, text: str) -> tuple[str, list[etree.Element]]:
        """Give the text before the first element, and the elements with the text that follows each."""
        lead, nodes = self._parted(text)
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            children = list(node)
            made: list[etree.Element] = []
            if node.text and util.STX in node.text and not isinstance(node.text, util.AtomicString):
                node.text, found = self._parted(node.text)
                made += found
            for child in children:
                made.append(child)
                if child.tail and util.STX in child.tail:
                    child.tail, found = self._parted(child.tail)
                    made += found
            node[:] = made
            waiting += made
        return lead, nodes

    def _parted(self, text: str) -> tuple[str, list[etree.Element]]:
        parts = _PLACEHOLDER.split(text)
        nodes: list[etree.Element] = []
        lead = parts[0]
        for key, tail in zip(parts[1::2], parts[2::2], strict=True):
            node = self.stashed_nodes.get(key)
            if isinstance(node, etree.Element):
                node.tail = tail
                nodes.append(node)
        return lead, nodes


def pieces_of(text: str) -> Iterator[str]:
    """Cut a text where no markup is open, or at least between words."""
    start = 0
    while len(text) - start > LONGEST_PIECE:
        window = text[start : start + LONGEST_PIECE]
        cut = _safe_end(window)
        yield window[:cut]
        start += cut
    yield text[start:]


def _safe_end(window: str) -> int:
    depth = 0
    best = 0
    code = False
    for match in re.finditer(r"\\.|[\[\](){}`<>*_~]|\s(?=\S)", window, re.DOTALL):
        sign = match[0]
        if sign in "[({<":
            depth += 1
        elif sign in "])}>":
            depth = max(0, depth - 1)
        elif sign == "`":
            code = not code
        elif sign.isspace() and not depth and not code:
            best = match.end()
    if best > LONGEST_PIECE // 4:
        return best
    space = window.rfind(" ")
    cut = space + 1 if space > LONGEST_PIECE // 4 else len(window)
    # Never inside of a placeholder, of which one may reach over the end.
    opened = window.rfind(util.STX, 0, cut)
    return opened if opened > 0 and util.ETX not in window[opened:cut] else cut


class _Bracketed(InlineProcessor):
    """Links and pictures: brackets are matched once for each text."""

    def __init__(self, pattern: str, md: Markdown, make: Callable[[str, str, str | None], etree.Element]) -> None:
        super().__init__(pattern, md)
        self._make = make
        self._text = ""
        self._closing: dict[int, int] = {}

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        """Give the element that begins at an opening bracket, if it is one."""
        if data is not self._text:
            self._text, self._closing = data, matching_brackets(data)
        end = self._closing.get(m.end() - 1)
        if end is None:
            return None, None, None
        words = data[m.end() : end]
        tail = _TAIL.match(data, end + 1)
        if tail:
            address = tail["angled"] if tail["angled"] is not None else tail["plain"]
            title = next((tail[name] for name in ("double", "single", "round") if tail[name] is not None), None)
            return self._element(words, address.strip(), title), m.start(), tail.end()
        if self.md.references:
            return self._reference(m, data, words, end)
        return None, None, None

    def _reference(self, m: re.Match[str], data: str, words: str, end: int) -> Found:
        named = _REFERENCE.match(data, end + 1)
        for name, stop in ((named[1] or words, named.end()) if named else ("", 0), (words, end + 1)):
            known = self.md.references.get(" ".join(name.lower().split()))
            if known:
                return self._element(words, known[0], known[1]), m.start(), stop
        return None, None, None

    def _element(self, words: str, address: str, title: str | None) -> etree.Element:
        title = " ".join(self.unescape(title).split()) if title is not None else None
        return self._make(words, self.unescape(address), title)


class LinkProcessor(_Bracketed):
    """`[words](address "title")`, `[words][reference]` and `[reference]`."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        """Take the converter, which knows the references."""
        super().__init__(r"(?<!!)\[", md, self._link)

    def _link(self, words: str, address: str, title: str | None) -> etree.Element:
        element = etree.Element("a", {"href": address})
        if title:
            element.set("title", title)
        element.text = words
        return element


class PictureProcessor(_Bracketed):
    """`![alternative text](address "caption")` and its forms by reference."""

    def __init__(self, md: Markdown) -> None:
        """Take the converter, which knows the references."""
        super().__init__(r"!\[", md, self._picture)

    def _picture(self, words: str, address: str, title: str | None) -> etree.Element:
        element = etree.Element("img", {"src": address, "alt": self.unescape(words)})
        if title:
            element.set("title", title)
        return element


class AddressProcessor(InlineProcessor):
    """Web and mail addresses that stand in the text by themselves."""

    ANCESTOR_EXCLUDES = ("a",)
    _WEB = r"(?<![\w/.@-])(?:https?://|www\.)(?=[^\s<>])[^\s<>\x02\x03]+"
    _MAIL = r"(?<![\w.+@/-])[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w@-])"

    def __init__(self, md: Markdown) -> None:
        """Take the converter."""
        super().__init__(f"{self._WEB}|{self._MAIL}", md)
        self.compiled_re = re.compile(f"(?P<web>{self._WEB})|(?P<mail>{self._MAIL})", re.IGNORECASE)

    def handleMatch(self, m: re.Match[str], data: str) -> Found:
        """Give a link to the address, without the full stop or bracket that ends the sentence."""
        address = m[0]
        if m["web"]:
            address = _without_end(address)
            if "." not in address.partition("://")[2] and not address.lower().startswith("www."):
                return None, None, None
        element = etree.Element("a")
        scheme = "mailto:" if m["mail"] else "" if "://" in address else "https://"
        element.set("href", f"{scheme}{address}")
        element.text = util.AtomicString(address)
        return element, m.start(), m.start() + len(address)


def matching_brackets(text: str) -> dict[int, int]:
    """Give the closing bracket of every opening one that has one; escaped ones and those in code do not count."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[\[\]]", text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.start()
    return found


def _without_end(address: str) -> str:
    while True:
        shorter = _TRAILING.sub("", address)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
