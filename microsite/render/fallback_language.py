"""Interface words that stand in for missing translations are named as what they are: another language.

While a page is drawn such words carry signs at their ends, so that no template has to know of it. Afterwards the signs
become a language: of the block where all its words are in it, else of an element around them. They go where the
language is right already or no element can be.
"""

from __future__ import annotations

import re
from itertools import pairwise

from microsite.lazy_patterns import lazy_pattern
from microsite.model.directions import direction_of
from microsite.render.words import FALLBACK, FALLBACK_END, FALLBACK_LANGUAGE, OWN, OWN_END

_SIGNS = (FALLBACK, FALLBACK_END, OWN, OWN_END)
_SIGN = lazy_pattern(f"[{''.join(_SIGNS)}]")
#: Sentences that follow each other are one run: apart they would be set from right to left on an Arabic page.
_BETWEEN = lazy_pattern(rf"{FALLBACK_END}(\s+){FALLBACK}")
_HEAD = lazy_pattern(r"\A(.*?</head>|)(.*)\Z", re.DOTALL)
_TAG = lazy_pattern(r"(<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>)")
#: Elements that contain blocks or are blocks themselves.
_BLOCK = lazy_pattern(
    r"</?(?:address|article|aside|blockquote|body|button|caption|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|html|label|legend|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b"
)


def name_languages(page: str, language: str) -> str:
    """Give the words of the fallback language in a page, or in a part of one, their own `lang`.

    Args:
        page: a whole page, or a part of its body.
        language: the tag of the site's language; it is what the page says of itself.
    """
    if not any(sign in page for sign in _SIGNS):
        return page
    head, body = _HEAD.match(page).groups()  # type: ignore[union-attr]
    return _SIGN.sub("", head) + with_languages(body, language)


def with_languages(html: str, language: str) -> str:
    """Turn the signs in some HTML into languages."""
    if not any(sign in html for sign in _SIGNS):
        return html
    starts = _starts(language)
    pieces = _TAG.split(html)
    blocks = [number for number in range(1, len(pieces), 2) if _BLOCK.match(pieces[number])]
    named: list[str] = []
    done = 0
    for opening, closing in pairwise([*blocks, len(pieces)]):
        named.append(_inline(pieces[done:opening], starts, OWN))
        tag = pieces[opening]
        whole = closing < len(pieces) and _is_all_fallback(pieces, opening, closing)
        inner = _inline(pieces[opening + 1 : closing], starts, FALLBACK if whole else OWN)
        if whole and tag.startswith("<li") and " dir=" in starts[FALLBACK]:
            # The mark of an item is on the side of its list, so the item itself keeps the page's direction.
            inner = f"{starts[FALLBACK]}{inner}</span>"
        elif whole:
            tag = f"{tag[:-1]}{starts[FALLBACK].removeprefix('<span').removesuffix('>')}>"
        named += (_SIGN.sub("", tag), inner)
        done = closing
    named.append(_inline(pieces[done:], starts, OWN))
    return "".join(named)


def _starts(language: str) -> dict[str, str]:
    directions = ("", "")
    if direction_of(language) != direction_of(FALLBACK_LANGUAGE):
        directions = tuple(f' dir="{direction_of(each)}"' for each in (FALLBACK_LANGUAGE, language))
    return {
        FALLBACK: f'<span lang="{FALLBACK_LANGUAGE}"{directions[0]}>',
        OWN: f'<span lang="{language}"{directions[1]}>',
    }


def _is_all_fallback(pieces: list[str], opening: int, closing: int) -> bool:
    """Whether between the tags of one block there are words of the fallback language, and around them none."""
    tag, end = pieces[opening], pieces[closing]
    if tag.startswith("</") or not end.startswith("</") or " lang=" in tag:
        return False
    text = "".join(pieces[opening + 1 : closing : 2])
    if FALLBACK not in text or any(" lang=" in each for each in pieces[opening + 2 : closing : 2]):
        return False
    depth = 0
    for letter in text:
        depth += (letter == FALLBACK) - (letter == FALLBACK_END)
        if not depth and letter.isalpha():
            return False
    return True


def _inline(pieces: list[str], starts: dict[str, str], language: str) -> str:
    """Turn the signs in running text into elements, and drop those inside of tags.

    A sign inside words of its own kind says nothing new, so it makes no element.
    """
    open_signs: list[str] = []
    split = _TAG.split(_BETWEEN.sub(r"\1", "".join(pieces)))
    for index in range(0, len(split), 2):
        split[index] = _SIGN.sub(lambda match: _element(match[0], open_signs, starts, language), split[index])
    return _SIGN.sub("", "".join(split))


def _element(sign: str, open_signs: list[str], starts: dict[str, str], language: str) -> str:
    if sign in starts:
        around = open_signs[-1] if open_signs else language
        open_signs.append(sign)
        return starts[sign] if sign != around else ""
    opened = open_signs.pop()
    around = open_signs[-1] if open_signs else language
    return "</span>" if opened != around else ""
