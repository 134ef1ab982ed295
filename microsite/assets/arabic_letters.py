"""Arabic for pictures: letters joined, and each line in visual order, from left to right.

Pages need none of this, since browsers do it. Pictures are drawn letter by letter, so that every machine draws the
same. Unicode has a character for each form of a letter (Arabic Presentation Forms A and B), and says of which letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from microsite.lazy_patterns import lazy_pattern

_FORMS = (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD))
_LAM = "\u0644"
#: Runs that are read from left to right within a line: words in Latin letters, and numbers with their punctuation.
_LETTERS = r"[0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9]+"
_FROM_LEFT = lazy_pattern(rf"{_LETTERS}(?:[ .,:/%&'+@_–-]*{_LETTERS})*")
_NAMES = {(True, True): "medial", (True, False): "final", (False, True): "initial", (False, False): "isolated"}
#: Characters that are mirrored in a line from right to left.
_TURNED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def is_right_to_left(text: str) -> bool:
    """Whether a text is written from right to left, judged by its first letter."""
    kinds = (unicodedata.bidirectional(each) for each in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def visual_order(line: str) -> str:
    """Return one line in visual order from left to right, letters joined; vowel signs are left out.

    Source: the joining of letters follows Unicode, chapter 9.2. Of its bidirectional algorithm, this does what a single
    line with words of both directions needs.
    """
    seen: list[str] = []
    end = 0
    for run in _FROM_LEFT.finditer(line):
        seen.append(_turned(line[end : run.start()]))
        seen.append(run[0])
        end = run.end()
    seen.append(_turned(line[end:]))
    return "".join(reversed(seen))


def _turned(text: str) -> str:
    return _joined(text)[::-1].translate(_TURNED)


def _joined(text: str) -> str:
    """Replace each letter with the form that it has between its neighbours."""
    letters = list(_with_ligatures("".join(each for each in text if unicodedata.category(each) != "Mn")))
    made: list[str] = []
    for place, letter in enumerate(letters):
        before = _joins_after(letters[place - 1]) if place else False
        after = _joins_before(letters[place + 1]) if place + 1 < len(letters) else False
        forms = _forms().get(letter, {})
        before, after = before and _joins_before(letter), after and _joins_after(letter)
        made.append(forms.get(_NAMES[before, after], letter))
    return "".join(made)


def _with_ligatures(text: str) -> Iterator[str]:
    """Yield the letters one by one; a lam and an alef after it form a ligature."""
    rest = iter(range(len(text)))
    for place in rest:
        pair = text[place : place + 2]
        if pair[0] == _LAM and pair != _LAM and pair in _forms():
            next(rest)
            yield pair
        else:
            yield text[place]


def _joins_before(letter: str) -> bool:
    """Whether a letter joins the one before it."""
    return "final" in _forms().get(letter, {})


def _joins_after(letter: str) -> bool:
    """Whether a letter joins the one after it."""
    return "initial" in _forms().get(letter, {})


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return the forms of each letter and ligature, by the names of the forms."""
    found: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        form, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        if form.startswith("<") and letters:
            letter = "".join(chr(int(each, 16)) for each in letters.split())
            found.setdefault(letter, {})[form.strip("<>")] = chr(code)
    return found
