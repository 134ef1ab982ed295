"""A container whose blocks are being prepared: the lines that go in, what has come out, and what is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from microsite.text.lines import TAKEN_FOR_BLOCK

#: Lists and quotations deeper than this stay text of the level above.
DEEPEST = 10
#: Characters of a private area: what they enclose stands for a piece that was kept aside.
OPEN, CLOSE = "\ue000", "\ue001"

#: What `TAKEN_FOR_BLOCK` may begin with.
_FIRST_SIGNS = frozenset("#>!:*[{-=_")

#: A line of the author's body, counted from 1, and its text; 0 for a line that the preparation put in.
Line = tuple[int, str]


@dataclass(slots=True)
class Prepared:
    """A body that the parser can read, and what was set aside."""

    text: str = ""
    #: The author's line of each line of the text; 0 for an empty line that was put in.
    lines: tuple[int, ...] = ()
    #: HTML by the number of its token.
    kept: list[str] = field(default_factory=lambda: [])
    #: Lines of other generators that were left out.
    dropped: list[Line] = field(default_factory=lambda: [])
    #: Lines whose nesting was given up.
    flattened: list[int] = field(default_factory=lambda: [])


class Blocks:
    """The blocks of one container: the whole body, a list item, a quotation, a footnote."""

    def __init__(
        self,
        prepared: Prepared,
        lines: list[Line],
        take: Callable[[Blocks, int], int],
        *,
        depth: int = 0,
        in_item: bool = False,
    ) -> None:
        """Begin a container.

        Args:
            prepared: where what is kept and dropped is noted.
            lines: the lines of the container, without what marks them as its own.
            take: takes the block that begins at a line, and gives the line after it.
            depth: how many containers are around this one.
            in_item: whether it begins behind a mark, so that a list at its start needs no empty line.
        """
        self.prepared = prepared
        self.lines = lines
        self.count = len(lines)
        self.depth = depth
        self.in_item = in_item
        self.out: list[Line] = []
        #: Where in the output the open paragraph begins; -1 for none.
        self.paragraph = -1
        #: Whether the block before needs an empty line after it.
        self.closed = False
        #: How long the output would be when a quotation follows another; 0 for none.
        self.quoted = 0
        #: Whether a line of another generator stands straight above, so that indentation makes no listing.
        self.after_foreign = False
        #: How many elements of HTML are open: indentation is of no account inside.
        self.open_tags = 0
        #: Ends of comments and elements that no line has any more.
        self.never_closed: set[str] = set()
        self._take = take

    def run(self) -> list[Line]:
        """Prepare all blocks."""
        position = 0
        while position < self.count:
            position = self.take(position)
        return self.out

    def take(self, at: int) -> int:
        """Take the block that begins at a line, and give the line after it."""
        return self._take(self, at)

    def inner(self, lines: list[Line], *, in_item: bool = False) -> Blocks:
        """Begin a container within this one."""
        return Blocks(self.prepared, lines, self._take, depth=self.depth + 1, in_item=in_item)

    def put(self, number: int, text: str) -> None:
        """Begin a block of its own."""
        if self.out and self.out[-1][1]:
            self.out.append((0, ""))
        self.out.append((number, text))
        self.paragraph, self.closed, self.after_foreign = -1, False, False

    def put_indented(self, lines: list[Line]) -> None:
        """Add lines to the block above, four columns in."""
        self.out += [(number, f"    {text}" if text else "") for number, text in lines]

    def keep(self, number: int, kept_html: str) -> None:
        """Set a piece of HTML aside as a block of its own."""
        self.put(number, self.token(kept_html))
        self.closed = True

    def token(self, kept_html: str) -> str:
        """Set a piece of HTML aside, and give what stands for it."""
        self.prepared.kept.append(kept_html)
        return f"{OPEN}{len(self.prepared.kept) - 1}{CLOSE}"

    def text(self, number: int, text: str) -> None:
        """Add a line to the paragraph, or begin one."""
        text = text.lstrip()
        if text[0:1] in _FIRST_SIGNS and TAKEN_FOR_BLOCK.match(text):
            text = f"\\{text}"
        if text.endswith("\\") and not text.endswith("\\\\"):
            text = f"{text[:-1]}  "
        if self.paragraph < 0:
            if self.closed:
                self.put(number, text)
            else:
                self.out.append((number, text))
            self.paragraph = len(self.out) - 1
        else:
            self.out.append((number, text))
