"""Languages that sites like these use, by the names people write for them."""

from __future__ import annotations

from microsite.lazy_patterns import lazy_pattern

_NAMES = """
en-GB english, british english, uk english, uk; cy welsh, cymraeg; ga irish; gd gaelic, scottish gaelic; sco scots;
pl polish; ur urdu; pa punjabi; bn bengali; gu gujarati; ar arabic; fr french; de german, deutsch; es spanish;
pt portuguese; ro romanian; it italian; so somali; zh chinese; hi hindi; uk ukrainian; bfi british sign language, bsl
"""
_TAG = lazy_pattern(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")


def primary_subtag(tag: str) -> str:
    """Return a tag's language without script and region, in lower case: `en` for `en-GB`."""
    return tag.partition("-")[0].lower()


def tag_named(name: str) -> str:
    """Return a language's tag by its name in lower case; empty if the name is not listed here."""
    for each in _NAMES.split(";"):
        tag, _, names = each.strip().partition(" ")
        if name in names.replace("\n", " ").split(", "):
            return tag
    return ""


def is_known_language(tag: str) -> bool:
    """Whether a word is surely meant as a language tag: it is a tag of a language listed here."""
    tags = {primary_subtag(each.strip().partition(" ")[0]) for each in _NAMES.split(";")}
    return bool(_TAG.fullmatch(tag)) and primary_subtag(tag) in tags
