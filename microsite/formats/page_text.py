"""A finished page → its words as plain text, for people who look up later what a page said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from microsite.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SPACES = lazy_pattern(r"[ \t\r\n\f\xa0]+")
#: Elements that nobody reads.
_UNREAD = frozenset("head script style template svg".split())
#: Elements that begin on a line of their own.
_LINES = frozenset(
    "address article aside blockquote body button caption dd details div dl dt fieldset figcaption figure footer form "
    "header hgroup hr legend li main menu nav ol option p pre section summary table tbody tfoot thead tr ul".split()
)
#: Elements with an empty line around them.
_APART = frozenset("blockquote figure h1 h2 h3 h4 h5 h6 p pre table ul ol dl section".split())


def page_text(page: bytes) -> str:
    """Return the words of a page, a line for each block; headings keep their level, links to the web their address."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(page.decode()).body
    parts: list[str | int] = []
    if body is not None:
        _write(body, parts)
    lines: list[str] = [""]
    ends = 0
    for part in parts:
        if isinstance(part, int):
            ends = 0 if lines[-1].strip() == "-" else max(ends, part)
        elif not ends:
            lines[-1] = f"{lines[-1]}{part}"
        elif part.strip():
            lines += [""] * (ends - 1) + [part]
            ends = 0
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in lines)
    return f"{text.strip()}\n"


def _write(node: LexborNode, parts: list[str | int]) -> None:
    """Add the words in an element, and numbers where lines end: 1 for a new line, 2 for an empty line between."""
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            parts.append(_SPACES.sub(" ", child.text(deep=False)))
        elif tag in _UNREAD or "hidden" in child.attributes:
            continue
        elif tag == "br":
            parts.append(1)
        elif tag == "img":
            parts.append(f"[{child.attributes['alt']}]" if child.attributes.get("alt") else "")
        else:
            _write_element(child, tag, parts)


def _write_element(node: LexborNode, tag: str, parts: list[str | int]) -> None:
    ends = 2 if tag in _APART else 1 if tag in _LINES else 0
    parts.append(ends)
    if re.fullmatch("h[1-6]", tag):
        parts.append(f"{'#' * int(tag[1])} ")
    elif tag == "li" and node.css_first("h1, h2, h3, h4, h5, h6") is None:
        parts.append("- ")
    if tag == "pre":
        for line in node.text().split("\n"):
            parts += [line, 1]
    else:
        _write(node, parts)
    address = node.attributes.get("href") or "" if tag == "a" else ""
    if re.match("https?://", address) and address != node.text().strip():
        parts.append(f" ({address})")
    elif tag in {"td", "th"} and node.next is not None:
        parts.append(" | ")
    parts.append(ends)
