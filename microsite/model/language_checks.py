"""Rules for the languages that a site declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from microsite.problems import Problem, Severity
from microsite.validate.reading import Reading

if TYPE_CHECKING:
    from microsite.model.consultation import Consultation


def language_problems(consultation: Consultation, reading: Reading) -> Iterator[Problem]:
    """Report a language declared twice or on its own, and keys that have no effect with or without other languages.

    Args:
        consultation: the typed content of site_config.yaml.
        reading: knows where every value is.
    """
    tags = [str(each.tag) for each in consultation.languages]
    if not tags:
        given = [
            key for key in ("equal", "publish_only_complete") if key in reading.places and getattr(consultation, key)
        ]
        for key in given:
            message = f"{key} does nothing here: this site is in one language."
            advice = f"Delete the line, or write the languages: languages: [{consultation.language}, cy]"
            yield reading.problem("TRAN-010", message, key, advice, severity=Severity.WARNING)
        return
    if len(tags) == 1:
        message = "This names one language, and it is for sites in several."
        advice = f"Write language: {tags[0]} in its place – or both languages: languages: [{_other(tags[0])}]"
        yield reading.problem("TRAN-010", message, "languages", advice, severity=Severity.WARNING)
    for number, tag in enumerate(tags, 1):
        if tag in tags[: number - 1]:
            yield reading.problem("TRAN-010", f"{tag} is named twice.", f"languages[{number}]", "Delete one of them.")
    if "language" in reading.places:
        message = f"We do not use this line, because languages: begins with {tags[0]}, so that is the first language."
        yield reading.problem("TRAN-010", message, "language", "Delete the line.", severity=Severity.WARNING)


def _other(tag: str) -> str:
    """Return an example of two languages, one of them the tag's."""
    return f"{tag}, cy" if tag.startswith("en") else f"en-GB, {tag}"
