"""`[words](show:name)` in the prose: a fact that the YAML knows is placed there, not typed again.

The link stays sensible in any other Markdown tool: its words are what is meant. Here it becomes a mark, which the
page fills in when it is drawn: a component where the link is a paragraph of its own, else words within the sentence.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

SCHEME = "show"
_LINK = re.compile(
    r"<p>\s*<a href=\"show:(?P<alone>[^\"]*)\"[^<>]*>(?:(?!</a>).)*</a>\s*</p>"
    r"|<a href=\"show:(?P<within>[^\"]*)\"[^<>]*>(?P<words>(?:(?!</a>).)*)</a>",
    re.DOTALL,
)
_MARK = re.compile(r"<!--show:([^>]*?)-->(?:((?:(?!<!--/show-->).)*)<!--/show-->)?", re.DOTALL)
_ALONE, _WITHIN = "block", "words"


def mark_shortcuts(safe_html: str) -> tuple[str, tuple[str, ...]]:
    """Turn links to facts into marks.

    Returns:
        The text, and the names that were asked for, as `priority/2`.
    """
    if 'href="show:' not in safe_html:
        return safe_html, ()
    names: list[str] = []

    def mark(match: re.Match[str]) -> str:
        name = html.unescape(match["alone"] if match["alone"] is not None else match["within"]).strip().casefold()
        names.append(name)
        written = re.sub(r"[^\w/.:-]", "", name)
        if match["alone"] is not None:
            return f"<!--show:{_ALONE} {written}-->"
        return f"<!--show:{_WITHIN} {written}-->{match['words']}<!--/show-->"

    return _LINK.sub(mark, safe_html), tuple(names)


def fill_shortcuts(marked_html: str, block: Callable[[str], str], within: Callable[[str, str], str]) -> str:
    """Put what was asked for where the marks stand.

    Args:
        marked_html: the text of a chapter.
        block: gives the markup for a name that stands alone.
        within: gives the markup for a name within a sentence; told the words that the author wrote.
    """
    if "<!--show:" not in marked_html:
        return marked_html

    def filled(match: re.Match[str]) -> str:
        kind, _, name = match[1].partition(" ")
        return block(name) if kind == _ALONE else within(name, match[2] or "")

    return _MARK.sub(filled, marked_html)
