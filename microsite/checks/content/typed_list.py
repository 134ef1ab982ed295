"""Lists typed with characters that Markdown does not read as bullets or numbers."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern
from microsite.source.parts import Passage

_BULLET = lazy_pattern(r"(?:^|\n|<br\s*/?>)[ \t>]*(?:[•●▪◦‣∙■□➢❖]|&bull;|&#8226;|·(?=\s))[ \t\u00a0]*(?=\S)")
TYPED_DASH = lazy_pattern(r"(?:^|\n|<br\s*/?>)[ \t>]*[‒–—―][ \t\u00a0]+(?=\w)")
_NUMBER = lazy_pattern(r"(?:^|\n|<br\s*/?>)[ \t>]*\d{1,2}[.)](?:&nbsp;|\u00a0)\s*(?=\S)")

#: Every match has one of these in it.
_SIGNS = (*"•●▪◦‣∙■□➢❖·‒–—―\u00a0", "&bull;", "&#8226;", "&nbsp;")
#: The characters that such a line can begin with.
_FIRST = frozenset("•●▪◦‣∙■□➢❖·&‒–—―<0123456789")


def typed_list(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each run of lines that begin with a character such as “•” instead of a hyphen."""
    if not any(sign in reading.body for sign in _SIGNS):
        return
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
            "A screen reader does not say that it is a list, or how long it is. Begin each line with "
            + ("the number, a full stop and a plain space." if number else "a hyphen and a space: “- ”."),
            "1.3.1",
        )


def _sign(reading: Reading, passage: Passage) -> str:
    piece = reading.masked_body[passage.start : passage.end]
    if piece.lstrip(" \t\n>")[:1] not in _FIRST:
        return ""
    for pattern, least in ((_BULLET, 1), (_NUMBER, 1), (TYPED_DASH, 2)):
        first = pattern.match(piece)
        if first and len(pattern.findall(piece)) >= least:
            return first[0].strip().replace("&nbsp;", "")
    return ""
