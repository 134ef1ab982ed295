"""Bold, italic, deleted and subscript text: pairs delimiters as CommonMark does, in one pass over a text.

Source: CommonMark 0.31, "An algorithm for parsing nested emphasis and links"; two tildes as GitHub reads them.
"""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from markdown import Markdown, util
from markdown.inlinepatterns import InlineProcessor
from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern

_RUN = lazy_pattern(r"\*+|_+|~+")
#: The elements for a delimiter, by how many of its characters are used.
_TAGS = {"*": ("em", "strong"), "_": ("em", "strong"), "~": ("sub", "del")}
#: Length of a bold delimiter; more tildes than this are not a delimiter.
_BOLD = 2


class _Run(Struct):
    """A delimiter run."""

    sign: str
    start: int
    #: Its original length, and how many characters are not used yet: those from `start` on.
    length: int
    left: int
    opens: bool
    closes: bool


class _Pair(NamedTuple):
    """Two delimiters with the text between them."""

    opening: int
    closing: int
    size: int
    tag: str


class Emphasis(InlineProcessor):
    """Holds the pattern's place among the others; `with_emphasis` does the work."""

    def __init__(self, md: Markdown) -> None:
        """Set up for a converter."""
        super().__init__(_RUN.pattern, md)


def with_emphasis(text: str, nodes: dict[str, etree.Element | str], stash: Callable[[etree.Element], str]) -> str:
    """Return a text with a placeholder for each emphasised stretch.

    Args:
        text: the text, in which placeholders stand for all other markup.
        nodes: what they stand for.
        stash: keeps an element and returns its placeholder.
    """
    pairs, unused = _pairs(list(_runs(text, nodes, strict=True)), text)
    if unused and "**" in text:
        # GitHub would show some bold delimiters as text because of a bracket or full stop next to them; here they are
        # read as they were meant.
        again, fewer = _pairs(list(_runs(text, nodes, strict=False)), text)
        more = set(again).difference(pairs)
        if fewer < unused and len(again) == len(pairs) + len(more) and all(_has_words(text, pair) for pair in more):
            pairs = again
    if not pairs:
        return text
    begins = {pair.opening: pair for pair in pairs}
    ends = {pair.closing: pair for pair in pairs}
    pieces: list[list[str]] = [[]]
    done = 0
    for place in sorted([*begins, *ends]):
        pieces[-1].append(text[done:place])
        pair = begins.get(place)
        if pair is not None:
            pieces.append([])
        else:
            pair = ends[place]
            element = etree.Element(pair.tag)
            element.text = "".join(pieces.pop())
            pieces[-1].append(stash(element))
        done = place + pair.size
    return "".join((*pieces[0], text[done:]))


def _has_words(text: str, pair: _Pair) -> bool:
    return any(map(str.isalnum, text[pair.opening : pair.closing]))


def _runs(text: str, nodes: dict[str, etree.Element | str], *, strict: bool) -> Iterator[_Run]:
    for match in _RUN.finditer(text):
        start, end = match.span()
        sign, length = text[start], end - start
        before, after = _kind(_before(text, start, nodes)), _kind(_after(text, end, nodes))
        opens = after != " " and (after != "." or before != "w")
        closes = before != " " and (before != "." or after != "w")
        if sign == "_":
            opens, closes = opens and (not closes or before == "."), closes and (not opens or after == ".")
        elif sign == "~":
            opens = after != " "
            if length > _BOLD:
                continue
        elif not strict and length == _BOLD:
            opens, closes = after != " ", before != " "
        yield _Run(sign, start, length, length, opens, closes)


@lru_cache(maxsize=1024)
def _kind(sign: str) -> str:
    """Classify a character: a space for white space, a full stop for any punctuation, or `w` for anything else."""
    if not sign or sign.isspace():
        return " "
    return "." if unicodedata.category(sign)[0] == "P" or sign in "$+<=>^`|~" else "w"


def _before(text: str, at: int, nodes: dict[str, etree.Element | str]) -> str:
    """Return the character before an offset as the author typed it; most markup ends with punctuation."""
    if text[at - 1 : at] != util.ETX:
        return text[at - 1 : at]
    return _shown(text[text.rfind(util.STX, 0, at) + 1 : at - 1], nodes, -1)


def _after(text: str, at: int, nodes: dict[str, etree.Element | str]) -> str:
    if text[at : at + 1] != util.STX:
        return text[at : at + 1]
    return _shown(text[at + 1 : text.find(util.ETX, at)], nodes, 0)


def _shown(placeholder: str, nodes: dict[str, etree.Element | str], end: int) -> str:
    if placeholder.isdigit():
        return chr(int(placeholder))
    node = nodes.get(placeholder.rpartition(":")[2]) if placeholder.startswith("klzzwxh") else None
    if isinstance(node, etree.Element):
        if node.tag == "br":
            return "\n"
        if isinstance(node.text, util.AtomicString) and node.tag == "a":
            return node.text[end]
    return "<"


def _pairs(runs: list[_Run], text: str) -> tuple[list[_Pair], int]:
    """Pair the delimiters; returns the pairs, and how many asterisks of bold delimiters are left over."""
    made: list[_Pair] = []
    waiting: list[_Run] = []
    #: For each kind of closing delimiter, how many of those waiting cannot open it: `openers_bottom` in CommonMark.
    vain: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        key = (run.sign, run.opens, run.length if run.sign == "~" else run.length % 3)
        while run.closes and run.left:
            found = _opening(waiting, run, vain.get(key, 0), text)
            if found < 0:
                vain[key] = len(waiting)
                break
            del waiting[found + 1 :]
            opening = waiting[found]
            size = 2 if opening.left > 1 and run.left > 1 else 1
            opening.left -= size
            pair = _Pair(opening.start + opening.left, run.start, size, _TAGS[run.sign][size - 1])
            made.append(pair)
            run.start += size
            run.left -= size
            if not opening.left:
                waiting.pop()
            vain = {each: min(height, len(waiting)) for each, height in vain.items()}
        if run.left and run.opens:
            waiting.append(run)
    return made, sum(run.left for run in runs if run.sign == "*" and run.length == _BOLD)


def _opening(waiting: list[_Run], closing: _Run, lowest: int, text: str) -> int:
    """Return the index of the nearest delimiter that a closing one can belong to; -1 if there is none."""
    for number in range(len(waiting) - 1, lowest - 1, -1):
        opening = waiting[number]
        if opening.sign != closing.sign:
            continue
        if closing.sign == "~":
            if opening.length != closing.length:
                continue
            is_word = len(text[opening.start + opening.left : closing.start].split()) == 1
            return number if is_word or closing.length > 1 else -1
        either = opening.closes or closing.opens
        if either and (opening.length + closing.length) % 3 == 0 and (opening.length % 3 or closing.length % 3):
            continue
        return number
    return -1
