"""What the reading of a chapter gives: blocks, each with its lines, its place and the blocks in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

#: A line of a block: its number in the body, counted from 1; its text, without the indentation and marks of what is
#: around it; the place of the text's first character in the body. `at + len(text)` is always where the text ends.
Line = tuple[int, str, int]


class Repair(Struct, frozen=True):
    """A place of a body where what was meant is certain, and is read instead of what was typed."""

    #: The line of the body and the column in it, both counted from 1.
    line: int
    column: int
    length: int
    #: A sentence that says what was changed.
    message: str


class Block(Struct):
    """A piece of a chapter: `start` and `end` are places in its body.

    The kinds, and what each contains:
        blank, rule, reference, abbreviation, attributes, comment: one line;
        paragraph, heading, table, code: lines of text, of a heading the words alone;
        list: items; item, quote, footnote, definition, admonition: blocks;
        html: tags as they are, and between them `tagged` (a line of text between tags) and `markdown` (blocks).
    """

    kind: str
    #: The number of its first line.
    number: int
    start: int
    end: int
    lines: Sequence[Line] = ()
    children: Sequence[Block] = ()
    #: The level of a heading.
    level: int = 0
    #: The marker of an item; the name of a callout; the language of a listing; what is before a footnote's text.
    marker: str = ""
    #: Whether an empty line follows within the list; the listing is fenced; the lines of a paragraph keep
    #: their ends; the first row of a table without pipes names its columns; a line belongs to the block above.
    flag: bool = False
    #: What is kept of HTML as it is: before the text of the block, and behind it.
    before: str = ""
    after: str = ""
    #: Where the cells of each row of a table begin and end in its lines, where no pipes say it.
    cells: Sequence[Sequence[tuple[int, int]]] = ()


def start_of(line: Line) -> int:
    """Where the words of a line begin in the body."""
    _, text, at = line
    return at + len(text) - len(text.lstrip())


def end_of(line: Line) -> int:
    """Where a line ends in the body."""
    _, text, at = line
    return at + len(text)


def block_of(kind: str, whole: Sequence[Line], lines: Sequence[Line] | None = None) -> Block:
    """Make a block that reaches over some lines.

    Args:
        kind: its kind.
        whole: the lines that it reaches over.
        lines: those that are its own, where they are others.
    """
    return Block(kind, whole[0][0], start_of(whole[0]), end_of(whole[-1]), whole if lines is None else lines)


def walk(blocks: Sequence[Block], *, without: Collection[int] = (), within_notes: bool = True) -> Iterator[Block]:
    """Give all blocks in their order, each before those in it.

    Args:
        blocks: those of the whole chapter, or of a part of it.
        without: the ids of blocks that are left out with all that is in them.
        within_notes: whether to give what is in footnotes as well.
    """
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if without and id(block) in without:
            continue
        yield block
        if block.children and (within_notes or block.kind != "footnote"):
            waiting += reversed(block.children)
