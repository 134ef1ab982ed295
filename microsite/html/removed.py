"""Lists what the sanitiser takes out of a text."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from microsite.html.addresses import is_web_address
from microsite.html.openings import escape_unclosed
from microsite.html.sanitise import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, ALLOWED_VALUES, SCHEMES, harmless_tags
from microsite.lazy_patterns import lazy_pattern

_ADDRESSES = frozenset({"href", "src", "cite"})
_TAG = lazy_pattern(r"<([a-zA-Z][^\s/<>]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_WEB = lazy_pattern(r"<(?:a|img)\b[^<>]*?\s(?:href|src)\s*=\s*[\"']?(https?:(?:[^\"'<>])*)", re.IGNORECASE)
_ATTRIBUTE = lazy_pattern(r"([^\s=/\"'<>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")


class Removed(Struct, frozen=True):
    """One thing that was dropped."""

    #: `element`, `attribute`, `address`, or `no address` for one that cannot be parsed.
    kind: str
    #: The element's or attribute's name, or the address.
    name: str
    #: The element it was in.
    element: str


def removed_from(unsafe_html: str) -> Iterator[Removed]:
    """Yield what `sanitise` drops, in document order."""
    if harmless_tags(unsafe_html) is not None:
        return
    for match in _TAG.finditer(escape_unclosed(unsafe_html)):
        name, rest = match[1].lower(), match[2]
        if name not in ALLOWED_TAGS:
            yield Removed("element", name, name)
        elif rest.strip(" /\n"):
            yield from _removed_attributes(name, rest)


def dropped_addresses(unsafe_html: str, safe_html: str) -> Iterator[Removed]:
    """Yield the web addresses that the sanitiser dropped because it could not parse them.

    Args:
        unsafe_html: the HTML before.
        safe_html: the HTML that became of it.
    """
    before, after = (Counter(html.unescape(each) for each in _WEB.findall(text)) for text in (unsafe_html, safe_html))
    for address in before - after:
        if not is_web_address(address):
            yield Removed("no address", address, "a")


# Most tags of a text repeat another one exactly.
@lru_cache(maxsize=4096)
def _removed_attributes(element: str, rest: str) -> tuple[Removed, ...]:
    return tuple(_removed_one_by_one(element, rest))


def _removed_one_by_one(element: str, rest: str) -> Iterator[Removed]:
    allowed = ALLOWED_ATTRIBUTES["*"] | ALLOWED_ATTRIBUTES.get(element, frozenset())
    for match in _ATTRIBUTE.finditer(rest):
        name, value = match[1].lower(), html.unescape((match[2] or "").strip("\"'"))
        if value in ALLOWED_VALUES.get(element, {}).get(name, ()):
            continue
        if name not in allowed:
            yield Removed("attribute", name, element)
        elif name in _ADDRESSES and not _is_safe_address(value):
            yield Removed("address", value, element)


def _is_safe_address(value: str) -> bool:
    # Browsers ignore control characters and white space inside a scheme.
    plain = re.sub(r"[\x00-\x20\x7f-\xa0]", "", value)
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", plain)
    return scheme is None or scheme[1].lower() in SCHEMES
