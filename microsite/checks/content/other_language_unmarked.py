"""Passages in another language that are not marked."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.languages import LANGUAGE_NAMES, other_language
from microsite.checks.content.reading import Reading
from microsite.load.language_words import primary_subtag


def other_language_unmarked(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each long passage that is clearly in another language than the site and not marked as such."""
    for passage in reading.passages if known.language else ():
        tag = other_language(passage.text, known.primary_language)
        if not tag or any(
            start <= passage.start < end and lang and primary_subtag(lang) != known.primary_language
            for start, end, lang, _ in reading.marked_languages
        ):
            continue
        yield reading.warning(
            "LANG-001",
            f"This passage seems to be in {LANGUAGE_NAMES[tag]}, but nothing says so.",
            passage.start,
            passage.end - passage.start,
            "A screen reader reads it with the wrong sounds, so nobody understands it. Write a line "
            f'{{: lang="{tag}" }} right below it, with the tag of the language.',
            "3.1.2",
        )
