"""Links without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.problems import Problem

_WORD = re.compile(r"[^\W_]|[\u2190-\U0010ffff]")


def link_without_words(reading: Reading, known: Known) -> Iterator[Problem]:
    """Report each link that has no words, or only punctuation."""
    for link in reading.links:
        if link.pictures or link.kind == "bare" or _WORD.search(link.words):
            continue
        if not link.address:
            continue
        what = f"only “{link.words}”" if link.words else "no words"
        yield reading.warning(
            "LINK-001",
            f"This link has {what}.",
            link.start,
            link.end - link.start,
            "Nobody can see or hear where it leads. Write where it leads in the brackets, or delete it.",
            "2.4.4",
        )
