"""In which direction letters are written."""

from __future__ import annotations

from microsite.lazy_patterns import lazy_pattern

_FROM_RIGHT = lazy_pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FROM_LEFT = lazy_pattern("[^\\W\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def has_right_to_left(text: str) -> bool:
    """Whether there are letters of scripts that are written from right to left, such as Arabic and Hebrew."""
    return _FROM_RIGHT.search(text) is not None


def has_left_to_right(text: str) -> bool:
    """Whether there are letters or digits that are written from left to right."""
    return _FROM_LEFT.search(text) is not None
