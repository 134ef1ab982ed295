"""Splits a passage into sentences."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from microsite.lazy_patterns import lazy_pattern

#: The end of a sentence: a stop that is not part of an abbreviation, then the start of another sentence.
_SENTENCE_END = lazy_pattern(
    r"[.!?…](?<!\b[A-Z]\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bNo\.)(?<!\bvs\.)"
    r"(?:[\"”’')\]]|\s?»)*\s+(?=(?:[\"“‘'(\[]|«\s?)?[A-Z\d\ue000ÀÂÇÉÈÊÎÔÛŴŶŒ])"
)


# Several rules call it, each for all passages of a chapter.
@lru_cache(maxsize=1024)
def sentences_of(text: str) -> tuple[str, ...]:
    """Split a text into its sentences."""
    ends = [0, *_ends(text), len(text)]
    return tuple([text[start:end].strip() for start, end in pairwise(ends) if start < end])


def _ends(text: str) -> list[int]:
    found: list[int] = []
    for stop in ".!?…":
        at = text.find(stop)
        while at >= 0:
            end = _SENTENCE_END.match(text, at)
            if end:
                found.append(end.end())
            at = text.find(stop, at + 1)
    return sorted(found)
