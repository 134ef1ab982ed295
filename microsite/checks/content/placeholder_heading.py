"""Headings that are only placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

_PLACEHOLDER = lazy_pattern(
    r"(?!title$)(?:(?:insert|add|enter|type|your|section|page|main|chapter|sub|new)[ -]?){0,3}"
    r"(?:heading|title|headline|subheading|subtitle)(?: text)?(?: (?:goes )?here| ?\d{1,2})?"
    r"|lorem ipsum.*|(?:to be|yet to be) (?:confirmed|completed|added|written|decided|agreed)|tb[acd]|to[ -]?do|x{2,}"
    r"|placeholder(?: (?:heading|title|text))?|untitled(?: \d+)?|(?:your )?text (?:goes )?here|new section",
    re.IGNORECASE,
)
#: The same in brackets, as templates to be filled in have them.
_IN_BRACKETS = lazy_pattern(
    r"[\[{<«](?:insert|add|enter|type|your|name of|title|heading|topic|subject|tb[acd]|to be)\b.*[\]}>»]", re.IGNORECASE
)


def placeholder_heading(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each heading such as “Heading”, “Lorem ipsum” or “[Insert title]”."""
    for heading in reading.headings:
        words = heading.words.strip(" .:…!*_")
        if _PLACEHOLDER.fullmatch(words) or _IN_BRACKETS.fullmatch(words):
            yield reading.warning(
                "HEAD-012",
                f"The heading “{heading.words}” looks like a placeholder.",
                heading.start,
                heading.end - heading.start,
                "It would be published as it is. Write what this part says, or delete the line.",
                "2.4.6",
            )
