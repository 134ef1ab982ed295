"""Text on whatever terminal there is: encodings that lack characters, pipes, no colours."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

from microsite.lazy_patterns import lazy_pattern

#: What stands for typographic characters on a console that lacks them, such as Windows' cp1252 or cp850.
PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "’": "'",
        "‘": "'",
        "→": "->",
        "…": "...",
        "–": "-",
        "—": "-",
        "·": "-",
        "\u00a0": " ",
    }
)
#: File names can contain them; a terminal would obey them.
_CONTROL = lazy_pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SEVERITY = lazy_pattern(r"^(\S.*?: )(error|warning|hint|repair)( [A-Z]+-\d{3} )", re.MULTILINE)
_COLOURS = {"error": "31", "warning": "33", "hint": "36", "repair": "32"}


class Console:
    """Prints to one stream, and never fails to."""

    def __init__(self, stream: TextIO, environment: Mapping[str, str]) -> None:
        """Look at the stream and the environment once."""
        self.stream = stream
        self.encoding = getattr(stream, "encoding", None) or "ascii"
        self.coloured = _wants_colour(stream, environment)

    def print(self, text: str = "") -> None:
        """Print one text and a line end; a reader that has gone away is no mistake."""
        text = _CONTROL.sub("�", text)
        if not _encodes(text, self.encoding):
            text = text.translate(PLAIN).encode(self.encoding, "backslashreplace").decode(self.encoding)
        if self.coloured:
            text = _SEVERITY.sub(
                lambda match: f"{match[1]}\x1b[1;{_COLOURS[match[2]]}m{match[2]}\x1b[0m{match[3]}", text
            )
        try:
            self.stream.write(text + "\n")
            self.stream.flush()
        except BrokenPipeError:
            # Python would complain once more at its end, when it flushes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb" or not stream.isatty():
        return False
    return os.name != "nt" or bool(environment.get("WT_SESSION") or environment.get("ANSICON"))
