"""The plural categories and rules of Unicode (CLDR) for whole numbers, in each language of the interface."""

from __future__ import annotations

from collections.abc import Callable

OTHER = "other"
#: All plural categories, in Unicode's order.
CATEGORIES = ("zero", "one", "two", "few", "many", OTHER)
_WELSH = {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}
_ARABIC = ("zero", "one", "two")


def _english(number: int) -> str:
    return "one" if number == 1 else OTHER


def _welsh(number: int) -> str:
    return _WELSH.get(number, OTHER)


def _french(number: int) -> str:
    if number in (0, 1):
        return "one"
    return OTHER if number % 1_000_000 else "many"


def _arabic(number: int) -> str:
    if number < len(_ARABIC):
        return _ARABIC[number]
    rest = number % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else OTHER


#: By the primary language subtag.
_PLURALS: dict[str, Callable[[int], str]] = {"en": _english, "cy": _welsh, "fr": _french, "ar": _arabic}


def plural_of(language: str, number: int) -> str:
    """Return the plural category of a number in a language; languages without rules here follow English.

    Args:
        language: the primary subtag of the language.
        number: how many things; 0 or more.
    """
    return _PLURALS.get(language, _english)(number)
