"""Marks words that stand in for missing translations with their language.

While a page is rendered, such words, whether the interface's or the author's, are wrapped in markers, so that templates
need not deal with it. Afterwards the markers become `lang` attributes: of the block if all its words are in that
language, else of a `span` around them. Signs are dropped if the language is right already or no element can be there.
"""

from __future__ import annotations

import re
from itertools import pairwise

from microsite.lazy_patterns import lazy_pattern
from microsite.model.directions import direction_of
from microsite.render.words import FALLBACK, FALLBACK_END, FALLBACK_LANGUAGE, MARKER, OWN, OWN_END
from microsite.validate.field_types import STAND_IN, STAND_IN_END

_MARKERS = (FALLBACK, FALLBACK_END, OWN, OWN_END, STAND_IN)
_ENDS = (FALLBACK_END, OWN_END, STAND_IN_END)
#: Consecutive sentences are merged into one run: apart, they would be set from right to left on an Arabic page.
_BETWEEN = lazy_pattern(rf"{FALLBACK_END}(\s+){FALLBACK}")
_HEAD = lazy_pattern(r"\A(.*?</head>|)(.*)\Z", re.DOTALL)
_TAG = lazy_pattern(r"(<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>)")
#: Elements that contain blocks or are blocks themselves.
_BLOCK = lazy_pattern(
    r"</?(?:address|article|aside|blockquote|body|button|caption|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|html|label|legend|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b"
)


def name_languages(page: str, language: str) -> str:
    """Turn the markers in a page, or in part of one, into `lang` attributes; the page's head only loses its markers.

    Args:
        page: a whole page, or a part of its body.
        language: the tag of the site's language, which is the page's own `lang`.
    """
    if not any(marker in page for marker in _MARKERS):
        return page
    head, body = _HEAD.match(page).groups()  # type: ignore[union-attr]
    return MARKER.sub("", head) + with_languages(body, language)


def with_languages(html: str, language: str) -> str:
    """Turn the markers in HTML into `lang` attributes."""
    if not any(marker in html for marker in _MARKERS):
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
            # The marker of a list item is on the side of its list, so the item itself keeps the page's direction.
            inner = f"{start}{inner}</span>"
        elif other:
            tag = f"{tag[:-1]}{start.removeprefix('<span').removesuffix('>')}>"
        named += (MARKER.sub("", tag), inner)
        done = closing
    named.append(_inline(pieces[done:], language, language))
    return "".join(named)


def _start(language: str, around: str) -> str:
    """Return the start tag of a `span` in a language, with `dir` if the direction differs from the surroundings."""
    direction = direction_of(language)
    return f'<span lang="{language}"' + (f' dir="{direction}">' if direction != direction_of(around) else ">")


def _language_at(marker: str, language: str) -> str:
    """Return the language that begins at a marker."""
    return language if marker == OWN else FALLBACK_LANGUAGE if marker == FALLBACK else marker[1:-1]


def _language_of_all(pieces: list[str], opening: int, closing: int, language: str) -> str:
    """Return the language that all words directly in a block are in; empty if that is the page's, or they differ."""
    tag, end = pieces[opening], pieces[closing]
    if tag.startswith("</") or not end.startswith("</") or " lang=" in tag:
        return ""
    text = "".join(pieces[opening + 1 : closing : 2])
    if any(" lang=" in each for each in pieces[opening + 2 : closing : 2]):
        return ""
    found: set[str] = set()
    depth = done = 0
    for marker in MARKER.finditer(text):
        if not depth and any(letter.isalpha() for letter in text[done : marker.start()]):
            return ""
        ends = marker[0] in _ENDS
        if not ends and marker[0] != OWN:
            found.add(_language_at(marker[0], language))
        depth += -1 if ends else 1
        done = marker.end()
    if len(found) != 1 or any(letter.isalpha() for letter in text[done:]):
        return ""
    return found.pop()


def _inline(pieces: list[str], page: str, around: str) -> str:
    """Turn the markers in running text into elements, and drop those inside tags.

    A marker inside words of the same language adds nothing, so it makes no element.

    Args:
        pieces: text and tags.
        page: the language of the page.
        around: the language around the text.
    """
    languages: list[str] = [around]
    split = _TAG.split(_BETWEEN.sub(r"\1", "".join(pieces)))
    for index in range(0, len(split), 2):
        split[index] = MARKER.sub(lambda match: _element(match[0], languages, page), split[index])
    return MARKER.sub("", "".join(split))


def _element(marker: str, languages: list[str], page: str) -> str:
    if marker in _ENDS:
        ended = languages.pop()
        return "</span>" if ended != languages[-1] else ""
    languages.append(_language_at(marker, page))
    return "" if languages[-1] == languages[-2] else _start(languages[-1], languages[-2])
