"""Rule over a chapter's finished text: reports markup that was left in it and that readers would see."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from microsite.html.leftover_patterns import CODE, MISTAKE
from microsite.html.leftovers import Leftover, find_leftovers, leftover_message
from microsite.lazy_patterns import lazy_pattern
from microsite.load.chapters import ChapterSource
from microsite.problems import MOST_ALIKE, Problem
from microsite.source.chapter import Chapter
from microsite.source.words import blanked

_TYPED = lazy_pattern(r"<(pre|code|kbd|samp|var)(?=[\s>])[^>]*>.*?</\1>", re.DOTALL)
#: Inline elements.
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr".split()
)
#: What to put in place of a tag; any other tag becomes a blank line.
_IN_PLACE = {**dict.fromkeys(chain(_INLINE, map("/{}".format, _INLINE)), ""), "br": "\n", "/br": "\n"}
_TAG = lazy_pattern(r"<(/?[a-z][a-z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>")
_ALT_OR_TITLE = lazy_pattern(r"\b(?:alt|title)=\"([^\"]*)\"")
#: A footnote mark as readers see it.
_NOTE = lazy_pattern(r"\[\^([^\[\]\s]+)\]")
#: Characters of context that tell one occurrence from another, and the most occurrences for which it is compared.
_AROUND, _FEW = 60, 50
_SHOWN_AS = {"<": r"(?:\\?<|&lt;)", ">": r"(?:\\?>|&gt;)", "&": r"&(?:amp;)?", '"': r"(?:\\?\"|&quot;)"}


def leftover_problems(source: ChapterSource, chapter: Chapter, safe_html: str) -> Iterator[Problem]:
    """Report markup in a chapter's text that readers would see.

    Args:
        source: the chapter as its author wrote it.
        chapter: the same, parsed.
        safe_html: the HTML that was made from it.
    """
    text = finished_text(safe_html)
    found = find_leftovers(text)
    if not found:
        return
    places = _TypedPositions(chapter)
    for number, leftover in enumerate(found):
        shown = text[leftover.start : leftover.end]
        location = source.source.whole
        if number < MOST_ALIKE:  # The others are only counted, not shown.
            around = (
                text[max(0, leftover.start - _AROUND) : leftover.start],
                text[leftover.end : leftover.end + _AROUND],
            )
            start, length = places.of(shown, around)
            if leftover.what == MISTAKE and chapter.body[start] == "\\":
                continue  # Escaped by its author, who is writing about it.
            line, column = chapter.line_and_column(start)
            location = source.source.location(line + source.body_offset, column, length)
        yield Problem.warning(
            "TEXT-017", leftover_message(shown, leftover), location, _advice(leftover, shown, chapter)
        )


def finished_text(safe_html: str) -> str:
    """Return a chapter's text as readers see it, including alt text and titles; each block begins on its own line."""
    text = safe_html.replace(CODE, "")
    if "<code" in text or "<pre" in text or "<kbd" in text or "<samp" in text or "<var" in text:
        text = _TYPED.sub(CODE, text)
    # Alternately text, tag name and attributes.
    parts = _TAG.split(text)
    given = "".join(parts[2::3])
    alt_texts = _ALT_OR_TITLE.findall(given) if "alt=" in given or "title=" in given else ()
    parts[1::3] = [_IN_PLACE.get(name, "\n\n") for name in parts[1::3]]
    del parts[2::3]
    return html.unescape("\n\n".join(("".join(parts), *alt_texts)))


def _advice(leftover: Leftover, shown: str, chapter: Chapter) -> str:
    note = _NOTE.fullmatch(shown)
    if note and note[1] in chapter.notes:
        return "Put the mark in the text beside the picture. Here it goes nowhere."
    return leftover.advice


class _TypedPositions:
    """Finds where the author typed what readers see."""

    def __init__(self, chapter: Chapter) -> None:
        self._body = chapter.body
        self._asked: Counter[str] = Counter()
        code = sorted((part.start, part.end) for part in chapter.inline.code)
        self._runs: list[tuple[int, str]] = []
        for run in chapter.runs:
            first = bisect_left(code, (run.start, 0))
            spans = code[first : bisect_left(code, (run.end, 0))]
            self._runs.append((run.start, blanked(run.text, run.start, spans, CODE) if spans else run.text))
        self._found: dict[str, list[tuple[int, int]]] = {}

    def of(self, shown: str, around: tuple[str, str]) -> tuple[int, int]:
        """Return the start of a text in the body, and its length there; the start of the chapter if it is not found.

        If it occurs several times, the occurrence with the most similar text around it is chosen; if it occurs many
        times, the next one.

        Args:
            shown: what readers see.
            around: what they see before and after it.
        """
        words = shown.strip().split("\n")[0]
        if words not in self._found:
            self._found[words] = self._first_hits(words)
        number = self._asked[words]
        self._asked[words] += 1
        found = self._found[words]
        if not found:
            return 0, 1
        if len(found) == 1 or len(found) > _FEW:
            return found[min(number, len(found) - 1)]
        before, after = _letters(around[0])[::-1], _letters(around[1])
        likeness = [
            _common_prefix_length(before, _letters(self._body[max(0, start - _AROUND) : start])[::-1])
            + _common_prefix_length(after, _letters(self._body[start + length : start + length + _AROUND]))
            for start, length in found
        ]
        return found.pop(likeness.index(max(likeness)))

    def _first_hits(self, words: str) -> list[tuple[int, int]]:
        for part in _shorter(words):
            if hits := self._hits(part):
                return hits
        return []

    def _hits(self, words: str) -> list[tuple[int, int]]:
        pattern = re.compile(r"[\s>]+".join("".join(map(_as_typed, word)) for word in words.split()))
        return [
            (at + hit.start(), hit.end() - hit.start()) for at, text in self._runs for hit in pattern.finditer(text)
        ]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _common_prefix_length(one: str, other: str) -> int:
    """Return the length of the prefix that two texts share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _shorter(words: str) -> Iterator[str]:
    """Yield what to search for: all of it, then parts that say enough, in case there is markup in between."""
    yield words
    parts = words.split()
    yield from (" ".join(parts[:number]) for number in (3, 2) if len(parts) > number)
    yield from sorted((part for part in parts if any(map(str.isalnum, part))), key=len, reverse=True)[:3]


def _as_typed(sign: str) -> str:
    return _SHOWN_AS.get(sign) or (re.escape(sign) if sign.isalnum() else rf"\\?{re.escape(sign)}")
