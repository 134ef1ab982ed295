"""Words as ids and addresses, and ids that are free."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def slug_of(text: str) -> str:
    """Words as an id or an address: small letters of any script, digits and hyphens."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "-".join(re.sub(r"[^\w\s-]", "", folded).replace("_", " ").split()).strip("-")


def free_id(wanted: str, taken: dict[str, int]) -> str:
    """Give an id, or the id with the first number that makes it free, and note it.

    Args:
        wanted: the id.
        taken: the ids there are, each with the last number that was put behind it.
    """
    choice = wanted
    while choice in taken:
        taken[wanted] += 1
        choice = f"{wanted}-{taken[wanted]}"
    taken[choice] = 1
    return choice
