"""What is being consulted on, in a word or two that stand inside of sentences."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from microsite.lazy_patterns import lazy_pattern
from microsite.validate.field_types import FieldError, FieldText

KNOWN_KINDS = (
    "budget", "by-law", "charter", "design code", "draft order", "framework", "guidance", "guide", "policy", "plan",
    "programme", "proposal", "proposals", "scheme", "statement", "strategy", "vision",
)  # fmt: skip
LONGEST = 40
_ARTICLE = lazy_pattern(r"(?:the|an?|our|your|this)\s+(.+)", re.IGNORECASE)
_BY_LAW = lazy_pattern(r"bye?[ -]?law", re.IGNORECASE)
_WORDS = lazy_pattern(r"(?=[^\W\d_])[\w'’&/ -]*\w")


class DocumentKind(FieldText):
    """A word or two as they stand in “Read the …”: strategy, plan, policy, proposal, budget, by-law."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "examples": list(KNOWN_KINDS)}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a kind; one that we know is written in small letters, any other as it is given.

        Raises:
            FieldError: it is no word that can follow “the”.
        """
        words = " ".join(text.split())
        known = "by-law" if _BY_LAW.fullmatch(words) else words.casefold()
        if known in KNOWN_KINDS:
            return cls(known)
        write = "Write the word that comes after “Read the”, such as strategy, plan or policy."
        article = _ARTICLE.fullmatch(words)
        if article:
            message = f"“{words}” begins with a word that the pages add themselves."
            raise FieldError("CONF-029", message, write=[(str(cls.parse(article[1])), "")])
        if not _WORDS.fullmatch(words):
            raise FieldError("CONF-029", f"“{words[:LONGEST]}” does not fit in the sentence “Read the …”.", write)
        if len(words) > LONGEST:
            message = f"This has {len(words)} characters, but only {LONGEST} fit in a sentence or a menu."
            raise FieldError("CONF-029", message, write)
        return cls(words)
