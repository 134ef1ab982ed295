"""State of the block parser within one container: the lines to parse, what has been found, and what is open."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from microsite.source.tree import Block, Line, block_of, end_of, start_of

#: Lists and block quotes nested deeper than this become text of the level above.
DEEPEST = 10


class Notes(Struct):
    """What the parser records about a chapter."""

    #: What is dropped because only another site generator understands it: line number and text.
    dropped: list[tuple[int, str]] = field(default_factory=lambda: [])
    #: Numbers of lines that were nested too deeply and flattened.
    flattened: list[int] = field(default_factory=lambda: [])
    #: Repairs: start and end in the body, and what was done.
    repairs: list[tuple[int, int, str]] = field(default_factory=lambda: [])
    #: The lines as they were typed, if any has a tab.
    typed: list[str] = field(default_factory=lambda: [])
    #: Offset of each of those lines in the body.
    starts: list[int] = field(default_factory=lambda: [])

    #: Numbers of lines that were turned into list items.
    as_items: set[int] = field(default_factory=set[int])

    def has_tab_after(self, number: int, marker: str) -> bool:
        """Whether a tab was typed after the marker that a line begins with."""
        if not self.typed:
            return False
        _, found, after = self.typed[number - 1].partition(marker)
        return bool(found) and after.lstrip(" \u00a0").startswith("\t")

    #: Number of the line before which rows without a delimiter row are known not to be a table.
    no_rows_before: int = 0

    def repair(self, line: Line, message: str) -> None:
        """Record that a line was read as it was meant."""
        _, text, at = line
        start = start_of(line)
        self.repairs.append((start, max(start + 1, at + len(text.rstrip())), message))


class Container:
    """Parser state for the whole body, a list item, a block quote or a footnote."""

    __slots__ = (
        "_parse_block",
        "after_foreign",
        "begun",
        "blocks",
        "closed",
        "count",
        "depth",
        "divisions",
        "filled",
        "is_item",
        "lines",
        "never_closed",
        "notes",
        "open_tags",
        "paragraph",
        "prose_until",
        "uneven_until",
    )

    def __init__(
        self,
        notes: Notes,
        lines: list[Line],
        parse_block: Callable[[Container, int], int],
        *,
        depth: int = 0,
        is_item: bool = False,
    ) -> None:
        """Set up a container with nothing parsed yet.

        Args:
            notes: records what is dropped, flattened or repaired.
            lines: the container's lines, without its own markers and indentation.
            parse_block: parses the block that begins at a line, and returns the index of the line after it.
            depth: how many containers are around this one.
            is_item: whether it is a list item.
        """
        self.notes = notes
        self.lines = lines
        self.count = len(lines)
        self.depth = depth
        self.is_item = is_item
        self.blocks: list[Block] = []
        #: Lines of the open paragraph; None if none is open.
        self.paragraph: list[Line] | None = None
        #: Whether the previous block is complete, so that an indented line begins another.
        self.closed = False
        #: Whether a tag of another site generator is directly above, so that indentation does not mean code.
        self.after_foreign = False
        #: Whether anything has been found, and whether anything but blank lines.
        self.begun = self.filled = False
        #: How many HTML elements are open; indentation means nothing inside them.
        self.open_tags = 0
        #: Ends of comments and elements that are known not to be on any further line.
        self.never_closed: set[str] = set()
        #: Index of the line before which indented text is known to be words.
        self.prose_until = 0
        #: Index of the line before which lines with tabs are known not to be a table.
        self.uneven_until = 0
        #: The line that ends each division (`:::`), by the line that begins it; None until first needed.
        self.divisions: dict[int, int] | None = None
        self._parse_block = parse_block

    def run(self) -> Container:
        """Parse all blocks."""
        position = 0
        while position < self.count:
            position = self._parse_block(self, position)
        return self

    def parse_block(self, at: int) -> int:
        """Parse the block that begins at a line, and return the index of the line after it."""
        return self._parse_block(self, at)

    def inner(self, lines: list[Line], *, is_item: bool = False) -> Container:
        """Parse lines as a container within this one."""
        return Container(self.notes, lines, self._parse_block, depth=self.depth + 1, is_item=is_item).run()

    @property
    def is_in_first_paragraph(self) -> bool:
        """Whether this is a list item whose opening paragraph is still open."""
        if not self.is_item or self.paragraph is None:
            return False
        return len(self.blocks) == 1 or (len(self.blocks) == 2 and self.blocks[0].kind == "comment")

    @property
    def may_begin_list(self) -> bool:
        """Whether any list item may begin here; in the middle of a paragraph, what looks like one is mostly text."""
        return self.paragraph is None or self.is_in_first_paragraph

    def outdent(self, at: int, columns: int) -> None:
        """Remove some columns of indentation from a line and from the lines below that have them."""
        for index in range(at, self.count):
            number, text, offset = self.lines[index]
            if text.strip():
                if text[:columns].strip():
                    return
                self.lines[index] = (number, text[columns:], offset + columns)

    def put(self, block: Block) -> None:
        """Add a block, which ends any open paragraph."""
        self.blocks.append(block)
        self.paragraph, self.closed, self.after_foreign = None, True, False
        self.begun = self.filled = True

    def put_hidden(self, block: Block) -> None:
        """Add a block that ends a paragraph but is not shown."""
        self.blocks.append(block)
        self.paragraph, self.closed = None, True

    def text(self, line: Line) -> None:
        """Add a line to the open paragraph, or begin one."""
        if self.paragraph is not None:
            self.paragraph.append(line)
            block = self.blocks[-1]
            block.end = end_of(line)
            return
        if self.closed:
            self.closed = self.after_foreign = False
        self.paragraph = [line]
        self.blocks.append(block_of("paragraph", self.paragraph))
        self.begun = self.filled = True
