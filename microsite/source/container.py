"""A container whose blocks are being read: the lines that go in, what has been found, and what is open."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from microsite.source.tree import Block, Line, block_of, end_of, start_of

#: Lists and quotations deeper than this stay text of the level above.
DEEPEST = 10


class Notes(Struct):
    """What is noted while a chapter is read."""

    #: Lines of other generators that are left out, with their numbers.
    dropped: list[tuple[int, str]] = field(default_factory=lambda: [])
    #: Numbers of lines whose nesting was given up.
    flattened: list[int] = field(default_factory=lambda: [])
    #: Where something was read as it is meant: the start and end of it in the body, and what was done.
    repairs: list[tuple[int, int, str]] = field(default_factory=lambda: [])
    #: The lines as they were typed, where any has a tab.
    typed: list[str] = field(default_factory=lambda: [])
    #: Where each of those lines begins in the body.
    starts: list[int] = field(default_factory=lambda: [])

    #: Numbers of lines that were made items of a list.
    as_items: set[int] = field(default_factory=set[int])

    def has_tab_behind(self, number: int, marker: str) -> bool:
        """Whether a tab was typed behind the marker that a line begins with."""
        if not self.typed:
            return False
        _, found, behind = self.typed[number - 1].partition(marker)
        return bool(found) and behind.lstrip(" \u00a0").startswith("\t")

    #: The line up to which rows without a line of hyphens are known to be no table.
    no_rows_before: int = 0

    def repair(self, line: Line, message: str) -> None:
        """Note that a line was read as it is meant."""
        _, text, at = line
        start = start_of(line)
        self.repairs.append((start, max(start + 1, at + len(text.rstrip())), message))


class Container:
    """The blocks of the whole body, a list item, a quotation, a footnote."""

    __slots__ = (
        "_take",
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
        take: Callable[[Container, int], int],
        *,
        depth: int = 0,
        is_item: bool = False,
    ) -> None:
        """Begin a container.

        Args:
            notes: where what is left out and flattened is noted.
            lines: the lines of the container, without what marks them as its own.
            take: takes the block that begins at a line, and gives the line after it.
            depth: how many containers are around this one.
            is_item: whether it is an item of a list.
        """
        self.notes = notes
        self.lines = lines
        self.count = len(lines)
        self.depth = depth
        self.is_item = is_item
        self.blocks: list[Block] = []
        #: The lines of the open paragraph; None where none is open.
        self.paragraph: list[Line] | None = None
        #: Whether the block before ends with its last line, so that an indented line begins another.
        self.closed = False
        #: Whether a line of another generator is directly above, so that indentation makes no listing.
        self.after_foreign = False
        #: Whether anything has been found, and whether anything but empty lines.
        self.begun = self.filled = False
        #: How many elements of HTML are open: indentation is of no account inside.
        self.open_tags = 0
        #: Ends of comments and elements that no line has any more.
        self.never_closed: set[str] = set()
        #: Up to which line indented text is known to be words.
        self.prose_until = 0
        #: Up to which line lines with tabs are known to be no table.
        self.uneven_until = 0
        #: The line that ends each division between colons, by the line that begins it; None until one is looked for.
        self.divisions: dict[int, int] | None = None
        self._take = take

    def run(self) -> Container:
        """Read all blocks."""
        position = 0
        while position < self.count:
            position = self._take(self, position)
        return self

    def take(self, at: int) -> int:
        """Take the block that begins at a line, and give the line after it."""
        return self._take(self, at)

    def inner(self, lines: list[Line], *, is_item: bool = False) -> Container:
        """Read a container within this one."""
        return Container(self.notes, lines, self._take, depth=self.depth + 1, is_item=is_item).run()

    @property
    def is_in_first_paragraph(self) -> bool:
        """Whether the text of an item that it begins with continues."""
        if not self.is_item or self.paragraph is None:
            return False
        return len(self.blocks) == 1 or (len(self.blocks) == 2 and self.blocks[0].kind == "comment")

    @property
    def may_begin_list(self) -> bool:
        """Whether any item of a list is one here; in the middle of a paragraph most are words of it."""
        return self.paragraph is None or self.is_in_first_paragraph

    def outdent(self, at: int, columns: int) -> None:
        """Take as many columns from a line, and from those below it that have them."""
        for index in range(at, self.count):
            number, text, place = self.lines[index]
            if text.strip():
                if text[:columns].strip():
                    return
                self.lines[index] = (number, text[columns:], place + columns)

    def put(self, block: Block) -> None:
        """Add a block of its own."""
        self.blocks.append(block)
        self.paragraph, self.closed, self.after_foreign = None, True, False
        self.begun = self.filled = True

    def put_unseen(self, block: Block) -> None:
        """Add a block that ends a paragraph and shows nothing."""
        self.blocks.append(block)
        self.paragraph, self.closed = None, True

    def text(self, line: Line) -> None:
        """Add a line to the paragraph, or begin one."""
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
