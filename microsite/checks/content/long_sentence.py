"""Sentences that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.sentences import sentences_of

#: The limit in GOV.UK's content guide.
MOST_WORDS = 25


def long_sentence(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each sentence with more words than readers can keep in mind."""
    if not known.words.counts_words:
        return
    for passage in reading.passages:
        if passage.kind == "cell" or passage.quoted or len(passage.text) < MOST_WORDS * 3:
            continue
        for sentence in sentences_of(passage.text):
            if sentence.count(" ") < MOST_WORDS:
                continue
            words = sentence.split()
            count = len(words) - sum(not (word[0].isalnum() or word[-1].isalnum()) for word in words)
            if count > MOST_WORDS:
                start = " ".join(words[:4])
                at = reading.find(passage, start)
                yield reading.hint(
                    "LANG-006",
                    f"This sentence has {count} words: “{start} …”.",
                    at,
                    len(start),
                    "Many readers lose the beginning before they reach the end. Split it in two, or make it a list. "
                    f"{MOST_WORDS} words are enough for one thought.",
                    "3.1.5",
                )
