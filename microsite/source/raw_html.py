"""Raw HTML tags in an author's text, and the pictures and links that they make."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from microsite.lazy_patterns import lazy_pattern
from microsite.source.parts import Link, Picture, Tag

TAG = lazy_pattern(r"<(/?)([a-zA-Z][\w:.-]*)((?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)>")
_ATTRIBUTE = lazy_pattern(r"([^\s=/\"'<>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")


def tag_at(body: str, start: int, end: int) -> Tag | None:
    """Parse the tag between two offsets; None for a comment and the like."""
    match = TAG.fullmatch(body, start, end)
    if match is None:
        return None
    given: dict[str, str] = {}
    if match[3].strip(" /\n"):
        for name, value in _ATTRIBUTE.findall(match[3]):
            given.setdefault(name.lower(), html.unescape(value.strip("\"'")))
    return Tag(start=start, end=end, name=match[2].lower(), closing=bool(match[1]), attributes=given)


def raw_picture(tag: Tag) -> Picture:
    """Return the picture that an `img` shows."""
    given = tag.attributes
    return Picture(
        start=tag.start,
        end=tag.end,
        alt_text=given.get("alt"),
        address=given.get("src", ""),
        title=given.get("title", ""),
        raw=True,
        attributes=given,
    )


def raw_links(tags: Iterable[Tag]) -> Iterator[Link]:
    """Yield the links that `a` tags enclose."""
    opening: Tag | None = None
    for tag in tags:
        if tag.name != "a":
            continue
        if tag.closing and opening is not None:
            given = opening.attributes
            yield Link(
                start=opening.start,
                end=tag.end,
                words="",
                address=given.get("href", ""),
                title=given.get("title", ""),
                kind="raw",
                inside=(opening.end, tag.start),
            )
        opening = None if tag.closing or "href" not in tag.attributes else tag
