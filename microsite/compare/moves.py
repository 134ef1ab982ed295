"""Finds what was moved: removed in one place and added in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from microsite.compare.likeness import CountedPassage, alike_pairs

#: A shorter passage may be in two places by chance; it counts as moved only next to another that was moved.
_FEWEST_WORDS, _FEWEST_WORDS_REWORDED = 4, 8
#: How similar a moved and reworded passage must be to what it was.
_MOVED_ALIKE = 0.65
#: The index of a chapter among all chapters, and of a passage in it.
Place = tuple[int, int]


def find_moves(removed: dict[Place, CountedPassage], added: dict[Place, CountedPassage]) -> dict[Place, Place]:
    """Find what was moved.

    Args:
        removed: passages that the new version does not have where they were, by place, in order.
        added: passages that the old version does not have where they are, by place, in order.

    Returns:
        The old place of each moved passage, by its new place.
    """
    moves: dict[Place, Place] = {}
    by_text: dict[str, list[Place]] = defaultdict(list)
    for place, each in removed.items():
        by_text[each.passage.text].append(place)
    for place, each in added.items():
        same = by_text.get(each.passage.text)
        if same and each.length >= _FEWEST_WORDS:
            moves[place] = same.pop(0)
    _take_neighbours(moves, removed, added)
    taken = set(moves.values())
    olds = [place for place, each in removed.items() if place not in taken and each.length >= _FEWEST_WORDS_REWORDED]
    news = [place for place, each in added.items() if place not in moves and each.length >= _FEWEST_WORDS_REWORDED]
    moves |= {new: old for old, new in _best_first(olds, news, removed, added)}
    _take_neighbours(moves, removed, added)
    return moves


def _best_first(
    olds: Sequence[Place],
    news: Sequence[Place],
    removed: dict[Place, CountedPassage],
    added: dict[Place, CountedPassage],
) -> list[tuple[Place, Place]]:
    pairs = alike_pairs([removed[each] for each in olds], [added[each] for each in news], _MOVED_ALIKE)
    taken_old, taken_new = set[int](), set[int]()
    found: list[tuple[Place, Place]] = []
    for at, to, _ in sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if at not in taken_old and to not in taken_new:
            taken_old.add(at)
            taken_new.add(to)
            found.append((olds[at], news[to]))
    return found


def _take_neighbours(
    moves: dict[Place, Place], removed: dict[Place, CountedPassage], added: dict[Place, CountedPassage]
) -> None:
    """Add unchanged passages that were next to a moved one before and still are: they were moved with it."""
    taken = set(moves.values())
    waiting = list(moves)
    while waiting:
        chapter, place = waiting.pop()
        old_chapter, old_place = moves[chapter, place]
        for step in (-1, 1):
            old, new = (old_chapter, old_place + step), (chapter, place + step)
            is_free = old in removed and new in added and old not in taken and new not in moves
            if is_free and removed[old].passage.text == added[new].passage.text:
                moves[new] = old
                taken.add(old)
                waiting.append(new)
