"""Find the key that a word is meant as: in capitals, with hyphens, in the plural, by another name, misspelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache

from microsite.problems import nearest
from microsite.validate.key_synonyms import CHOICES, OF_RECORD, SHARED

#: How similar a misspelt word must be to the key that it is taken for.
ALIKE = 0.7


def folded(word: str) -> str:
    """Write a word as keys are written: lower case, with underscores for spaces and hyphens."""
    letters = unicodedata.normalize("NFKC", word).casefold().strip(" \t\"'“”‘’*_:.")
    return re.sub(r"[^\w]+", "", re.sub(r"[\s-]+", "_", letters))


def meant_key(word: str, record: str, keys: Collection[str]) -> str:
    """Return the key that is meant by a word, or an empty string.

    Args:
        word: what the author wrote.
        record: the name of the record's class.
        keys: the keys that the record has.
    """
    name = folded(word)
    if name in keys:
        return name
    if name in (synonyms := _synonyms(record, frozenset(keys))):
        return synonyms[name]
    for other in _in_other_numbers(name):
        if other in keys:
            return other
        if other in synonyms:
            return synonyms[other]
    return nearest(name, keys, alike=ALIKE)


def meant_choice(word: str, choices: Collection[str]) -> str:
    """Return the choice that is meant by a word, or an empty string."""
    name = folded(word)
    if name in choices:
        return name
    for choice in choices:
        if name in CHOICES.get(choice, "").split():
            return choice
    named = [choice for choice in choices if choice in word.casefold().split()]
    return named[0] if len(named) == 1 else nearest(name, choices, alike=ALIKE)


@cache
def _synonyms(record: str, keys: frozenset[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in (OF_RECORD.get(record, {}), SHARED):
        for key, words in table.items():
            for word in words.split() if key in keys else ():
                if word not in keys:
                    found.setdefault(word, key)
    return found


def _in_other_numbers(name: str) -> tuple[str, ...]:
    """Return the singular and the plural of a word."""
    singular = f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
    plural = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
    return tuple(each for each in (singular, plural) if each and each != name)
