"""Lists that were typed with signs of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.problems import Problem
from microsite.source.parts import Passage

_BULLET = re.compile(r"(?:^|\n|<br\s*/?>)[ \t>]*(?:[•●▪◦‣∙■□➢❖]|&bull;|&#8226;|·(?=\s))[ \t\u00a0]*(?=\S)")
_DASH = re.compile(r"(?:^|\n|<br\s*/?>)[ \t>]*[–—][ \t\u00a0]+(?=\w)")
_NUMBER = re.compile(r"(?:^|\n|<br\s*/?>)[ \t>]*\d{1,2}[.)](?:&nbsp;|\u00a0)\s*(?=\S)")

#: What a line that begins so can begin with.
_FIRST = frozenset("•●▪◦‣∙■□➢❖·&–—<0123456789")


def typed_list(reading: Reading, known: Known) -> Iterator[Problem]:
    """Report each run of lines that begin with a sign such as “•” instead of a hyphen."""
    last = -1
    for passage in reading.passages:
        sign = "" if passage.kind == "cell" else _sign(reading, passage)
        if not sign:
            continue
        near = last >= 0 and not reading.body[last : passage.start].strip()
        last = passage.end
        if near:
            continue
        number = sign[0].isdigit()
        yield reading.warning(
            "HEAD-007",
            f"This list is typed with “{sign}”.",
            passage.start,
            len(sign),
            "A screen reader does not say that it is a list, or how long. Begin each line with "
            + ("the number, a full stop and a plain space." if number else "a hyphen and a space: “- ”."),
            "1.3.1",
        )


def _sign(reading: Reading, passage: Passage) -> str:
    piece = reading.bare[passage.start : passage.end]
    if piece.lstrip(" \t\n>")[:1] not in _FIRST:
        return ""
    for pattern, least in ((_BULLET, 1), (_NUMBER, 1), (_DASH, 2)):
        first = pattern.match(piece)
        if first and len(pattern.findall(piece)) >= least:
            return first[0].strip().replace("&nbsp;", "")
    return ""
