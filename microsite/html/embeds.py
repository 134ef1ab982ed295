"""Adds links to content embedded from other sites, which pages do not show."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from microsite.lazy_patterns import lazy_pattern

#: Elements that show content from elsewhere.
EMBEDS = frozenset({"iframe", "video", "audio", "embed", "object"})
_EMBED = lazy_pattern(r"<(iframe|video|audio|embed|object)\b((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>", re.IGNORECASE)
_SOURCE = lazy_pattern(r"<source\b((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>", re.IGNORECASE)
_ATTRIBUTE = lazy_pattern(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")


def links_for_embeds(unsafe_html: str) -> tuple[str, tuple[str, ...]]:
    """Insert a link before every element that would show another site's page or play media.

    Returns:
        The HTML, and the addresses; the elements themselves are dropped when the HTML is sanitised.
    """
    if not re.search(r"<(?:iframe|video|audio|embed|object)\b", unsafe_html, re.IGNORECASE):
        return unsafe_html, ()
    found: list[str] = []

    def link(match: re.Match[str]) -> str:
        attributes = {name.lower(): html.unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(match[2])}
        address = attributes.get("src") or attributes.get("data") or _first_source(unsafe_html, match.end())
        if not address:
            return match[0]
        address = f"https:{address}" if address.startswith("//") else address
        found.append(address)
        words = attributes.get("title") or urlsplit(address).netloc or address
        return f'<a href="{html.escape(address)}">{html.escape(words)}</a>{match[0]}'

    return _EMBED.sub(link, unsafe_html), tuple(found)


def _first_source(unsafe_html: str, start: int) -> str:
    source = _SOURCE.match(unsafe_html[start : start + 2_000].lstrip())
    attributes = dict(_ATTRIBUTE.findall(source[1])) if source else {}
    return html.unescape(attributes.get("src", "").strip("\"'"))
