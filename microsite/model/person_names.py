"""What looks like the name of a person."""

from __future__ import annotations

import re

#: Two or three words with capitals and nothing in front of them, as a person's name.
_NAME = re.compile(r"(?:[A-Z]\.\s?|[A-Z][a-z’']+[ -])(?:[A-Z]\.\s?)?[A-Z][a-z’'.]+(?:[ -][A-Z][a-z’'.]+)?")
#: What people are; with capitals, it is still no name.
_ROLES = re.compile(
    r"\b(?:resident|parent|carer|student|pupil|teacher|worker|volunteer|owner|visitor|member|person|people|adult|child"
    r"|user|runner|cyclist|driver|farmer|trader|tenant|landlord|councillor|officer|neighbour|pensioner|grandparent"
    r"|mother|father|organisation|group|club|school|business|charity|trust|council)s?$",
    re.IGNORECASE,
)


def looks_like_a_name(words: str) -> bool:
    """Whether some words are two or three with capitals that do not end with what people are."""
    return bool(_NAME.fullmatch(words)) and not _ROLES.search(words)
