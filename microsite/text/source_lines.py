"""Where a link, picture or piece of markup stands in the author's file; the converter does not say."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

#: What stands behind a bracket, as far as an address goes.
_BRACKETED = re.compile(r"\(([^\s()]+)")


class SourceLines:
    """Finds pieces of a body's text again, the second mention of a piece after its first."""

    def __init__(self, body: str) -> None:
        """Take the body of a chapter."""
        self._body = body
        #: Where each piece was found last; -1 for one that there is not.
        self._last: dict[str, int] = {}
        #: Where any piece was found last: most are asked for in their order.
        self._reached = 0

    @cached_property
    def _folded(self) -> str:
        """The text without the difference of capitals, each character in its place."""
        folded = self._body.casefold()
        return folded if len(folded) == len(self._body) else self._body.lower()

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in re.finditer("\n", self._folded))]

    @cached_property
    def _bracketed(self) -> frozenset[str]:
        """The addresses that stand in brackets."""
        return frozenset(_BRACKETED.findall(self._folded))

    def find(self, *pieces: str) -> tuple[int, int, int]:
        """Find the first of the pieces that there is.

        Returns:
            Line from 1, column from 1, and length; line 1, column 1, length 1 when nothing is found. When a
            piece is asked for more often than it is there, its last place is given again.
        """
        for piece in pieces:
            found = self._place_of(piece.casefold())
            if found >= 0:
                line = bisect_right(self._starts, found)
                return line, found - self._starts[line - 1] + 1, len(piece)
        return 1, 1, 1

    def _place_of(self, piece: str) -> int:
        """Where a piece is found next; -1 for nowhere."""
        last = self._last.get(piece)
        if last == -1 or not piece or self._is_known_to_lack(piece):
            return -1
        if last is not None:
            found = self._folded.find(piece, last + 1)
            found = last if found < 0 else found
        else:
            found = self._folded.find(piece, self._reached)
            found = self._folded.find(piece) if found < 0 else found
        self._last[piece] = found
        self._reached = max(found, 0)
        return found

    def _is_known_to_lack(self, piece: str) -> bool:
        """Whether an address behind a bracket is none of those that there are; it need not be looked for."""
        address = _BRACKETED.fullmatch(piece)
        return address is not None and address[1] not in self._bracketed
