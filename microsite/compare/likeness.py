"""Measures how similar two passages or two chapters are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from microsite.compare.passages import CELL, ChapterText, Passage
from microsite.compare.wording import words_in

#: Two passages this similar are one that was reworded: 1 is all words shared, 0 none.
ALIKE = 0.45
#: The same for two of one kind that are the only ones between passages that were kept.
SIMILAR_IF_ALONE = 0.3
#: A passage is part of a longer one if this share of its words is in it, and it has at least so many words.
_CONTAINED, _FEWEST_CONTAINED = 0.8, 8
#: Added for rows with the same first cell: they are about the same thing.
_SAME_FIRST_CELL = 0.3
_OTHER_KIND = 0.9
#: Up to so many pairs, all are compared; if there are more, only passages that share a rare word. The last is how many
#: matches of a passage are kept.
_ALL_PAIRS, _FEW, _CANDIDATES = 2_500, 12, 8
#: Two chapters that share at least this proportion of their four-word runs are one under another name.
_CHAPTERS_ALIKE, _RUN = 0.3, 4


class CountedPassage:
    """A passage and its word counts."""

    __slots__ = ("__dict__", "passage")

    def __init__(self, passage: Passage) -> None:
        """Store a passage; its words are counted lazily."""
        self.passage = passage

    @cached_property
    def words(self) -> Counter[str]:
        """The count of each word, case-folded; punctuation counts only if there are no words."""
        found = words_in(self.passage.text.casefold())
        return Counter([word for word in found if word[0].isalnum() or word[0] in "£$€"] or found)

    @cached_property
    def length(self) -> int:
        """How many words it has."""
        return self.words.total()


def shared_words(one: Counter[str], other: Counter[str]) -> int:
    """Return how many words two texts share, repetitions included."""
    if len(one) > len(other):
        one, other = other, one
    return sum(min(count, other[word]) for word, count in one.items() if word in other)


def likeness(one: CountedPassage, other: CountedPassage) -> float:
    """Return how similar two passages are, from 0 to 1, or more for rows with the same first cell.

    If one is a part of the other, it is at least `ALIKE`, or a little less if their kinds differ.
    """
    shared = shared_words(one.words, other.words)
    if not shared:
        return 0
    alike = 2 * shared / (one.length + other.length)
    shorter = min(one.length, other.length)
    if alike < ALIKE and shorter >= _FEWEST_CONTAINED and shared / shorter >= _CONTAINED:
        alike = ALIKE
    if one.passage.kind != other.passage.kind:
        return alike * _OTHER_KIND
    if one.passage.kind == "row" and _first_cell(one.passage) == _first_cell(other.passage):
        return alike + _SAME_FIRST_CELL
    return alike


def alike_pairs(
    olds: Sequence[CountedPassage], news: Sequence[CountedPassage], fewest: float = ALIKE
) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of similar passages: both indices, and how similar they are.

    Args:
        olds: those of one version.
        news: those of the other.
        fewest: how similar they must be.
    """
    index = _Index(news) if len(olds) * len(news) > _ALL_PAIRS else None
    for number, old in enumerate(olds):
        found = [
            (alike, place)
            for place in (range(len(news)) if index is None else index.sharing(old))
            if (alike := likeness(old, news[place])) >= fewest
        ]
        near = number * len(news) // len(olds)
        found.sort(key=lambda each: (-each[0], abs(each[1] - near), each[1]))
        yield from ((number, place, alike) for alike, place in found[:_CANDIDATES])


def alike_chapters(olds: Sequence[ChapterText], news: Sequence[ChapterText]) -> list[tuple[int, int]]:
    """Pair chapters that are the same under another name, the most similar first."""
    runs_of_news = [_runs(text) for text in news]
    found: list[tuple[float, int, int]] = []
    for at, old in enumerate(olds):
        runs = _runs(old)
        for to, others in enumerate(runs_of_news):
            share = len(runs & others) / (min(len(runs), len(others)) or 1)
            if share >= _CHAPTERS_ALIKE:
                found.append((-share, at, to))
    taken_old, taken_new = set[int](), set[int]()
    pairs: list[tuple[int, int]] = []
    for _, at, to in sorted(found):
        if at not in taken_old and to not in taken_new:
            pairs.append((at, to))
            taken_old.add(at)
            taken_new.add(to)
    return pairs


class _Index:
    """Finds the passages that share rare words with another."""

    def __init__(self, passages: Sequence[CountedPassage]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(passages):
            for word in each.words:
                self._places[word].append(place)

    def sharing(self, passage: CountedPassage) -> list[int]:
        """Return the indices of those that share the most rare words with a passage, best first."""
        weights: dict[int, float] = defaultdict(float)
        for word in passage.words:
            places = self._places.get(word, ())
            if len(places) <= _FEW * 4:
                for place in places:
                    weights[place] += 1 / len(places)
        best = sorted(weights, key=lambda place: (-weights[place], place))
        return best[: _FEW * 2]


def _first_cell(passage: Passage) -> str:
    return passage.text.partition(CELL)[0]


def _runs(text: ChapterText) -> set[tuple[str, ...]]:
    words = [word for each in text.passages for word in words_in(each.text.casefold()) if word[0].isalnum()]
    return {tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1))}
