"""Print text to any terminal: with an encoding that lacks characters, through a pipe, with or without colours."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TextIO

from microsite.lazy_patterns import lazy_pattern

#: What replaces typographic characters on a console that lacks them, such as Windows' cp1252 or cp850.
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
#: File names can contain control characters; a terminal would obey them.
_CONTROL = lazy_pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SEVERITY = lazy_pattern(r"^(\S.*?: )(error|warning|hint|repair)( )([A-Z]+-\d{3})( )", re.MULTILINE)
#: The first version of the library VTE whose terminals show links.
FIRST_VTE_WITH_LINKS = 5000
_COLOURS = {"error": "31", "warning": "33", "hint": "36", "repair": "32"}


class Console:
    """Prints to one stream, and never raises."""

    def __init__(self, stream: TextIO, environment: Mapping[str, str]) -> None:
        """Find out what the stream can show."""
        self.stream = stream
        self.encoding = getattr(stream, "encoding", None) or "ascii"
        self.coloured = _wants_colour(stream, environment)
        #: The address of the pages on problems, if this terminal can show links; else None.
        self.pages = _problem_pages() if self.coloured and _shows_links(environment) else None

    def _linked(self, code: str) -> str:
        """Return a code as a link to its page, if the terminal can show one."""
        return f"\x1b]8;;{self.pages}/{code}.md\x1b\\{code}\x1b]8;;\x1b\\" if self.pages else code

    def print(self, text: str = "") -> None:
        """Print one text and a line end; a closed pipe or a full disk is not an error."""
        text = _CONTROL.sub("�", text)
        if not _encodes(text, self.encoding):
            text = text.translate(PLAIN).encode(self.encoding, "backslashreplace").decode(self.encoding)
        if self.coloured:
            text = _SEVERITY.sub(
                lambda match: (
                    f"{match[1]}\x1b[1;{_COLOURS[match[2]]}m{match[2]}\x1b[0m{match[3]}{self._linked(match[4])}{match[5]}"
                ),
                text,
            )
        try:
            self.stream.write(text + "\n")
            self.stream.flush()
        except OSError:
            # Otherwise Python would complain again when it flushes the stream at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stream.fileno())


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


def _shows_links(environment: Mapping[str, str]) -> bool:
    """Whether a terminal is one of those known to show links; others may print the escape sequences."""
    if environment.get("TERM", "").startswith(("screen", "tmux", "linux")) or environment.get("TMUX"):
        return False
    vte = environment.get("VTE_VERSION", "")
    return (
        any(environment.get(name) for name in ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM"))
        or (vte.isdecimal() and int(vte) >= FIRST_VTE_WITH_LINKS)
        or environment.get("TERM_PROGRAM", "") in ("iTerm.app", "vscode", "WezTerm", "ghostty", "Hyper", "Tabby")
        or environment.get("TERM", "") in ("xterm-kitty", "xterm-ghostty", "alacritty", "foot")
    )


def _problem_pages() -> str | None:
    """Return the address of the folder of the pages on problems; None if they did not come with the program."""
    from pathlib import Path

    package = Path(__file__).resolve().parent
    folders = (package / "docs/problems", package.parent / "docs/problems")
    return next((each.as_uri() for each in folders if each.is_dir()), None)
