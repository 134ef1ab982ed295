"""Repairs tags whose `>` is at the start of a line, where it would be taken for a block quote marker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from microsite.lazy_patterns import lazy_pattern
from microsite.source.mending import Mend
from microsite.source.tree import walk

if TYPE_CHECKING:
    from microsite.source.chapter import Chapter

_AT_START = lazy_pattern(r"\n[ \t]*>")
#: A start tag with its attributes, or an end tag, up to the `>` at the start of the next line.
_BROKEN = lazy_pattern(
    r"<(/?(?:a|abbr|b|bdi|bdo|br|cite|code|del|dfn|em|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var))"
    r"\b(?:[ \t]*\n?[ \t]*[a-zA-Z][\w:-]*=(?:\"[^\"<>\n]*\"|'[^'<>\n]*'|[^\s\"'<>=]+))*[ \t]*\n[ \t]*(>)",
    re.IGNORECASE,
)
_QUOTED = lazy_pattern(r"[ \t]*>")


def mend_tags(chapter: Chapter) -> Iterator[Mend]:
    """Read a `>` at the start of a line as the end of the tag above it."""
    body = chapter.body
    if "<" not in body or not _AT_START.search(body):
        return
    code = [(each.start, each.end) for each in chapter.inline.code]
    code += [(each.start, each.end) for each in walk(chapter.blocks) if each.kind in ("code", "comment")]
    code += [(each.start, each.end) for each in walk(chapter.blocks) if each.kind == "html" and each.before]
    code.sort()
    ends: set[int] = set()
    for match in _BROKEN.finditer(body):
        number = bisect_right(code, (match.start(), len(body))) - 1
        if number >= 0 and match.start() < code[number][1]:
            continue
        mark = _QUOTED.match(body, body.rfind("\n", 0, match.start()) + 1)
        if mark is not None and mark.end() - 1 not in ends:
            continue  # The line above is quoted, and so is this one.
        at = match.start(2)
        ends.add(at)
        message = f"We read “>” at the start of the line as the end of <{match[1].lower()}> above it."
        yield Mend(at, at + 1, message, ((at, at, "/"),))
