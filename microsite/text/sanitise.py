"""What an author's text may hold once it is HTML: two lists, one call, and a report of what was dropped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

import nh3

#: Elements that say something about text. Nothing that runs, loads from elsewhere, styles or asks for input.
ALLOWED_TAGS = frozenset(
    """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary
    sup table tbody td tfoot th thead time tr ul var wbr
    """.split()
)
_COMMON = frozenset({"class", "dir", "id", "lang", "title"})
#: Attributes by element; the entry `*` is for all of them.
ALLOWED_ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": _COMMON,
    "a": frozenset({"href", "hreflang"}),
    "blockquote": frozenset({"cite"}),
    "bdo": frozenset({"dir"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
#: `show` is a fact of the site; it never reaches a page.
SCHEMES = frozenset({"http", "https", "mailto", "tel", "show"})
#: Elements whose content is not text either.
_DROPPED_WHOLE = frozenset({"script", "style"})
_ADDRESSES = frozenset({"href", "src", "cite"})
_TAG = re.compile(r"<([a-zA-Z][^\s/<>]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing that was dropped."""

    #: `element`, `attribute` or `address`.
    kind: str
    #: The element's or attribute's name, or the address.
    name: str
    #: The element it stood in.
    element: str


def sanitise(unsafe_html: str) -> str:
    """Keep what is allowed. Doing so twice gives the same as doing so once."""
    return nh3.clean(
        unsafe_html,
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
        clean_content_tags=set(_DROPPED_WHOLE),
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def removed_from(unsafe_html: str) -> Iterator[Removed]:
    """Name what `sanitise` drops, in the order in which it stands."""
    for match in _TAG.finditer(unsafe_html):
        name, rest = match[1].lower(), match[2]
        if name not in ALLOWED_TAGS:
            yield Removed("element", name, name)
        elif rest.strip(" /\n"):
            yield from _removed_attributes(name, rest)


def _removed_attributes(element: str, rest: str) -> Iterator[Removed]:
    allowed = _COMMON | ALLOWED_ATTRIBUTES.get(element, frozenset())
    for match in _ATTRIBUTE.finditer(rest):
        name, value = match[1].lower(), html.unescape((match[2] or "").strip("\"'"))
        if name not in allowed:
            yield Removed("attribute", name, element)
        elif name in _ADDRESSES and not _is_safe_address(value):
            yield Removed("address", value, element)


def _is_safe_address(value: str) -> bool:
    # Browsers pass over control characters and white space inside a scheme.
    plain = re.sub(r"[\x00-\x20\x7f-\xa0]", "", value)
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", plain)
    return scheme is None or scheme[1].lower() in SCHEMES


def plain_text(text: str) -> tuple[str, bool]:
    """Take the markup out of a text that is shown as it is.

    Returns:
        The text, not escaped, and whether anything was taken out. A lone `<` is kept.
    """
    if "<" not in text or not re.search(r"<[a-zA-Z/!?]", text):
        return text, False
    cleaned = nh3.clean(text, tags=set(), clean_content_tags=set(_DROPPED_WHOLE), strip_comments=True)
    plain = html.unescape(cleaned)
    return plain, plain != text
