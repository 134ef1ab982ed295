"""Shortcuts in the text of chapters: `[words](show:name)` shows a fact from the YAML, so that it is not typed again.

The link stays sensible in any other Markdown tool, which shows its words. Here it becomes a placeholder that is filled
in when the page is rendered: with a component if the link is a paragraph of its own, otherwise with words in the
sentence.
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
    """Whether a text has any placeholders to fill in."""
    return "data-show=" in marked_html


def fill_shortcuts(marked_html: str, block: Callable[[str, int], str], within: Callable[[str, str], str]) -> str:
    """Put what was asked for in place of the placeholders.

    Args:
        marked_html: the text of a chapter.
        block: returns the markup for a name that is a paragraph of its own; given the name and the level of a heading
            in it.
        within: returns the markup for a name within a sentence; given the name and the author's words.
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
