"""Sentences that came with the program, in its first site or in the starter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.sentences import sentences_of
from microsite.checks.shipped import is_first_sites, is_starters, severity_of, what_is_wrong


def words_of_first_site(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report the first sentence that is from the first site, if this site is another organisation's."""
    if not known.is_first_site:
        yield from _first(reading, "START-001", is_first_sites)


def example_words(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report the first sentence that is one of the starter's examples."""
    yield from _first(reading, "START-002", is_starters)


def _first(reading: Reading, code: str, is_shipped: Callable[[str], bool]) -> Iterator[Finding]:
    found = [passage for passage in reading.passages if is_shipped(passage.text)]
    if found:
        text = next(each for each in sentences_of(found[0].text) if is_shipped(each))
        at = reading.find(found[0], text)
        others = [
            line for line in dict.fromkeys(reading.line(each.start) for each in found) if line != reading.line(at)
        ]
        message, advice = what_is_wrong(code, text, others)
        yield Finding(code, severity_of(code), message, at, len(text), advice)
