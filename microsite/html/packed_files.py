"""Shortens files that are packed into a text as `data:` addresses, which are longer than any address that we parse.

Word processors that export Markdown pack pictures like that. They are never shown; each is reported with its position.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from microsite.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from microsite.source.places import Position

#: An address with so much data that it is certainly a file.
_DATA_URL = lazy_pattern(
    r"(?<=[(<\"'= ])(data:[\w.+/-]{0,100}(?:;[\w=.-]{1,60}){0,4},)([A-Za-z0-9+/=%_.~:;!*$&-]{1000,}+)", re.IGNORECASE
)
#: What precedes a code block within quotations and list items.
_CONTAINERS = lazy_pattern(r"(?:[ >]|[-*+] |[0-9]{1,9}[.)] )+")
#: What is left of one: its number, and the length of its data.
_SHORTENED = lazy_pattern(r".*,cut-([0-9]+)-([0-9]+)")


def data_url_characters(text: str) -> int:
    """Count the characters of a text that belong to packed files."""
    return sum(len(found[0]) for found in _DATA_URL.finditer(text)) if "data:" in text.casefold() else 0


def shorten_data_urls(body: str) -> tuple[str, list[Position]]:
    """Cut short the files packed into a text, except in code blocks, which are shown as they are.

    Returns:
        The text, with the same lines, and the position of each file.
    """
    if "data:" not in body.casefold():
        return body, []
    from microsite.source.leaf_blocks import opened_fence

    places: list[Position] = []
    lines, code = body.split("\n"), ""
    for number, line in enumerate(lines):
        code = opened_fence(code, line.lstrip(" >") if code else _CONTAINERS.sub("", line, 1))
        if code or len(line) < 1000:
            continue
        parts, end = list[str](), 0
        for found in _DATA_URL.finditer(line):
            places.append((number + 1, found.start() + 1, len(found[0])))
            parts += [line[end : found.start()], found[1], f"cut-{len(places)}-{len(found[2])}"]
            end = found.end()
        lines[number] = "".join([*parts, line[end:]])
    return "\n".join(lines), places


def shortened_data_url(address: str) -> tuple[int, int]:
    """Return the number of a file that was cut, from 1, and its size in characters; zeros for any other address."""
    found = _SHORTENED.fullmatch(address[:300])
    return (int(found[1]), int(found[2])) if found else (0, 0)
