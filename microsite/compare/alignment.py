"""Aligns the passages of two versions of one chapter, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from microsite.compare.likeness import ALIKE, SIMILAR_IF_ALONE, CountedPassage, alike_pairs, shared_words
from microsite.compare.wording import matching_blocks

#: The least share, and the least number, of a passage's words that a neighbour must have lost or gained to include it.
_PART, _FEWEST_IN_PART = 0.6, 4


class Span(Struct, frozen=True):
    """Consecutive old passages that became consecutive new ones, as two half-open ranges of indices."""

    old: int
    old_end: int
    new: int
    new_end: int


def align(olds: Sequence[CountedPassage], news: Sequence[CountedPassage]) -> list[Span]:
    """Match old passages with new ones; a passage outside all spans was added, removed or moved.

    Returns:
        Spans in the order of both versions: passages that are the same word for word, reworded, split or merged.
    """
    texts = [each.passage.text for each in olds], [each.passage.text for each in news]
    spans: list[Span] = []
    at = to = 0
    for next_at, next_to, size in [*matching_blocks(*texts), (len(olds), len(news), 0)]:
        spans += _in_gap(olds, news, (at, next_at), (to, next_to))
        spans += (Span(next_at + each, next_at + each + 1, next_to + each, next_to + each + 1) for each in range(size))
        at, to = next_at + size, next_to + size
    return spans


def _in_gap(
    olds: Sequence[CountedPassage], news: Sequence[CountedPassage], old: tuple[int, int], new: tuple[int, int]
) -> Iterator[Span]:
    """Pair similar passages between two that were kept, and group the pieces of split and merged ones."""
    (at, old_end), (to, new_end) = old, new
    if at == old_end or to == new_end:
        return
    are_alone = old_end - at == new_end - to == 1 and olds[at].passage.kind == news[to].passage.kind
    alike = alike_pairs(olds[at:old_end], news[to:new_end], SIMILAR_IF_ALONE if are_alone else ALIKE)
    pairs = [(at + one, to + other) for one, other in _heaviest_increasing_chain(list(alike))]
    for number, (one, other) in enumerate(pairs):
        next_old, next_new = pairs[number + 1] if number + 1 < len(pairs) else (old_end, new_end)
        span = _widened(olds, news, (one, other), (at, next_old), (to, next_new))
        at, to = span.old_end, span.new_end
        yield span


def _widened(
    olds: Sequence[CountedPassage],
    news: Sequence[CountedPassage],
    pair: tuple[int, int],
    old: tuple[int, int],
    new: tuple[int, int],
) -> Span:
    """Extend a pair by neighbours that have the words one of the two has lost or gained."""
    one, other = pair
    lost = olds[one].words - news[other].words
    won = news[other].words - olds[one].words
    new_start, new_end = _reach(news, other, new, lost)
    old_start, old_end = (one, one + 1) if new_end - new_start > 1 else _reach(olds, one, old, won)
    return Span(old_start, old_end, new_start, new_end)


def _reach(
    passages: Sequence[CountedPassage], place: int, limits: tuple[int, int], words: Counter[str]
) -> tuple[int, int]:
    """Return how far the neighbours of a passage are made up of some words; each word is used only once."""
    start, end = place, place + 1
    words = Counter(words)
    while end < limits[1] and _is_part(passages[end], words):
        words -= passages[end].words
        end += 1
    while start > limits[0] and _is_part(passages[start - 1], words):
        start -= 1
        words -= passages[start].words
    return start, end


def _is_part(passage: CountedPassage, words: Counter[str]) -> bool:
    shared = shared_words(passage.words, words)
    return shared >= _FEWEST_IN_PART and shared / passage.length >= _PART


def _heaviest_increasing_chain(pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the heaviest chain of weighted pairs that is in the same order in both versions."""
    if not pairs:
        return []
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    best = _Best(max(to for _, to, _ in pairs) + 1)
    before: list[int] = []
    weights: list[float] = []
    for number, (_, to, weight) in enumerate(ordered):
        total, last = best.below(to)
        before.append(last)
        weights.append(total + weight)
        best.put(to, total + weight, number)
    chain: list[tuple[int, int]] = []
    index = max(range(len(ordered)), key=lambda each: (weights[each], -each))
    while index >= 0:
        chain.append(ordered[index][:2])
        index = before[index]
    return chain[::-1]


class _Best:
    """Finds the heaviest chain that ends below a place, using a Fenwick tree."""

    def __init__(self, size: int) -> None:
        self._kept: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def below(self, place: int) -> tuple[float, int]:
        found = (0.0, -1)
        while place > 0:
            found = max(found, self._kept[place], key=lambda each: (each[0], -each[1]))
            place -= place & -place
        return found

    def put(self, place: int, weight: float, number: int) -> None:
        place += 1
        while place < len(self._kept):
            if weight > self._kept[place][0]:
                self._kept[place] = (weight, number)
            place += place & -place
