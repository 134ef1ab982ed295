"""Collects the runs of text from a tree of blocks, each with the block that it belongs to.

A run has as many characters as the author wrote from its start to its end: block quote markers and the indentation
between its lines are blanks in it. So an offset in a run translates directly to one in the body.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.table_rows import rows_of
from microsite.source.tree import Block, Line, end_of, start_of

#: Stands for a character of code: neither a word nor white space.
CODE = "\ue000"
#: Stands for a character that is not text: markup, and the content of comments.
CUT = "\x00"
#: Stands for an ampersand in code, where it does not begin an entity.
AND = "\ue002"
_TYPED = lazy_pattern(r"<(pre|script|style|textarea)(?=[\s>])[^<>]*>(.*?)</\1", re.IGNORECASE | re.DOTALL)
_COMMENT = lazy_pattern(r"<!--.*?-->", re.DOTALL)


class Run(Struct):
    """A run of text: `kind` is `paragraph`, `item`, `heading`, `cell`, `html`, or `tagged` for text between tags."""

    kind: str
    start: int
    end: int
    text: str
    block: Block
    quoted: bool = False
    #: The marker of the list item that it begins.
    marker: str = ""
    #: The row of a cell: 0 for the header and 2 for the row below it; without a header, rows count from 1.
    row: int = 0
    #: The text with markup cut out and code masked, for rules about wording; set once inline markup is parsed.
    prose: str = ""
    #: The same with code as it was written.
    words: str = ""
    #: The text with code and escapes hidden.
    unescaped: str = ""
    #: The same with links, tags and addresses hidden as well, but emphasis delimiters still in it.
    marks: str = ""


def runs_of(body: str, blocks: Sequence[Block], without: Collection[int]) -> list[Run]:
    """Return the runs of all blocks in document order.

    Args:
        body: the text.
        blocks: its blocks.
        without: ids of blocks that are not shown.
    """
    runs = _Runs(body, without)
    runs.add_all(blocks, None, quoted=False)
    return runs.made


class _Runs:
    """Walks the blocks of a body and collects their runs."""

    def __init__(self, body: str, without: Collection[int]) -> None:
        self.made: list[Run] = []
        self._body = body
        self._without = without

    def add_all(self, blocks: Sequence[Block], item: Block | None, *, quoted: bool) -> None:
        """Add the runs of blocks one after another; if an item is given, the first of them begins it."""
        previous: Block | None = None
        for block in blocks:
            if block.kind == "definition" and previous is not None and len(previous.lines) > 1:
                self._split_terms(previous)
            previous = previous if block.kind == "blank" else block
            self._add(block, item, quoted=quoted)
            item = None

    def _split_terms(self, paragraph: Block) -> None:
        """Split the run of a paragraph into one for each line: each is a term that is defined below."""
        if paragraph.kind != "paragraph":
            return
        whole = self.made.pop()
        for line in paragraph.lines:
            start, end = max(whole.start, start_of(line)), end_of(line)
            words = whole.text[start - whole.start : end - whole.start]
            self.made.append(replace(whole, start=start, end=end, text=words))

    def _add(self, block: Block, item: Block | None, *, quoted: bool) -> None:
        """Add the runs of a block; if an item is given, the block begins it."""
        kind = block.kind
        if kind in ("paragraph", "flattened") or (kind == "heading" and block.lines):
            text = text_of(self._body, block.lines, block.start, block.end)
            kind = "heading" if kind == "heading" else "item" if item or kind == "flattened" else kind
            marker = item.marker if item else ""
            self.made.append(Run(kind, block.start, block.end, text, block, quoted, marker))
        elif kind == "table":
            self._add_cells(block, quoted)
        elif kind == "html":
            if block.before:
                text = text_of(self._body, block.lines, block.start, block.end)
                self.made.append(Run("html", block.start, block.end, _without_typed(text), block, quoted))
            for part in block.children:
                self._add_part(part, quoted)
        elif block.children and id(block) not in self._without:
            begins = block if kind in ("item", "footnote", "definition") else None
            self.add_all(block.children, begins, quoted=quoted or kind == "quote")

    def _add_cells(self, block: Block, quoted: bool) -> None:
        """Add the cells of a table."""
        table = rows_of(block)
        headless = bool(block.cells) and not block.flag
        for index, ((_, text, offset), cells) in enumerate(zip(table.lines, table.rows, strict=True)):
            row = index + 1 if index or headless else 0
            for start, end in cells[: table.columns]:
                self.made.append(Run("cell", offset + start, offset + end, text[start:end], block, quoted, row=row))

    def _add_part(self, part: Block, quoted: bool) -> None:
        """Add the runs of a part of an HTML block."""
        if part.kind == "tags":
            self._add_tags(part, part.start, part.end, quoted)
        elif part.kind == "tagged":
            _, words, offset = part.lines[0]
            end = offset + len(words)
            self._add_tags(part, part.start, offset, quoted)
            self.made.append(Run("tagged", offset, end, words, part, quoted))
            self._add_tags(part, end, part.end, quoted)
        else:
            self.add_all(part.children, None, quoted=quoted)

    def _add_tags(self, part: Block, start: int, end: int, quoted: bool) -> None:
        self.made.append(Run("html", start, end, self._body[start:end], part, quoted))


def text_of(body: str, lines: Sequence[Line], start: int, end: int) -> str:
    """Return the text of some lines between two offsets of the body, with blanks for whatever is between them."""
    size = sum(len(text) for _, text, _ in lines) + len(lines) - 1
    if size == end - lines[0][2] and all(body.startswith(text, offset) for _, text, offset in lines):
        return body[start:end]
    pieces: list[str] = []
    done = start
    for _, read, at in lines:
        written, offset = _as_written(body, read, at)
        if offset > done:
            pieces.append(f"\n{' ' * (offset - done - 1)}" if done > start else " " * (offset - done))
        pieces.append(written[max(0, done - offset) :])
        done = max(done, offset) + len(pieces[-1])
    return "".join(pieces)


def _as_written(body: str, text: str, offset: int) -> tuple[str, int]:
    """Return a line as the author wrote it, without what the parser put before it or left out, and its offset."""
    if body.startswith(text, offset):
        return text, offset
    begins = body.rfind("\n", 0, offset + len(text)) + 1
    written = body[begins : offset + len(text)]
    if grammar.GENERATOR.search(written):
        shown = grammar.GENERATOR.sub(lambda match: CUT * len(match[0]), written)
        words = shown.lstrip(f" {CUT}")
        return words, offset + len(text) - len(words)
    same = 0
    while same < len(text) and text[-1 - same] == written[-1 - same : len(written) - same]:
        same += 1
    return text[len(text) - same :], offset + len(text) - same


def _without_typed(text: str) -> str:
    """Mask comments, and the content of elements that is kept verbatim."""
    if "<!--" in text:
        text = _COMMENT.sub(lambda match: CUT * len(match[0]), text)
    return _TYPED.sub(_blanked, text)


def _blanked(match: re.Match[str]) -> str:
    start, end = (offset - match.start() for offset in match.span(2))
    return match[0][:start] + re.sub(".", CODE, match[2]) + match[0][end:]
