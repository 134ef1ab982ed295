"""The tree that a chapter is parsed into: blocks, each with its lines, its position and its child blocks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

#: A line of a block: its number in the body, counted from 1; its text, without the indentation and markers of the
#: blocks around it; the offset in the body at which the text starts. The text always ends at `at + len(text)`.
Line = tuple[int, str, int]


class Repair(Struct, frozen=True):
    """Something in the body that is certainly a slip, and is read as it was meant rather than as it was typed."""

    #: Line of the body and column in it, both counted from 1.
    line: int
    column: int
    length: int
    #: Sentence that says what was changed.
    message: str


class Block(Struct):
    """A block of a chapter: `start` and `end` are offsets in its body.

    The kinds, and what each contains:
        blank, rule, reference, abbreviation, attributes, comment: at most one line;
        paragraph, heading, table, code: lines of text, without the markers of a heading;
        list: items, or `flattened` items with lines only; item, quote, footnote, definition, admonition: blocks;
        html: either verbatim HTML in `before`, or `tags`, also verbatim, and between them `tagged` (a line of text
            between tags) and `markdown` (blocks).
    """

    kind: str
    #: Number of its first line.
    number: int
    start: int
    end: int
    lines: Sequence[Line] = ()
    children: Sequence[Block] = ()
    #: The level of a heading.
    level: int = 0
    #: An item's marker; a callout's kind; a fenced code block's info string; what precedes the text of a footnote,
    #: definition or admonition.
    marker: str = ""
    #: An item: a blank line follows it in the list. A list: lines follow it in its container. A code block: it is
    #: fenced. A paragraph: its line breaks are kept. A heading: it is a setext heading. A table without pipes: its
    #: first row is a header. A `markdown` part: it contains anything.
    flag: bool = False
    #: HTML that is kept verbatim, before and after the block's text.
    before: str = ""
    after: str = ""
    #: Span of each cell in its line, row by row, for a table without pipes.
    cells: Sequence[Sequence[tuple[int, int]]] = ()


def start_of(line: Line) -> int:
    """Return the offset in the body of a line's first non-blank character."""
    _, text, at = line
    return at + len(text) - len(text.lstrip())


def end_of(line: Line) -> int:
    """Return the offset in the body at which a line ends."""
    _, text, at = line
    return at + len(text)


def block_of(kind: str, whole: Sequence[Line], lines: Sequence[Line] | None = None) -> Block:
    """Make a block that spans some lines.

    Args:
        kind: its kind.
        whole: the lines that it spans.
        lines: its own lines, if they differ from those.
    """
    return Block(kind, whole[0][0], start_of(whole[0]), end_of(whole[-1]), whole if lines is None else lines)


def walk(blocks: Sequence[Block], *, without: Collection[int] = (), within_notes: bool = True) -> Iterator[Block]:
    """Yield all blocks in document order, each before its children.

    Args:
        blocks: the blocks to start from.
        without: ids of blocks to skip with everything in them.
        within_notes: whether to walk the content of footnotes too.
    """
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if without and id(block) in without:
            continue
        yield block
        if block.children and (within_notes or block.kind != "footnote"):
            waiting += reversed(block.children)
