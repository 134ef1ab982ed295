"""Where a link, picture or piece of markup stands in the author's file; the converter does not say."""

from __future__ import annotations


class SourceLines:
    """Finds pieces of a body's text again, the second mention of a piece after its first."""

    def __init__(self, body: str) -> None:
        """Take the body of a chapter."""
        self._folded = body.casefold() if len(body.casefold()) == len(body) else body.lower()
        #: Where each piece was found last, and the place of it: the next search begins behind it.
        self._last: dict[str, tuple[int, int, int]] = {}

    def find(self, *pieces: str) -> tuple[int, int, int]:
        """Find the first of the pieces that there is.

        Returns:
            Line from 1, column from 1, and length; line 1, column 1, length 1 when nothing is found. When a
            piece is asked for more often than it is there, its last place is given again.
        """
        for piece in pieces:
            folded = piece.casefold()
            if not folded:
                continue
            start, line, line_start = self._last.get(folded, (-1, 1, 0))
            found = self._folded.find(folded, start + 1)
            if found >= 0:
                line += self._folded.count("\n", line_start, found)
                line_start = self._folded.rfind("\n", line_start, found) + 1 or line_start
                self._last[folded] = (found, line, line_start)
            elif start < 0:
                continue
            else:
                found = start
            return line, found - line_start + 1, len(piece)
        return 1, 1, 1
