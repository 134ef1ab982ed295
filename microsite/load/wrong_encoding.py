"""Find characters that a wrong encoding has lost or garbled: `â€™`, `Â£`, `Ã©`, `\ufffd`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from microsite.lazy_patterns import lazy_pattern

#: Characters of three bytes in UTF-8: decoded wrongly, they give sequences that are never meant, whatever the context.
_TYPOGRAPHY = "–—‘’‚“”„†‡•…‰‹›€™←→↑↓⇒−≤≥≠≈■□▪▫►▶●○☐☑☒★☆✓✔✗✘➢➤\u2009\u200a\u200b\u2011\u2022\u202f\u2060"
#: Letters and signs of Western languages, which take two bytes.
_WESTERN = "".join(map(chr, range(0xA0, 0x100))) + "ŒœŠšŽžŸ"
#: What is left of a garbled character when its last byte, which has no character of its own, is lost.
_CUT = {"â€": "”"}
#: Characters that can follow any letter (quotation marks, dashes), and marks after a name or before a note.
_ORDINARY, _NOTE_MARKS = frozenset("\u00a0«»‘’“”‚„–—…•‹›"), frozenset("™®©°ºª¹²³")
_LOST, _NOTHING = "\ufffd", "\u200b"
#: What is left of a no-break space after an editor made it an ordinary one; no word ends like that.
_BEFORE_SPACE = r"(?<=[a-z.,;:!?)])Â(?= )"
#: Where an apostrophe has certainly been lost.
_APOSTROPHE = lazy_pattern(r"(?<=[a-z])\ufffd(?=(?:s|t|re|ve|ll|d|m)\b)")
_MARKS = "âÂÃÅï‚¬√\ufffd"


class Garbled(NamedTuple):
    """Garbled characters, by their offsets in the text."""

    start: int
    end: int
    #: What was meant; empty if it cannot be known.
    meant: str


def garbled_characters(text: str) -> Iterator[Garbled]:
    """Yield the garbled characters of a text in order; leave out what a language really writes."""
    if not any(mark in text for mark in _MARKS):
        return
    pattern, meant = _table()
    for found in pattern.finditer(text):
        start, end = found.span()
        wrong, before, after = found[0], text[max(0, start - 1) : start], text[end : end + 1]
        if wrong == _LOST:
            if _APOSTROPHE.match(text, start):
                yield Garbled(start - 1, end + 1, f"{before}’{after}")
            else:
                yield Garbled(start, end, "")
        elif len(wrong) != 2 or wrong in _CUT or _is_certain(wrong, before, after):
            yield Garbled(start, end, meant[wrong])


def message_and_advice(garbled: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Say what readers see and what to do.

    Args:
        garbled: the garbled characters, each with what was meant.
    """
    pairs = dict(garbled)
    known = {wrong: meant for wrong, meant in pairs.items() if meant}
    shown = " and ".join(f"“{wrong}”" for wrong in list(pairs)[:3])
    message = f"Readers see {shown}: the text was saved or copied in the wrong encoding."
    write = ", ".join(f"{_meant(meant)} for “{wrong}”" for wrong, meant in known.items())
    advice = f"Write {write}. " if write else ""
    if len(known) < len(pairs):
        advice += "Look up in the original what belongs where “\ufffd” is, and type it. "
    return message, advice + "If there are many, copy the text from the original again."


def _meant(character: str) -> str:
    return "a space" if character.isspace() else "nothing" if character in f"{_NOTHING}\u2060\ufeff" else character


def _is_certain(wrong: str, before: str, after: str) -> bool:
    """Whether two characters that can be neighbours in a word are here where no word has them."""
    first, second = wrong
    if first in "¬√":
        return True
    if second not in _ORDINARY:
        return second not in _NOTE_MARKS or not before.isupper() or after.islower()
    if first == "Â" and second == "\u00a0":
        return bool(before) and not before.isspace() and not before.isupper()
    return (second == "\u00a0" or after.islower()) and not before.isupper()


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern that finds garbled characters, and what each match stands for."""
    meant: dict[str, str] = {**_CUT, "Â": _NOTHING, "ï»¿": "\ufeff", "ï¿½": "", _LOST: ""}
    for character in _TYPOGRAPHY + _WESTERN:
        wrong = _misread(character, "cp1252")
        meant[wrong] = character
        if max(wrong) >= "\x80":
            meant[_misread(wrong, "cp1252")] = character
        if character in "–—‘’“”•…£éèàçñöüä":
            meant[_misread(character, "mac_roman")] = character
    known = {wrong for wrong in meant if not re.search(r"[\x00-\x1f\x7f-\x9f]", wrong)}
    longest = sorted(known, key=lambda wrong: (-len(wrong), wrong))
    return re.compile("|".join(_BEFORE_SPACE if each == "Â" else re.escape(each) for each in longest)), meant


def _misread(text: str, encoding: str) -> str:
    """Return what a program shows if it decodes the UTF-8 bytes of a text with another encoding."""
    return "".join(bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in text.encode())
