"""Repairs of a chapter's text whose meaning is certain: what is nearly right is read as it was meant.

A mend changes characters within lines and never adds or removes a line. Everything that looks at the chapter sees the
mended text; positions are still reported in the author's own lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property

from msgspec import Struct

#: Start, end and replacement.
Edit = tuple[int, int, str]
#: Most characters of the author's text to quote in a message.
LONGEST_QUOTE = 40


class Mend(Struct, frozen=True):
    """One repair: its span in the body, what was done, and the edits that do it."""

    start: int
    end: int
    message: str
    edits: tuple[Edit, ...]

    def moved(self, convert: Callable[[int], int]) -> Mend:
        """Return the same repair with its offsets converted to another text."""
        edits = tuple((convert(start), convert(end), new) for start, end, new in self.edits)
        return Mend(convert(self.start), convert(self.end), self.message, edits)


class Mended:
    """A body with its repairs made."""

    def __init__(self, before: str, mends: Iterable[Mend]) -> None:
        """Make the repairs; of two that change the same characters, only the first is made.

        Args:
            before: the body as it was.
            mends: the repairs, most important first.
        """
        self.before = before
        self.made: list[Mend] = []
        edits = self._chosen(mends)
        #: Offset of each stretch in the mended body and in the original one; stretches alternate between what is
        #: unchanged and what was put in.
        self._begins, self._began = [0], [0]
        pieces: list[str] = []
        done = size = 0
        for start, end, new in edits:
            pieces += (before[done:start], new)
            size += start - done
            self._begins += (size, size + len(new))
            self._began += (start, end)
            size += len(new)
            done = end
        pieces.append(before[done:])
        self.body = "".join(pieces)

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of each line of the original body."""
        return line_starts_of(self.before)

    def _chosen(self, mends: Iterable[Mend]) -> list[Edit]:
        wanted = list(mends)
        edits = sorted((edit, number) for number, mend in enumerate(wanted) for edit in mend.edits)
        refused: set[int] = set()
        reach, last = -1, -1
        for (start, end, _), number in edits:
            if number in refused:
                continue
            if start < reach and number != last:
                refused.add(max(number, last))
            if number not in refused:
                reach, last = max(reach, end), number
        self.made = [mend for number, mend in enumerate(wanted) if number not in refused]
        return [edit for edit, number in edits if number not in refused]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset in the original body, both counted from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def original_offset(self, offset: int) -> int:
        """Convert an offset in the mended body to one in the original."""
        number = bisect_right(self._begins, offset) - 1
        began = self._began[number]
        return began + (offset - self._begins[number] if number % 2 == 0 else 0)


def line_starts_of(body: str) -> list[int]:
    """Return the offset of each line of a text."""
    return [0, *(match.end() for match in re.finditer("\n", body))]


def quoted(text: str) -> str:
    """Quote a piece of the author's text for a message, on one line and not too long."""
    words = " ".join(text.split())
    return f"“{words}”" if len(words) <= LONGEST_QUOTE else f"“{words[: LONGEST_QUOTE - 1].rstrip()}…”"


def replaced(start: int, end: int, new: str, message: str) -> Mend:
    """Return a repair that replaces one stretch of text."""
    return Mend(start, end, message, ((start, end, new),))
