"""Limits how many tags are open at once: those nested deeper than anybody intends are dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from microsite.lazy_patterns import lazy_pattern
from microsite.source.grammar import BLOCK_TAGS

#: Most elements open at once. A browser's time, and the sanitiser's, grows with the square of their number.
MOST_OPEN = 50
#: Most formatting elements open at once: a browser reopens them in every paragraph until they are closed.
MOST_FORMATTING = 10
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
#: Void elements, and those that are ended by the next of their kind.
_NEVER_DEEP = frozenset(
    "area base br col embed hr img input link meta source track wbr "
    "p li dt dd tr td th thead tbody tfoot colgroup option optgroup rt rp".split()
)
_BLOCKS = frozenset(BLOCK_TAGS.split()) | {"pre"}
_TAG = lazy_pattern(
    rf"<(/?)(?!(?:{'|'.join(sorted(_NEVER_DEEP))})[\s/>])([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])"
    r"(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>",
    re.IGNORECASE,
)


def without_deep_tags(unsafe_html: str) -> tuple[str, tuple[str, int]]:
    """Drop tags that are nested too deeply; the text in them stays.

    Returns:
        The HTML, and the name of the first element that was dropped, with how many of that name had begun by then; an
        empty name and 0 if none was.
    """
    if is_shallow(_TAG.findall(unsafe_html)):
        return unsafe_html, ("", 0)
    opened: list[str] = []
    dropped: dict[str, int] = {}
    begun: Counter[str] = Counter()
    first = ("", 0)
    kept = 0
    parts: list[str] = []
    for tag in _TAG.finditer(unsafe_html):
        name = tag[2].lower()
        begun[name] += not tag[1]
        if tag[1] and not dropped.get(name):
            _close(opened, name)
            continue
        if not tag[1] and not _is_too_deep(opened, name):
            opened.append(name)
            continue
        dropped[name] = dropped.get(name, 0) + (-1 if tag[1] else 1)
        first = first if first[1] else (name, begun[name])
        parts.append(unsafe_html[kept : tag.start()])
        kept = tag.end()
    return ("".join([*parts, unsafe_html[kept:]]) if parts else unsafe_html), first


def is_shallow(tags: Iterable[tuple[str, str]]) -> bool:
    """Whether every element ends within the one around it, and few are open at once; true of most texts.

    Args:
        tags: for each tag in turn, a slash if it is an end tag, and its name.
    """
    opened: list[str] = []
    for end, name in tags:
        if name in _NEVER_DEEP:
            continue
        if not end:
            opened.append(name)
            if len(opened) > MOST_FORMATTING:
                return False
        elif not opened or opened.pop() != name:
            return False
    return True


def _is_too_deep(opened: list[str], name: str) -> bool:
    if len(opened) >= MOST_OPEN:
        return True
    return name in _FORMATTING and sum(each in _FORMATTING for each in opened) >= MOST_FORMATTING


def _close(opened: list[str], name: str) -> None:
    """Close an element as browsers do: blocks end what is open in them, other elements end within their block."""
    for index in range(len(opened) - 1, -1, -1):
        if opened[index] == name:
            if name in _FORMATTING:
                del opened[index]  # What was opened within it stays open.
            else:
                del opened[index:]
            return
        if opened[index] == "table" or (opened[index] in _BLOCKS and name not in _BLOCKS and name not in _FORMATTING):
            return
