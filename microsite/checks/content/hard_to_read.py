"""Chapters that are hard to read."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.sentences import sentences_of

#: LIX (Björnsson 1968): words per sentence, plus the percentage of words with more than six letters. Politics in a
#: newspaper scores 50, a law 60.
HARDEST = 55
#: A shorter text says little about how its author writes.
LEAST_WORDS = 200
_LONG = 6
#: Characters that are not part of words.
_BESIDE_WORDS = str.maketrans(dict.fromkeys('.,;:!?()[]{}"“”‘…/|<>=+*&%£$€#_–—\ue0000123456789', " "))


def hard_to_read(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report a chapter whose sentences and words, taken together, are too long."""
    if not known.words.supports_lix:
        return
    prose = [passage for passage in reading.passages if passage.kind in ("paragraph", "item", "html")]
    words = "\n".join(passage.text for passage in prose).translate(_BESIDE_WORDS).split()
    if len(words) < LEAST_WORDS:
        return
    sentences = sum(len(sentences_of(passage.text)) for passage in prose)
    index = len(words) / sentences + 100 * sum(map(_LONG.__lt__, map(len, words))) / len(words)
    if round(index) > HARDEST:
        yield reading.hint(
            "LANG-007",
            f"This chapter is hard to read: it scores {index:.0f} on the LIX scale, and a report should score at "
            f"most {HARDEST}.",
            prose[0].start,
            1,
            "One adult in six in England finds reading hard. Use shorter sentences and everyday words, or give a "
            "summary in plain words first.",
            "3.1.5",
        )
