"""What an author's text may hold once it is HTML: two lists, one call, and a report of what was dropped."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

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
_VALUE = r"=\"[^\"<>\n]*+\""
_ADDRESS = r"=\"(?:(?:(?:https?|mailto|tel|show):|#)[^\"<>\n]*+|[^\":&<>\n]*+)\""
#: Tags that are well formed and allowed with all that they hold; most texts have no others.
_INNOCENT = re.compile(
    rf"</?(?:{'|'.join(sorted(ALLOWED_TAGS))})(?: (?:{'|'.join(sorted(_COMMON))}){_VALUE})*+>"
    rf"|<a(?: href{_ADDRESS}| (?:class|id|title){_VALUE})++>"
    rf"|<img(?: src{_ADDRESS}| (?:alt|class|id|title){_VALUE})++>"
    rf"|<ol(?: (?:class|id|start|type){_VALUE})++>"
)
#: A tag as browsers read it: a quotation mark means something only after an equals sign.
_WHOLE_TAG = re.compile(
    r"</?([a-zA-Z][^\s/<>]*+)"
    r"(?:[\s/]++|[^\s/<>][^\s/<>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>][^\s<>]*+))?+)*+>"
)
#: Characters within which a tag usually ends, and how often a longer one is looked for where there is none.
_USUAL_TAG, _MOST_IN_VAIN = 2_000, 50
_WITH_CONTENT = re.compile(r"<(script|style)(?=[\s/>])[^>]*+>.*?</\1(?=[\s/>])[^>]*+>", re.DOTALL | re.IGNORECASE)
#: What opens an element, a comment, or one of the declarations that no page has and that are not closed at once.
_OPENING = re.compile(
    r"<(?=[a-zA-Z]|!--|[!?](?![^<>]*>))(!--|[!?]|(?:script|style)(?=[\s/>])|)",
    re.IGNORECASE,
)
#: What has to follow an opening, and where paragraphs end.
_ENDS = {
    "paragraph": re.compile(r"</p>"),
    "!--": re.compile(r"-->"),
    "script": re.compile(r"</script(?=[\s/>])", re.IGNORECASE),
    "style": re.compile(r"</style(?=[\s/>])", re.IGNORECASE),
}
#: A character of a private area.
_AMPERSAND = "\ue002"
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
    # The cleaner's time grows with the square of the ampersands that stand in one text.
    prepared = _without_traps(unsafe_html.replace(_AMPERSAND, "")).replace("&amp;", _AMPERSAND)
    cleaned = _cleaner().clean(prepared)
    return cleaned.replace(_AMPERSAND, "&amp;")


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
        clean_content_tags=set(_DROPPED_WHOLE),
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def removed_from(unsafe_html: str) -> Iterator[Removed]:
    """Name what `sanitise` drops, in the order in which it stands."""
    if _is_innocent(unsafe_html):
        return
    for match in _TAG.finditer(_unclosed_as_text(unsafe_html)):
        name, rest = match[1].lower(), match[2]
        if name not in ALLOWED_TAGS:
            yield Removed("element", name, name)
        elif rest.strip(" /\n"):
            yield from _removed_attributes(name, rest)


# Most tags of a text are written as another one is.
@lru_cache(maxsize=4096)
def _removed_attributes(element: str, rest: str) -> tuple[Removed, ...]:
    return tuple(_removed_one_by_one(element, rest))


def _removed_one_by_one(element: str, rest: str) -> Iterator[Removed]:
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
    text_only = _without_traps(text, frozenset())
    cleaned = nh3.clean(text_only, tags=set(), clean_content_tags=set(_DROPPED_WHOLE), strip_comments=True)
    plain = html.unescape(cleaned)
    return plain, plain != text


@lru_cache(maxsize=1)  # The same text is looked at twice in a row.
def _is_innocent(unsafe_html: str) -> bool:
    """Whether there is nothing in a text that would have to be looked at closely."""
    return "<" not in _INNOCENT.sub("", unsafe_html)


def _without_traps(unsafe_html: str, tags: frozenset[str] = ALLOWED_TAGS) -> str:
    """Take away what makes a browser, and so the cleaner, lose the text that follows or is inside.

    The content of elements such as svg or select is read by rules of its own, and goes with them when they are
    not allowed.
    """
    if tags is ALLOWED_TAGS and _is_innocent(unsafe_html):
        return unsafe_html

    def trap(match: re.Match[str]) -> str:
        return match[0] if match[1].lower() in tags | _DROPPED_WHOLE else ""

    closed = _unclosed_as_text(unsafe_html)
    return _WHOLE_TAG.sub(trap, _WITH_CONTENT.sub("", closed))


# The cleaner and the report of what it drops ask for the same text one after the other.
@lru_cache(maxsize=1)
def _unclosed_as_text(unsafe_html: str) -> str:
    """Make text of each `<` that opens what is never closed; it would take all that follows with it."""
    if "<" not in unsafe_html:
        return unsafe_html
    openings = _Openings(unsafe_html)
    return _OPENING.sub(
        lambda match: match[0] if openings.is_closed(match[1].lower(), match.start()) else f"&lt;{match[1]}",
        unsafe_html,
    )


class _Openings:
    """Tells, from the first to the last, which openings of a text have an end."""

    def __init__(self, unsafe_html: str) -> None:
        self._html = unsafe_html
        self._ends = {kind: [match.start() for match in end.finditer(unsafe_html)] for kind, end in _ENDS.items()}
        #: Where the last tag ends; what opens before that stands in one of its values.
        self._tag_end = 0
        #: How often the whole rest was read for a tag that has no end; it is not done without limit.
        self._read_in_vain = 0

    def is_closed(self, kind: str, start: int) -> bool:
        """Whether what opens at a place is closed."""
        if start < self._tag_end:
            return True
        if kind in self._ends and not _following(self._ends[kind], start):
            return False
        if kind == "!--":
            return True
        tag = self._tag_at(start)
        if tag is None or "\n\n" in tag[0] or "</p>" in tag[0]:
            return False
        # A program that goes on in the next paragraph is none: its end belongs to something else.
        paragraph = _following(self._ends["paragraph"], start) if kind in _DROPPED_WHOLE else 0
        if paragraph and _following(self._ends[kind], start) >= paragraph:
            return False
        self._tag_end = tag.end()
        return True

    def _tag_at(self, start: int) -> re.Match[str] | None:
        tag = _WHOLE_TAG.match(self._html, start, start + _USUAL_TAG)
        if tag is None and self._read_in_vain < _MOST_IN_VAIN and start + _USUAL_TAG < len(self._html):
            tag = _WHOLE_TAG.match(self._html, start)
            self._read_in_vain += tag is None
        return tag


def _following(places: list[int], start: int) -> int:
    """The first of the places, which are in order, behind a start; 0 when there is none."""
    index = bisect_right(places, start)
    return places[index] if index < len(places) else 0
