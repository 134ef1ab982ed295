"""Links to files on other sites that do not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

_FILE = lazy_pattern(r"https?://[^?#]+\.(pdf|docx?|xlsx?|pptx?|odt|ods|odp|zip|csv)(?:[?#].*)?", re.IGNORECASE)
_TYPE_MENTIONED = {
    "pdf": r"pdf",
    "doc": r"doc|word",
    "xls": r"xls|excel|spreadsheet",
    "ppt": r"ppt|powerpoint|slides|presentation",
    "odt": r"odt|opendocument",
    "ods": r"ods|opendocument|spreadsheet",
    "odp": r"odp|opendocument|slides|presentation",
    "zip": r"zip",
    "csv": r"csv|spreadsheet",
}

_ITEM_END = lazy_pattern(r"\n[ \t]*(?:\n|[-*+] |[0-9]+[.)] )")
#: A type and size within so many characters after a link may still belong to it.
FAR = 150


def external_file_unsaid(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link to a file on another website if neither its words nor those after it give the type."""
    for link, following in zip_longest(reading.links, reading.links[1:]):
        found = _FILE.fullmatch(link.address)
        if not found or link.kind == "bare":
            continue
        kind = found[1].lower()
        end = min(link.end + FAR, following.start if following else len(reading.body))
        end = link.end + len(_ITEM_END.split(reading.body[link.end : end], maxsplit=1)[0])
        around = f"{link.words} {reading.words(link.end, end)}"
        if not re.search(rf"\b(?:{_TYPE_MENTIONED[kind[:3]]})", around, re.IGNORECASE):
            yield reading.hint(
                "LINK-006",
                f"This link goes to a {kind.upper()} file on another website, but does not say so.",
                link.start,
                link.end - link.start,
                "On a phone, it may not open or may cost money. Give the type and size in the words of the link, "
                f"such as “{link.words[:40]} ({kind.upper()}, 2 MB)”.",
                "2.4.9",
            )
