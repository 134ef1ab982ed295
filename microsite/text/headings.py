"""Headings of a text: which of them is the title, their levels, their ids, the list of contents."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_HEADING = re.compile(r"<h([1-6])((?:\s+[\w:-]+=\"[^\"]*\")*)>(.*?)</h\1>\s*", re.DOTALL)
_LEVEL = re.compile(r"(</?h)([1-6])(?=[\s>])")
_ID = re.compile(r"\sid=\"([^\"]*)\"")
_TAGS = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that the contents list can lead to."""

    #: 2 for the highest heading below the page's title, then 3 to 6.
    level: int
    id: str
    #: Plain text, not escaped.
    text: str


def text_of(safe_html: str) -> str:
    """The plain text of a piece of safe HTML, white space made single."""
    return " ".join(html.unescape(_TAGS.sub("", safe_html)).split())


def words_in(safe_html: str) -> int:
    """How many words a reader reads."""
    return len(html.unescape(_TAGS.sub(" ", safe_html)).split())


def take_title(safe_html: str, title: str) -> tuple[str, str]:
    """Find the title in a text and leave it out where the page says it again.

    Args:
        safe_html: the whole text.
        title: the title given in the front matter, or an empty string.

    Returns:
        The title, empty when there is none, and the text without it. A heading is left out when it is the
        first thing in the text or of level 1, and says the title.
    """
    for match in _HEADING.finditer(safe_html):
        text = text_of(match[3])
        first = not safe_html[: match.start()].strip()
        if title and (text.casefold() != title.casefold() or not (first or match[1] == "1")):
            continue
        if not title and not first and match[1] != "1":
            return text, safe_html
        return title or text, safe_html[: match.start()] + safe_html[match.end() :]
    return title, safe_html


def set_levels(safe_html: str) -> str:
    """Shift headings down where one of level 1 is left, so that the page's title is the only one."""
    return deepen(safe_html) if "<h1" in safe_html else safe_html


def deepen(safe_html: str) -> str:
    """Make every heading one level deeper, for a text that stands under a heading of its own."""
    return _LEVEL.sub(lambda match: f"{match[1]}{min(int(match[2]) + 1, 6)}", safe_html)


def list_headings(safe_html: str) -> tuple[Heading, ...]:
    """List the headings that have an id, in their order."""
    found: list[Heading] = []
    for match in _HEADING.finditer(safe_html):
        identifier = _ID.search(match[2])
        text = text_of(match[3])
        if identifier and text:
            found.append(Heading(level=int(match[1]), id=html.unescape(identifier[1]), text=text))
    return tuple(found)
