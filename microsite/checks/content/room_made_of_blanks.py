"""Empty paragraphs and repeated line breaks used as spacing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

_BLANKS = lazy_pattern(
    r"(?:<br\s*/?>\s*){2,}|<p(?:\s(?![^<>]*page-break)[^<>]*)?>(?:\s|&nbsp;|<br\s*/?>)*</p>"
    r"|^[ \t>]*(?:&nbsp;|\u00a0)+[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


def room_made_of_blanks(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each place where breaks or empty paragraphs make space."""
    if "<" not in reading.body and "\u00a0" not in reading.body and "&nbsp;" not in reading.body:
        return
    for found in _BLANKS.finditer(reading.masked_body):
        yield reading.hint(
            "HEAD-008",
            "You used empty lines to make space here.",
            found.start() + len(found[0]) - len(found[0].lstrip()),
            len(found[0].strip()),
            "Screen readers say “blank”, and words that belong together are not in one paragraph. Leave one empty "
            "line between paragraphs: the page adds the right space.",
            "1.3.1",
        )
