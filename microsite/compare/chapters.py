"""Pairs the chapters of two versions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from microsite.compare.likeness import alike_chapters
from microsite.compare.passages import ChapterText

#: The index of a chapter in the old and in the new version; None if it is not in that one.
Pair = tuple[int | None, int | None]


def pair_chapters(olds: Sequence[ChapterText], news: Sequence[ChapterText]) -> list[Pair]:
    """Pair chapters by name, then by former names, by title and by their words.

    Returns:
        Pairs in the order of the new version; a removed chapter comes after the one that it followed.
    """
    partner: dict[int, int] = {}

    def pair_by(
        keys_of_old: Callable[[ChapterText], Hashable], keys_of_new: Callable[[ChapterText], Sequence[Hashable]]
    ) -> None:
        left = {keys_of_old(old): at for at, old in reversed([*enumerate(olds)]) if at not in partner.values()}
        for to, new in enumerate(news):
            at = next((left[key] for key in keys_of_new(new) if key in left), None) if to not in partner else None
            if at is not None and at not in partner.values():
                partner[to] = at

    pair_by(lambda old: old.name, lambda new: (new.name,))
    pair_by(lambda old: old.name, lambda new: new.former_names)
    pair_by(lambda old: old.title.casefold(), lambda new: (new.title.casefold(),))
    taken = set(partner.values())
    old_places = [at for at in range(len(olds)) if at not in taken]
    new_places = [to for to in range(len(news)) if to not in partner]
    for at, to in alike_chapters([olds[each] for each in old_places], [news[each] for each in new_places]):
        partner[new_places[to]] = old_places[at]
    return [*_in_order(len(olds), len(news), partner)]


def _in_order(olds: int, news: int, partner: dict[int, int]) -> Iterator[Pair]:
    kept = set(partner.values())
    removed = [at for at in range(olds) if at not in kept]
    behind: dict[int | None, list[int]] = {}
    for at in removed:
        behind.setdefault(next((before for before in range(at - 1, -1, -1) if before in kept), None), []).append(at)
    yield from ((at, None) for at in behind.get(None, ()))
    for to in range(news):
        yield partner.get(to), to
        if to in partner:
            yield from ((at, None) for at in behind.get(partner[to], ()))
