"""The first step of the converter: line ends, and signs that it uses itself."""

from __future__ import annotations

from markdown.preprocessors import NormalizeWhitespace
from markdown.util import ETX, STX

from microsite.lazy_patterns import lazy_pattern

_BLANKS_ON_A_LINE = lazy_pattern(r"(?<=\n) +\n")


class Whitespace(NormalizeWhitespace):
    """Makes white space regular, as Python-Markdown does; a prepared text mostly is so already."""

    def run(self, lines: list[str]) -> list[str]:
        """Read the lines of a text."""
        source = "\n".join(lines).replace(STX, "").replace(ETX, "")
        source = source.replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
        if "\t" in source:
            source = source.expandtabs(self.md.tab_length)
        if "\n " in source:
            source = _BLANKS_ON_A_LINE.sub("\n", source)
        return source.split("\n")
