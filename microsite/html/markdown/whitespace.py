"""The converter's first step: normalises line endings, and removes the control characters that it uses itself."""

from __future__ import annotations

from markdown.preprocessors import NormalizeWhitespace
from markdown.util import ETX, STX

from microsite.lazy_patterns import lazy_pattern

_BLANKS_ON_A_LINE = lazy_pattern(r"(?<=\n) +\n")


class Whitespace(NormalizeWhitespace):
    """Normalises white space as Python-Markdown does; most prepared text is in order already."""

    def run(self, lines: list[str]) -> list[str]:
        """Normalise the lines of a text."""
        source = "\n".join(lines).replace(STX, "").replace(ETX, "")
        source = source.replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
        if "\t" in source:
            source = source.expandtabs(self.md.tab_length)
        if "\n " in source:
            source = _BLANKS_ON_A_LINE.sub("\n", source)
        return source.split("\n")
