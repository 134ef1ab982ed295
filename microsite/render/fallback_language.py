"""Interface words that stand in for missing translations are named as what they are: another language.

While a page is drawn such words carry signs at their ends, so that no template has to know of it. Afterwards
the signs become elements with a language, or go where the language is right already or no element can stand.
"""

from __future__ import annotations

import re

from microsite.lazy_patterns import lazy_pattern
from microsite.render.words import FALLBACK, FALLBACK_END, OWN, OWN_END

_SIGNS = (FALLBACK, FALLBACK_END, OWN, OWN_END)
_SIGN = lazy_pattern(f"[{''.join(_SIGNS)}]")
#: Sentences that follow each other are one run: apart they would be set from right to left on an Arabic page.
_BETWEEN = lazy_pattern(rf"{FALLBACK_END}(\s+){FALLBACK}")
_TAG = lazy_pattern(r"(<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>)")
_MAIN = lazy_pattern(r"(<main\b[^>]* lang=[^>]*>)(.*?)(</main>)", re.DOTALL)


def name_languages(page: str, fallback: str, own: str, own_direction: str) -> str:
    """Give the words of the fallback language within `main` their own `lang`.

    Args:
        page: a whole page.
        fallback: the tag of the language that stands in.
        own: the tag of the site's language.
        own_direction: how that is written, `ltr` or `rtl`; the fallback is written from left to right.
    """
    if not any(sign in page for sign in _SIGNS):
        return page
    directions = (' dir="ltr"', ' dir="rtl"') if own_direction == "rtl" else ("", "")
    starts = {
        FALLBACK: f'<span lang="{fallback}"{directions[0]}>',
        OWN: f'<span lang="{own}"{directions[1]}>',
    }

    def within(match: re.Match[str]) -> str:
        return match[1] + _named(match[2], starts) + match[3]

    return _SIGN.sub("", _MAIN.sub(within, page))


def _named(html: str, starts: dict[str, str]) -> str:
    """Turn the signs in running text into elements, and drop those inside of tags.

    A sign inside words of its own kind says nothing new, so it makes no element.
    """
    open_signs: list[str] = []
    pieces = _TAG.split(_BETWEEN.sub(r"\1", html))
    for index in range(0, len(pieces), 2):
        pieces[index] = _SIGN.sub(lambda match: _element(match[0], open_signs, starts), pieces[index])
    return "".join(pieces)


def _element(sign: str, open_signs: list[str], starts: dict[str, str]) -> str:
    if sign in starts:
        around = open_signs[-1] if open_signs else OWN
        open_signs.append(sign)
        return starts[sign] if sign != around else ""
    opened = open_signs.pop()
    around = open_signs[-1] if open_signs else OWN
    return "</span>" if opened != around else ""
