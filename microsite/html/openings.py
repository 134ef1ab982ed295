"""Escapes tags and comments that are never closed; a browser, and so the sanitiser, would lose the text after them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from microsite.lazy_patterns import lazy_pattern

#: Elements that are dropped with their content, which is not text.
DROPPED_WHOLE = frozenset({"script", "style"})
#: A tag as browsers parse it: quotation marks mean something only after an equals sign.
WHOLE_TAG = lazy_pattern(
    r"</?([a-zA-Z][^\s/<>]*+)"
    r"(?:[\s/]++|[^\s/<>][^\s/<>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>][^\s<>]*+))?+)*+>"
)
#: Length within which a tag usually ends, and how many searches for a longer one may fail.
_USUAL_TAG, _MOST_FAILED_SEARCHES = 2_000, 50
#: The start of a tag, of a comment, or of a declaration or processing instruction that does not end at once.
_OPENING = lazy_pattern(
    r"<(?=[a-zA-Z]|!--|[!?](?![^<>]*>))(!--|[!?]|(?:script|style)(?=[\s/>])|)",
    re.IGNORECASE,
)
#: What closes each kind of opening, and the ends of paragraphs.
_ENDS = {
    "paragraph": re.compile(r"</p>"),
    "!--": re.compile(r"-->"),
    "script": re.compile(r"</script(?=[\s/>])", re.IGNORECASE),
    "style": re.compile(r"</style(?=[\s/>])", re.IGNORECASE),
}


# The sanitiser and the report of what it drops ask for the same text one after the other.
@lru_cache(maxsize=1)
def escape_unclosed(unsafe_html: str) -> str:
    """Escape each `<` that opens something never closed; otherwise everything after it would be lost."""
    if "<" not in unsafe_html:
        return unsafe_html
    openings = _Openings(unsafe_html)
    return _OPENING.sub(
        lambda match: match[0] if openings.is_closed(match[1].lower(), match.start()) else f"&lt;{match[1]}",
        unsafe_html,
    )


class _Openings:
    """Decides which openings of a text are closed; must be asked about them in order."""

    def __init__(self, unsafe_html: str) -> None:
        self._html = unsafe_html
        self._ends = {kind: [match.start() for match in end.finditer(unsafe_html)] for kind, end in _ENDS.items()}
        #: Where the last tag ends; what opens before that is in one of its attribute values.
        self._tag_end = 0
        #: How often the rest of the text was searched in vain for the end of a tag; this is limited.
        self._failed_searches = 0

    def is_closed(self, kind: str, start: int) -> bool:
        """Whether what opens at an offset is closed."""
        if start < self._tag_end:
            return True
        if kind in self._ends and not _first_after(self._ends[kind], start):
            return False
        if kind == "!--":
            return True
        tag = self._tag_at(start)
        if tag is None or "\n\n" in tag[0] or "</p>" in tag[0]:
            return False
        # A script or style that continues in the next paragraph is not one: the end tag belongs to something else.
        paragraph = _first_after(self._ends["paragraph"], start) if kind in DROPPED_WHOLE else 0
        if paragraph and _first_after(self._ends[kind], start) >= paragraph:
            return False
        self._tag_end = tag.end()
        return True

    def _tag_at(self, start: int) -> re.Match[str] | None:
        tag = WHOLE_TAG.match(self._html, start, start + _USUAL_TAG)
        if tag is None and self._failed_searches < _MOST_FAILED_SEARCHES and start + _USUAL_TAG < len(self._html):
            tag = WHOLE_TAG.match(self._html, start)
            self._failed_searches += tag is None
        return tag


def _first_after(places: list[int], start: int) -> int:
    """Return the first of the sorted offsets after a start; 0 if there is none."""
    index = bisect_right(places, start)
    return places[index] if index < len(places) else 0
