"""Parse what is being consulted on: a word or two that fit into sentences."""

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
#: Words that become lower case, also in the plural or after one of the beginnings.
_ORDINARY = {*KNOWN_KINDS, "changes", "consultation", "document", "draft", "order", "report", "review"}
_BEGINNINGS = frozenset("action annual draft joint local new outline proposed revised spending".split())
_ARTICLE = lazy_pattern(
    r"(?:read\s+)?(?:the|an?|our|your|this|these|those|some|its|their)\s+(.+)|read\s+(.+)", re.IGNORECASE
)
_BY_LAW = lazy_pattern(r"bye?[ -]?law(s?)", re.IGNORECASE)
_WORDS = lazy_pattern(r"(?=\d*[^\W\d]|\d+ )[^\W_][\w'’&/ -]*[^\W_]")
#: What people answer with, not what they are asked about.
_ANSWERS = frozenset("survey surveys questionnaire questionnaires question questions form poll".split())


class DocumentKind(FieldText):
    """A word or two as they appear in “Read the …”: strategy, plan, policy, proposal, budget, by-law."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "examples": list(KNOWN_KINDS)}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a kind; one that we know becomes lower case, any other stays as written.

        Raises:
            FieldError: it cannot follow “the”, or is what people answer with.
        """
        words = " ".join(text.split())
        by_law = _BY_LAW.fullmatch(words)
        if by_law:
            return cls(f"by-law{by_law[1].lower()}")
        if _is_ordinary(words):
            return cls(words.lower())
        write = "Write the word that comes after “Read the”, such as strategy, plan or policy."
        article = _ARTICLE.fullmatch(words) if len(words) <= 2 * LONGEST else None
        if article:
            message = f"“{words}” begins with a word that the pages add themselves."
            raise FieldError("CONF-029", message, write=[(str(cls.parse(article[1] or article[2])), "")])
        if words.casefold() in _ANSWERS:
            message = f"“{words}” is what people answer with, not what they are asked about."
            raise FieldError("CONF-029", message, write)
        if not _WORDS.fullmatch(words):
            message = f"“{words[:LONGEST]}” does not fit in the sentence “Read the …”."
            begins = words.partition("(")[0].strip(' .,;:!?*"“”')
            fits = _WORDS.fullmatch(begins) and len(begins) <= LONGEST and begins.casefold() not in _ANSWERS
            if fits and not _ARTICLE.fullmatch(begins):
                raise FieldError("CONF-029", message, write=[(str(cls.parse(begins)), "")])
            raise FieldError("CONF-029", message, write)
        if len(words) > LONGEST:
            message = f"This has {len(words)} characters, but only {LONGEST} fit in a sentence or a menu."
            raise FieldError("CONF-029", message, write)
        return cls(words)


def _is_ordinary(words: str) -> bool:
    """Whether these are common nouns, alone or after a common adjective, not a name that keeps its capitals."""
    first, _, rest = words.partition(" ")
    if rest:
        return first.casefold() in _BEGINNINGS and rest.islower()
    singular = re.sub(r"ies$", "y", first.casefold())
    return bool({first.casefold(), singular, singular.removesuffix("s")} & _ORDINARY)
