"""Headings of a text: which of them is the title, their levels, their ids, the list of contents."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_HEADING = re.compile(r"<h([1-6])((?:\s+[\w:-]+=\"[^\"]*\")*)>(.*?)</h\1>\s*", re.DOTALL)
_LEVEL = re.compile(r"(</?h)([1-6])(?=[\s>])")
_ID = re.compile(r"\sid=\"([^\"]*)\"")
_TAGS = re.compile(r"<[^>]+>")
#: Marks of footnotes are no part of a heading's words.
_NOTES = re.compile(r"<sup\b[^>]*>.*?</sup>", re.DOTALL)


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
    return len(_TAGS.sub(" ", safe_html).replace("&nbsp;", " ").split())


@lru_cache(maxsize=8192)
def slug_of(text: str) -> str:
    """Words as an id or an address: small letters of any script, digits and hyphens."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "-".join(re.sub(r"[^\w\s-]", "", folded).replace("_", " ").split()).strip("-")


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


def set_levels_and_ids(safe_html: str) -> str:
    """Close gaps between levels, starting below the page's title, and give every heading an id.

    An id is made of the heading's own words, so that it stays when a heading is added above; where two
    headings say the same, of the words of the heading over it as well. Ids that the author gave stay.
    """
    if "<h" not in safe_html:
        return safe_html
    #: The levels that are open as written, and the slug of each.
    open_levels: list[tuple[int, str]] = []
    taken = dict.fromkeys(_ID.findall(safe_html), 1)

    def repair(match: re.Match[str]) -> str:
        written, attributes, inner = int(match[1]), match[2], match[3]
        while open_levels and open_levels[-1][0] >= written:
            open_levels.pop()
        slug = slug_of(text_of(_NOTES.sub("", inner))) or "part"
        if not _ID.search(attributes):
            attributes += f' id="{html.escape(_free_id(slug, open_levels[-1][1] if open_levels else "", taken))}"'
        open_levels.append((written, slug))
        level = min(len(open_levels) + 1, 6)
        return f"<h{level}{attributes}>{inner}</h{level}>\n"

    return _HEADING.sub(repair, safe_html)


def _free_id(slug: str, above: str, taken: dict[str, int]) -> str:
    """Choose an id that is free, and note it; numbers that were given are not tried again."""
    for choice in (slug, f"{above}-{slug}" if above else slug):
        if choice not in taken:
            taken[choice] = 1
            return choice
    return free_id(slug, taken)


def free_id(wanted: str, taken: dict[str, int]) -> str:
    """Give an id, or the id with the first number that makes it free, and note it.

    Args:
        wanted: the id.
        taken: the ids there are, each with the last number that was put behind it.
    """
    choice = wanted
    while choice in taken:
        taken[wanted] += 1
        choice = f"{wanted}-{taken[wanted]}"
    taken[choice] = 1
    return choice


def deepen(safe_html: str) -> str:
    """Make every heading one level deeper, for a text that stands under a heading of its own."""
    return _LEVEL.sub(lambda match: f"{match[1]}{min(int(match[2]) + 1, 6)}", safe_html)


def list_headings(safe_html: str) -> tuple[Heading, ...]:
    """List the headings that have an id, in their order."""
    found: list[Heading] = []
    for match in _HEADING.finditer(safe_html):
        identifier = _ID.search(match[2])
        text = text_of(_NOTES.sub("", match[3]))
        if identifier and text:
            found.append(Heading(level=int(match[1]), id=html.unescape(identifier[1]), text=text))
    return tuple(found)
