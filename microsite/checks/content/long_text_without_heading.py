"""Long stretches of text without a heading."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.source.parts import Passage

#: About a screen and a half of text, or two minutes.
MOST_WORDS = 400


def long_text_without_heading(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each section that is too long to do without another heading."""
    starts = [heading.start for heading in reading.headings]
    part: list[Passage] = []
    words = 0
    for passage in reading.passages:
        if passage.kind == "cell":
            continue
        if starts and passage.start > starts[0]:
            if words > MOST_WORDS:
                yield _problem(reading, part, words)
            while starts and passage.start > starts[0]:
                starts.pop(0)
            part, words = [], 0
        part.append(passage)
        words += passage.text.count(" ") + 1
    if words > MOST_WORDS:
        yield _problem(reading, part, words)


def _problem(reading: Reading, part: list[Passage], words: int) -> Finding:
    first = part[0]
    return reading.hint(
        "HEAD-006",
        f"There are about {words // 10 * 10} words from here on without a heading.",
        first.start,
        1,
        f"Readers find what they want by the headings. Add one after at most {MOST_WORDS} words, with two hashes in "
        "front.",
        "2.4.10",
    )
