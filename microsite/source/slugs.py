"""Slugs, ids that are valid in an address, and ids that are unique."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from microsite.lazy_patterns import lazy_pattern

#: An id that is kept as it is: it begins with a letter or an underscore, and contains nothing that looks odd in an
#: address.
_GOOD = lazy_pattern(r"[^\W\d][\w:.-]*")


@lru_cache(maxsize=8192)
def slug_of(text: str) -> str:
    """Turn text into a slug: lower-case letters of any script, digits and hyphens."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "-".join(re.sub(r"[^\w\s-]", "", folded).replace("_", " ").split()).strip("-")


def valid_id(wanted: str) -> str:
    """Return an id that can be part of an address: `1.-why-now` becomes `1-why-now`; most stay as they are."""
    return wanted if _GOOD.fullmatch(wanted) else slug_of(wanted) or "part"


def free_id(wanted: str, taken: dict[str, int]) -> str:
    """Return an id, or the id with the first number that makes it unique, and record it.

    Args:
        wanted: the id.
        taken: the ids in use, each with the last number that was appended to it.
    """
    choice = wanted
    while choice in taken:
        taken[wanted] += 1
        choice = f"{wanted}-{taken[wanted]}"
    taken[choice] = 1
    return choice
