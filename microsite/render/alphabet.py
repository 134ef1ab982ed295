"""Sorts words by each language's alphabet, following Unicode's rules (CLDR) for the languages of the interface."""

from __future__ import annotations

import re
import unicodedata

from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import primary_subtag

#: Characters that sort before digits and letters, in order.
_SIGNS = " _-–—,;:!¡?¿.…·'‘’\"“”«»()[]{}§@*/\\&#%`^+<=>|~$£€"
#: Letters that sort like others, but after them if all else is the same.
_AS = {"œ": "oe", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "ı": "i", "ة": "ت", "ى": "ي"}
#: Welsh digraphs, by what they sort as; “ng” counts as one letter even if a word has two separate letters.
_WELSH = {each: each for each in ("ch", "dd", "ff", "ll", "ph", "rh", "th")} | {"ng": "gng"}
_WELSH_LETTER = lazy_pattern(r"ch|dd|ff|ng|ll|ph|rh|th|.", re.DOTALL)
#: Accents in sort order; any others come after them.
_ACCENTS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307"
_ARABIC = ("\u0600", "\u08ff")

#: Compares letters first, then accents, then lower case before upper case.
SortKey = tuple[list[tuple[int, str]], list[tuple[int, str]], str, str]


def sort_key(text: str, language: str) -> SortKey:
    """Return the sort key of a text.

    Args:
        text: a word or a title.
        language: the tag of the language whose alphabet counts.
    """
    language_code = primary_subtag(language)
    plain = unicodedata.normalize("NFD", text)
    letters = "".join(_AS.get(each, each) for each in plain.casefold() if not unicodedata.combining(each))
    parts = _WELSH_LETTER.findall(letters) if language_code == "cy" else list(letters)
    # If two words differ only in accents, the one whose accent comes first in the word sorts last.
    accents = [(-at, _accent(each)) for at, each in enumerate(plain) if _accent(each)]
    return [_place(part, language_code) for part in parts], accents, plain.swapcase(), text


def _accent(sign: str) -> str:
    """Return what a character sorts by if letters are the same; empty for a plain letter."""
    if sign in _ACCENTS:
        return chr(_ACCENTS.index(sign) + 1)
    return sign if unicodedata.combining(sign) or sign.casefold() in _AS else ""


def _place(part: str, language: str) -> tuple[int, str]:
    """Return a letter's sort position: punctuation, then digits, then letters, those of the language's script first."""
    if part in _WELSH:
        return 3, _WELSH[part]
    if part in _SIGNS:
        return 0, chr(_SIGNS.index(part))
    if not part.isalnum():
        return 1, part
    if part.isdigit():
        return 2, str(unicodedata.digit(part, 0))
    foreign = language == "ar" and not _ARABIC[0] <= part <= _ARABIC[1]
    return 4 if foreign else 3, part
