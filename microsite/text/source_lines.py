"""Where a link, picture or piece of markup stands in the author's file; the converter does not say."""

from __future__ import annotations

from collections import Counter


class SourceLines:
    """Finds pieces of a body's text again, the second mention of a piece after its first."""

    def __init__(self, body: str) -> None:
        """Take the body of a chapter."""
        self._folded = body.casefold()
        self._body = body
        self._asked: Counter[str] = Counter()

    def find(self, *pieces: str) -> tuple[int, int, int]:
        """Find the first of the pieces that there is.

        Returns:
            Line from 1, column from 1, and length; line 1, column 1, length 1 when nothing is found.
        """
        for piece in pieces:
            folded = piece.casefold()
            if not folded:
                continue
            start = self._nth(folded, self._asked[folded])
            self._asked[folded] += 1
            if start >= 0:
                before = self._folded[:start]
                column = start - (before.rfind("\n") + 1) + 1
                return before.count("\n") + 1, column, len(piece)
        return 1, 1, 1

    def _nth(self, folded: str, number: int) -> int:
        found = self._folded.find(folded)
        for _ in range(number):
            following = self._folded.find(folded, found + 1)
            if found < 0 or following < 0:
                break
            found = following
        return found
