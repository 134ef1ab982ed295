"""`[words](show:name)` in the prose: a fact that the YAML knows is placed there, not typed again.

The link stays sensible in any other Markdown tool: its words are what is meant. Here it becomes a mark, which the
page fills in when it is drawn: a component where the link is a paragraph of its own, else words within the sentence.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from microsite.lazy_patterns import lazy_pattern

SCHEME = "show"
#: The element that stands for a fact within a sentence.
WITHIN = "show-words"
_MARK = lazy_pattern(
    r"<div data-show=\"(?P<alone>[^\"]*)\"></div>"
    r"|<show-words data-show=\"(?P<within>[^\"]*)\">(?P<words>(?:(?!</show-words>).)*)</show-words>",
    re.DOTALL,
)
_HEADING = lazy_pattern(r"<h([1-6])[\s>]")


def has_shortcuts(marked_html: str) -> bool:
    """Whether anything is to be placed in a text."""
    return "data-show=" in marked_html


def fill_shortcuts(marked_html: str, block: Callable[[str, int], str], within: Callable[[str, str], str]) -> str:
    """Put what was asked for where the marks are.

    Args:
        marked_html: the text of a chapter.
        block: gives the markup for a name that is alone; told the level that a heading in it has there.
        within: gives the markup for a name within a sentence; told the words that the author wrote.
    """
    if not has_shortcuts(marked_html):
        return marked_html
    level = 2
    end = 0

    def filled(match: re.Match[str]) -> str:
        nonlocal level, end
        if match["alone"] is None:
            return within(html.unescape(match["within"]), match["words"])
        above = _HEADING.findall(marked_html, end, match.start())
        level = min(int(above[-1]) + 1, 6) if above else level
        end = match.end()
        return block(html.unescape(match["alone"]), level)

    return _MARK.sub(filled, marked_html)
