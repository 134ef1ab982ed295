"""Inline markup in linear time.

Python-Markdown searches for the end of each bracket again, and copies the paragraph for each piece of markup that it
finds. Here brackets are matched once, a paragraph is put together once, and one that is longer than anyone writes is
processed in pieces.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from functools import cached_property
from typing import Any, NamedTuple

from markdown import Markdown, util
from markdown.treeprocessors import Treeprocessor

from microsite.html.markdown.emphasis import Emphasis, with_emphasis
from microsite.html.markdown.trees import replace_text
from microsite.lazy_patterns import lazy_pattern
from microsite.source.pieces import pieces_of

#: What a text must contain for a pattern to match.
_SIGNS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "picture": ("![",),
    "link": ("[",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "address": ("://", "@", "ww.", "wW.", "Ww.", "WW."),
    "entity": ("&",),
    "em_strong": ("*", "_", "~"),
}
#: The same in one pattern: most cells, items and headings are plain words.
_MARKUP = lazy_pattern(r"[`\\\[<@&*_~]|  \n|://|[wW][wW]\.")
_PLACEHOLDER = lazy_pattern(f"{util.INLINE_PLACEHOLDER_PREFIX}([0-9]+){util.ETX}")


class _Step(NamedTuple):
    """A pattern to apply."""

    #: Every text that it matches contains one of these.
    signs: tuple[str, ...]
    #: It is not applied within these elements.
    excludes: tuple[str, ...]
    pattern: Any


class LinearInline(Treeprocessor):
    """Processes the inline markup of every element of a document's tree."""

    def __init__(self, md: Markdown) -> None:
        """Set up for a converter, whose patterns are used."""
        super().__init__(md)
        #: What placeholders stand for; patterns look up here what was found inside them.
        self.stashed_nodes: dict[str, etree.Element | str] = {}
        self.ancestors: list[str] = []

    @cached_property
    def _steps(self) -> list[_Step]:
        """The patterns in order; none may be registered after the first use."""
        patterns: Any = self.md.inlinePatterns
        signs = {id(patterns[name]): signs for name, signs in _SIGNS.items()}
        return [_Step(signs[id(each)], tuple(each.ANCESTOR_EXCLUDES), each) for each in patterns]

    def run(self, root: etree.Element) -> None:
        """Process the text of every element; elements that are made on the way are complete already."""
        self.stashed_nodes = {}
        replace_text(root, lambda text: self._expanded(self._read(text)))

    def _read(self, text: str) -> str:
        """Return a text with placeholders for its markup."""
        if not _MARKUP.search(text):
            return text
        return "".join(self._apply(piece, 0) for piece in pieces_of(text))

    def _apply(self, text: str, first: int) -> str:
        for number, (signs, excludes, pattern) in enumerate(self._steps):
            if number < first:
                continue
            for sign in signs:
                if sign in text:
                    break
            else:
                continue
            if excludes and any(tag in self.ancestors for tag in excludes):
                continue
            if isinstance(pattern, Emphasis):
                text = with_emphasis(
                    text, self.stashed_nodes, self._stash
                )  # The last: nothing is left to process in it.
            else:
                text = self._joined(pattern, text, number)
        return text

    def _joined(self, pattern: Any, text: str, number: int) -> str:
        """Apply in one go a pattern whose matches do not depend on each other."""
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
        return self._stash(node)

    def _stash(self, node: etree.Element) -> str:
        key = f"{len(self.stashed_nodes):04d}"
        self.stashed_nodes[key] = node
        return f"{util.INLINE_PLACEHOLDER_PREFIX}{key}{util.ETX}"

    def _expanded(self, text: str) -> tuple[str, list[etree.Element]]:
        """Return the text before the first element, and the elements with the text that follows each."""
        leading_text, nodes = self._parted(text)
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
        return leading_text, nodes

    def _parted(self, text: str) -> tuple[str, list[etree.Element]]:
        if util.STX not in text:
            return text, []
        parts = _PLACEHOLDER.split(text)
        nodes: list[etree.Element] = []
        leading_text = parts[0]
        for key, tail in zip(parts[1::2], parts[2::2], strict=True):
            node = self.stashed_nodes.get(key)
            if isinstance(node, etree.Element):
                node.tail = tail
                nodes.append(node)
        return leading_text, nodes
