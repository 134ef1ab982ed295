"""Openings of elements that are never closed; a browser, and so the sanitiser, would lose the text behind them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from microsite.lazy_patterns import lazy_pattern

#: Elements whose content is not text either.
DROPPED_WHOLE = frozenset({"script", "style"})
#: A tag as browsers read it: a quotation mark means something only after an equals sign.
WHOLE_TAG = lazy_pattern(
    r"</?([a-zA-Z][^\s/<>]*+)"
    r"(?:[\s/]++|[^\s/<>][^\s/<>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>][^\s<>]*+))?+)*+>"
)
#: Characters within which a tag usually ends, and how often a longer one is looked for where there is none.
_USUAL_TAG, _MOST_IN_VAIN = 2_000, 50
#: What opens an element, a comment, or one of the declarations that no page has and that are not closed at once.
_OPENING = lazy_pattern(
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


# The cleaner and the report of what it drops ask for the same text one after the other.
@lru_cache(maxsize=1)
def unclosed_as_text(unsafe_html: str) -> str:
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
        #: Where the last tag ends; what opens before that is in one of its values.
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
        paragraph = _following(self._ends["paragraph"], start) if kind in DROPPED_WHOLE else 0
        if paragraph and _following(self._ends[kind], start) >= paragraph:
            return False
        self._tag_end = tag.end()
        return True

    def _tag_at(self, start: int) -> re.Match[str] | None:
        tag = WHOLE_TAG.match(self._html, start, start + _USUAL_TAG)
        if tag is None and self._read_in_vain < _MOST_IN_VAIN and start + _USUAL_TAG < len(self._html):
            tag = WHOLE_TAG.match(self._html, start)
            self._read_in_vain += tag is None
        return tag


def _following(places: list[int], start: int) -> int:
    """The first of the places, which are in order, behind a start; 0 when there is none."""
    index = bisect_right(places, start)
    return places[index] if index < len(places) else 0
