"""Words that stand in for missing translations are named as what they are: another language.

While a page is drawn such words, the interface's and the author's, carry signs at their ends, so that no template has
to know of it. Afterwards the signs become a language: of the block where all its words are in it, else of an element
around them. They go where the language is right already or no element can be.
"""

from __future__ import annotations

import re
from itertools import pairwise

from microsite.lazy_patterns import lazy_pattern
from microsite.model.directions import direction_of
from microsite.render.words import FALLBACK, FALLBACK_END, FALLBACK_LANGUAGE, OWN, OWN_END, SIGN
from microsite.validate.field_types import STAND_IN, STAND_IN_END

_SIGNS = (FALLBACK, FALLBACK_END, OWN, OWN_END, STAND_IN)
_ENDS = (FALLBACK_END, OWN_END, STAND_IN_END)
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
    return SIGN.sub("", head) + with_languages(body, language)


def with_languages(html: str, language: str) -> str:
    """Turn the signs in some HTML into languages."""
    if not any(sign in html for sign in _SIGNS):
        return html
    pieces = _TAG.split(html)
    blocks = [number for number in range(1, len(pieces), 2) if _BLOCK.match(pieces[number])]
    named: list[str] = []
    done = 0
    for opening, closing in pairwise([*blocks, len(pieces)]):
        named.append(_inline(pieces[done:opening], language, language))
        tag = pieces[opening]
        other = _language_of_all(pieces, opening, closing, language) if closing < len(pieces) else ""
        inner = _inline(pieces[opening + 1 : closing], language, other or language)
        start = _start(other, language) if other else ""
        if tag.startswith("<li") and " dir=" in start:
            # The mark of an item is on the side of its list, so the item itself keeps the page's direction.
            inner = f"{start}{inner}</span>"
        elif other:
            tag = f"{tag[:-1]}{start.removeprefix('<span').removesuffix('>')}>"
        named += (SIGN.sub("", tag), inner)
        done = closing
    named.append(_inline(pieces[done:], language, language))
    return "".join(named)


def _start(language: str, around: str) -> str:
    """Begin an element in a language, and name its direction where that of what is around it differs."""
    direction = direction_of(language)
    return f'<span lang="{language}"' + (f' dir="{direction}">' if direction != direction_of(around) else ">")


def _language_at(sign: str, language: str) -> str:
    """The language that begins at a sign."""
    return language if sign == OWN else FALLBACK_LANGUAGE if sign == FALLBACK else sign[1:-1]


def _language_of_all(pieces: list[str], opening: int, closing: int, language: str) -> str:
    """The other language that all words between the tags of one block are in; empty where some are not."""
    tag, end = pieces[opening], pieces[closing]
    if tag.startswith("</") or not end.startswith("</") or " lang=" in tag:
        return ""
    text = "".join(pieces[opening + 1 : closing : 2])
    if any(" lang=" in each for each in pieces[opening + 2 : closing : 2]):
        return ""
    found: set[str] = set()
    depth = done = 0
    for sign in SIGN.finditer(text):
        if not depth and any(letter.isalpha() for letter in text[done : sign.start()]):
            return ""
        ends = sign[0] in _ENDS
        if not ends and sign[0] != OWN:
            found.add(_language_at(sign[0], language))
        depth += -1 if ends else 1
        done = sign.end()
    if len(found) != 1 or any(letter.isalpha() for letter in text[done:]):
        return ""
    return found.pop()


def _inline(pieces: list[str], page: str, around: str) -> str:
    """Turn the signs in running text into elements, and drop those inside of tags.

    A sign inside words of its own kind says nothing new, so it makes no element.

    Args:
        pieces: words and tags.
        page: the language of the page.
        around: the language of what is around the text.
    """
    languages: list[str] = [around]
    split = _TAG.split(_BETWEEN.sub(r"\1", "".join(pieces)))
    for index in range(0, len(split), 2):
        split[index] = SIGN.sub(lambda match: _element(match[0], languages, page), split[index])
    return SIGN.sub("", "".join(split))


def _element(sign: str, languages: list[str], page: str) -> str:
    if sign in _ENDS:
        ended = languages.pop()
        return "</span>" if ended != languages[-1] else ""
    languages.append(_language_at(sign, page))
    return "" if languages[-1] == languages[-2] else _start(languages[-1], languages[-2])
