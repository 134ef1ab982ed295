"""Warn of valid texts that tell readers nothing: notes among editors, a bare yes or no, only a postcode."""

from __future__ import annotations

from typing import get_origin

from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem, short
from microsite.validate.advice import line_of
from microsite.validate.field_types import TO_BE_SUPPLIED, LocalText, MaybeSupplied, PostalLines
from microsite.validate.placeholders import is_for_editors, is_known_later, may_mean_none
from microsite.validate.record_fields import Field, inner_kind

_YES = frozenset("yes y yep true on ok okay ✓ ✔ ☑ ja oui ydy".split())
_NO = frozenset("no n nope false off ✗ ✘ ☒ nein non nac".split())
#: Keys whose whole text can be such a word: what somebody said or answers, and names.
_CAN_BE_ONE_WORD = frozenset({"text", "answer", "term", "place", "organisation", "title"})
#: A UK postcode, or another country's in digits, and nothing that says which house.
_POSTCODE = lazy_pattern(
    r"(?i)\W*(?:post ?code\W*)?(?:[a-z]{1,2}[0-9][0-9a-z]?\s*[0-9][a-z]{2}|[0-9]{4,6}|[0-9]{5}-[0-9]{4})\W*"
)


def words_warning(text: str, wanted: Field, place: Location, path: str) -> Problem | None:
    """Warn of a text that tells readers nothing.

    Args:
        text: what was written.
        wanted: the key that it was written for.
        place: its location.
        path: its path.
    """
    maybe, kind, key = get_origin(wanted.kind) is MaybeSupplied, inner_kind(wanted.kind), path.rpartition(".")[2]
    seen = f"Readers would see “{short(text)}” just as it is typed."
    if maybe and is_known_later(text):
        advice = f"Write {line_of(path, TO_BE_SUPPLIED)}, and we list it with the facts still to be supplied."
        return Problem.warning("CONF-026", seen, place, advice, path=path)
    if not maybe and kind is LocalText and is_for_editors(text) and not path.endswith(("]", ".term")):
        advice = "Write what it is, or leave it out until you know."
        return Problem.warning("CONF-026", seen, place, advice, path=path)
    if (kind is PostalLines or key == "where") and _POSTCODE.fullmatch(text):
        message = (
            f"“{text}” is a postcode and nothing more. Nobody finds the place, or writes a letter, with that alone."
        )
        advice = "Write the building, the street and the town in front of it."
        return Problem.warning("CONF-032", message, place, advice, path=path)
    plain = text.casefold().rstrip(".!")
    if key.endswith("]") or key in _CAN_BE_ONE_WORD or not (plain in _YES or plain in _NO or may_mean_none(text)):
        return None
    message = f"“{text}” is all that {key} says, and readers would see just that."
    return Problem.warning("CONF-031", message, place, _in_words(key, wanted, none=plain not in _YES), path=path)


def _in_words(key: str, wanted: Field, *, none: bool) -> str:
    """Say what to write instead of a bare yes or no."""
    if key == "booking" and none:
        return "Write booking: You do not need to book."
    words = f"Write it in words: {wanted.description[:1].lower()}{wanted.description[1:]}"
    return f"If there is nothing to say, delete the line. {words}" if none and not wanted.required else words
