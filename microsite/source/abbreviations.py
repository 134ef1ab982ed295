"""Finds a chapter's abbreviations in a text, quickly however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from microsite.lazy_patterns import lazy_pattern

#: A word, or a symbol such as the one that begins `&c`.
_WORD = lazy_pattern(r"\w+|[^\w\s]")


class Abbreviations:
    """Abbreviations, indexed by the word or symbol that they begin with."""

    def __init__(self, names: Collection[str]) -> None:
        """Index the abbreviations."""
        self._names = names
        lengths: dict[str, set[int]] = {}
        for name in names:
            first = _WORD.match(name)
            if first:
                lengths.setdefault(first[0], set()).add(len(name))
        #: Lengths of the abbreviations that begin with each word or symbol, longest first.
        self._lengths = {word: sorted(each, reverse=True) for word, each in lengths.items()}

    def places_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the offset and name of each occurrence: the longest at that offset, none within another."""
        end = 0
        for word in _WORD.finditer(text):
            if word.start() >= end and word[0] in self._lengths:
                name = self._at(text, word.start(), self._lengths[word[0]])
                if name:
                    yield word.start(), name
                    end = word.start() + len(name)

    def _at(self, text: str, start: int, lengths: list[int]) -> str:
        for length in lengths:
            end = start + length
            piece = text[start:end]
            whole = end >= len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
            if whole and piece in self._names and not (start and _continues(text[start - 1], piece)):
                return piece
        return ""


def _continues(before: str, name: str) -> bool:
    """Whether a name that begins with a symbol, such as `&c`, continues the word before it, as in R&c."""
    return before.isalnum() and not name[0].isalnum() and name[1:2].isalnum()
