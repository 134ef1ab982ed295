"""Recognises what looks like the name of a person."""

from __future__ import annotations

import re

#: Two or three capitalised words or initials, like a person's name.
_NAME = re.compile(r"(?:[A-Z]\.\s?|[A-Z][a-z’']+[ -])(?:[A-Z]\.\s?)?[A-Z][a-z’'.]+(?:[ -][A-Z][a-z’'.]+)?")
#: Words for what people are; even capitalised, they are not a name.
_ROLES = re.compile(
    r"\b(?:resident|parent|carer|student|pupil|teacher|worker|volunteer|owner|visitor|member|person|people|adult|child"
    r"|user|runner|cyclist|driver|farmer|trader|tenant|landlord|councillor|officer|neighbour|pensioner|grandparent"
    r"|mother|father|organisation|group|club|school|business|charity|trust|council)s?$",
    re.IGNORECASE,
)


def looks_like_a_name(words: str) -> bool:
    """Whether some words look like a person's name, and do not end with a word for what people are."""
    return bool(_NAME.fullmatch(words)) and not _ROLES.search(words)
