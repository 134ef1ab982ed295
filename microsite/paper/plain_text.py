"""The whole document as plain text: to hear, to mail, to copy from, and to keep.

How it is written, and why:

- A paragraph is one line. Programs wrap lines to the window, even when text is enlarged; a line that ends within a
  sentence makes a screen reader or a Braille display pause there.
- Headings are not underlined, since many screen readers spell the lines out. Chapters and their headings are numbered,
  and each of them begins after empty lines: two before a chapter or another part, one before a heading in it.
- Each row of a table is a paragraph, and each of its lines gives the column and the value.
- The number of a note is in square brackets, in the text and before the note at the end of the chapter.
- The address of a link follows its words, in brackets.
- It is UTF-8 without a byte order mark, with the line ends of Linux and the web; every current editor reads both.
"""

from __future__ import annotations

from collections.abc import Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.paper.offline import document_tree, heading_of, is_chapter, is_note_mark, sections_of, title_of
from microsite.paper.papers import Source
from microsite.paper.plain_table import linear_rows
from microsite.paper.tree import Element, Nodes
from microsite.render.words import Words

_SPACES = lazy_pattern(r"[ \t\r\n\f\xa0]+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Elements that are separated from what is around them.
_BLOCKS = frozenset(
    "address article aside blockquote caption dd details div dl dt figcaption figure footer header hr li main nav ol p "
    "pre section summary table ul".split()
) | {*_HEADINGS}
#: Classes of lists that are numbered, as are those without a class.
_NUMBERED = frozenset({"priorities", "list-brackets"})
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
#: The indent of lines, for each list that they are in.
_INDENT = "  "


def make_text(source: Source) -> bytes:
    """Write the whole document as plain text."""
    sections = sections_of(document_tree(source))
    text = _Text(source.words)
    cover, parts = sections[0], sections[1:]
    blocks = [text.blocks(cover.children), [source.words.plain("paper.contents"), *_contents(parts)]]
    number = 0
    for part in parts:
        number += is_chapter(part)
        blocks.append(text.blocks(part.children, numbers=[number] if is_chapter(part) else ()))
    return ("\n\n\n".join("\n\n".join(each) for each in blocks) + "\n").encode()


def _contents(parts: Sequence[Element]) -> list[str]:
    lines: list[str] = []
    number = 0
    for part in parts:
        number += is_chapter(part)
        title = title_of(heading_of(part))
        lines.append(f"{number}. {title}" if is_chapter(part) else title)
    return ["\n".join(lines)]


class _Text:
    """Writes blocks of text, one string each; headings are numbered on through a chapter."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._numbers: list[int] = []

    def blocks(self, nodes: Nodes, *, numbers: Sequence[int] = ()) -> list[str]:
        """Write what is in a part of the document.

        Args:
            nodes: what is in it.
            numbers: the chapter's number; none if headings have no numbers.
        """
        self._numbers = list(numbers)
        return self._blocks(nodes)

    def _blocks(self, nodes: Nodes) -> list[str]:
        made: list[str] = []
        line: Nodes = []
        for node in [*nodes, None]:
            if node is not None and (isinstance(node, str) or node.tag not in _BLOCKS):
                line.append(node)
                continue
            words = self._in_line(line)
            made += [words] if words else []
            line = []
            made += self._block(node) if isinstance(node, Element) else []
        return made

    def _block(self, block: Element) -> list[str]:
        if block.tag in _HEADINGS:
            return [self._heading(block)]
        if block.tag == "pre":
            return [block.text.strip("\n")]
        if block.tag in ("ul", "ol"):
            return self._list(block)
        if block.tag == "dl":
            return self._pairs(block)
        if block.tag == "table":
            return self._table(block)
        if block.has_class("footnote"):
            return self._notes(block)
        if block.tag == "blockquote":
            return [_indented(each, _INDENT) for each in self._blocks(block.children)]
        if block.has_class("lines"):
            words = self._in_line(block.children, kept=True)
            return [words] if words else []
        return self._labelled(block) or self._blocks(block.children)

    def _labelled(self, block: Element) -> list[str]:
        """Write a paragraph that begins with a label as the label and its fact; empty for any other block."""
        label = next((each for each in block.children if isinstance(each, Element)), None)
        if block.tag != "p" or label is None or "__label" not in label.attributes.get("class", ""):
            return []
        value = self._in_line([each for each in block.children if each is not label])
        return [self._pair(self._in_line(label.children), value)]

    def _heading(self, heading: Element) -> str:
        words = self._in_line(heading.children)
        level = int(heading.tag[1]) - 1
        if not self._numbers:
            return words
        if level == 1:
            return f"{self._numbers[0]}. {words}"
        # A heading that skips a level is numbered as if it did not, so no number has a gap.
        depth = min(level, len(self._numbers) + 1)
        counted = [*self._numbers, 0][:depth]
        counted[-1] += 1
        self._numbers = counted
        return f"{'.'.join(map(str, counted))} {words}"

    def _list(self, of: Element) -> list[str]:
        items = [each for each in of.children if isinstance(each, Element)]
        kind = of.attributes.get("class", "").split()
        numbered = of.tag == "ol" and (not kind or not _NUMBERED.isdisjoint(kind))
        number = _number(of.attributes.get("start", ""), 1)
        made: list[str] = []
        for item in items:
            number = _number(item.attributes.get("value", ""), number)
            mark = _mark(number, of.attributes.get("type", "1"), "list-brackets" in kind) if numbered else "-"
            made.append(f"{mark} {_indented(chr(10).join(self._item(item)), _INDENT).lstrip()}")
            number += 1
        # Items of several lines are separated, so that one can be told from the next.
        return made if any("\n" in each for each in made) else ["\n".join(made)]

    def _item(self, item: Element) -> list[str]:
        parts = [each for each in item.children if isinstance(each, Element)]
        stacked = len(parts) > 1 and all(each.tag == "span" for each in parts)
        numbers, self._numbers = self._numbers, []
        blocks = [self._in_line(each.children) for each in parts] if stacked else self._blocks(item.children)
        self._numbers = numbers
        return blocks

    def _pairs(self, pairs: Element) -> list[str]:
        """Write terms, each before its description."""
        made: list[str] = []
        terms: list[str] = []
        for each in pairs.within:
            if each.tag == "dt":
                terms.append(self._in_line(each.children))
            elif each.tag == "dd":
                value = "\n".join(self._blocks(each.children))
                name = ", ".join(filter(None, terms))
                made.append(self._pair(name, value) if name else value)
                terms = []
        return made

    def _pair(self, name: str, value: str) -> str:
        if "\n" in value:
            value = "\n" + _indented(value, _INDENT)
        if name.endswith((":", "?", "!", "؟")):
            return f"{name} {value}"
        return self._words.plain("paper.pair", name=name, value=value).replace(" \n", "\n")

    def _table(self, table: Element) -> list[str]:
        captions = [each for each in table.children if isinstance(each, Element) and each.tag == "caption"]
        rows = linear_rows(table, lambda cell: " ".join(self._blocks(cell.children)).replace("\n", " "), self._pair)
        return [*(self._in_line(each.children) for each in captions), *("\n".join(row) for row in rows)]

    def _notes(self, notes: Element) -> list[str]:
        items = [each for each in notes.within if each.tag == "li"]
        return [f"[{number}] {' '.join(self._blocks(each.children))}" for number, each in enumerate(items, 1)]

    def _in_line(self, nodes: Nodes, *, kept: bool = False) -> str:
        lines = "".join(self._inline_text(node, kept=kept) for node in nodes).split("\n")
        return "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()

    def _inline_text(self, node: Element | str, *, kept: bool) -> str:
        """Write what is within a line; keep the author's own line breaks."""
        if isinstance(node, str):
            return node if kept else _SPACES.sub(" ", node)
        if node.tag == "br":
            return "\n"
        if node.tag == "img":
            alt = node.attributes.get("alt", "")
            return self._words.plain("paper.picture", alt=alt) if alt else ""
        if node.tag == "svg" or node.has_class("footnote-backref"):
            return ""
        kept = kept or node.has_class("lines")
        text = "".join(self._inline_text(each, kept=kept) for each in node.children)
        if is_note_mark(node):
            return f" [{text.strip()}]"
        if node.tag == "sup":
            return text.translate(_RAISED)
        if node.tag == "sub":
            return text.translate(_LOWERED)
        return f"{text}{_address(node, text)}" if node.tag == "a" else text


def _address(link: Element, text: str) -> str:
    """Return where a link leads, in brackets; empty if its words say it."""
    address = link.attributes.get("href", "")
    if address.startswith(("http://", "https://")):
        return "" if address in text else f" ({address})"
    if address.startswith("mailto:"):
        reached = address.removeprefix("mailto:").partition("?")[0]
        return "" if reached in text else f" ({reached})"
    return ""


def _indented(text: str, by: str) -> str:
    return "\n".join(f"{by}{line}" if line else "" for line in text.split("\n"))


def _number(written: str, other: int) -> int:
    return int(written) if written.lstrip("-").isdecimal() else other


def _mark(number: int, kind: str, brackets: bool) -> str:
    """Write the number of an item in the style of its list: 1, a, A, i or I."""
    shown = str(number)
    if kind in ("a", "A") and 1 <= number <= 26:
        shown = chr(ord("a") + number - 1)
    elif kind in ("i", "I") and 1 <= number < 400:
        shown, left = "", number
        for worth, letters in _ROMAN:
            shown += letters * (left // worth)
            left %= worth
    shown = shown.upper() if kind in ("A", "I") else shown
    return f"({shown})" if brackets else f"{shown}."
