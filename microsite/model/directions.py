"""The writing direction of languages."""

from __future__ import annotations

from typing import Literal

from microsite.load.language_words import primary_subtag

#: Languages that are written from right to left.
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Return the writing direction of a language: `ltr` for `en-GB`, `rtl` for `ar`."""
    return "rtl" if primary_subtag(language) in RIGHT_TO_LEFT else "ltr"
