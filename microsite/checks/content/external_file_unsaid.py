"""Links to files on other sites that do not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.problems import Problem

_FILE = re.compile(r"https?://[^?#]+\.(pdf|docx?|xlsx?|pptx?|odt|ods|odp|zip|csv)(?:[?#].*)?", re.IGNORECASE)
_SAID = {
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


def external_file_unsaid(reading: Reading, known: Known) -> Iterator[Problem]:
    """Report each link to a PDF or the like on another site whose words do not name its type."""
    for link in reading.links:
        found = _FILE.fullmatch(link.address)
        if not found or link.kind == "bare":
            continue
        kind = found[1].lower()
        around = f"{link.words} {reading.words(link.end, link.end + 30)}"
        if not re.search(rf"\b(?:{_SAID[kind[:3]]})", around, re.IGNORECASE):
            yield reading.hint(
                "LINK-006",
                f"This link leads to a {kind.upper()} file on another site and does not say so.",
                link.start,
                link.end - link.start,
                "On a telephone it may open in nothing, or cost money. Say type and size in its words, as "
                f"“{link.words[:40]} ({kind.upper()}, 2 MB)”.",
                "2.4.9",
            )
