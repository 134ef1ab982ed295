"""Compares two versions of a site's chapters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from microsite.compare.alignment import Span, align
from microsite.compare.changes import BREAK, Change, ChapterChanges, Comparison, Piece
from microsite.compare.chapters import pair_chapters
from microsite.compare.likeness import CountedPassage
from microsite.compare.moves import Place, find_moves
from microsite.compare.passages import ChapterText, Passage
from microsite.compare.wording import compare_wording

#: If a smaller share of the characters was kept, the passages are different ones, not one that was reworded.
_FEWEST_KEPT = 0.3


def compare(old: Sequence[ChapterText], new: Sequence[ChapterText]) -> Comparison:
    """Compare two versions; the result is deterministic.

    Args:
        old: the chapters of the earlier version, in order; no two have the same name.
        new: those of the later version.
    """
    pairs = pair_chapters(old, new)
    olds = [[CountedPassage(each) for each in old[at].passages] if at is not None else [] for at, _ in pairs]
    news = [[CountedPassage(each) for each in new[to].passages] if to is not None else [] for _, to in pairs]
    stayed = [
        {span: change for span in _with_titles(align(*both), *both) if (change := _stayed(span, *both))}
        for both in zip(olds, news, strict=True)
    ]
    removed = {
        (number, place): olds[number][place]
        for number, found in enumerate(stayed)
        for place in _outside(len(olds[number]), ((span.old, span.old_end) for span in found))
    }
    added = {
        (number, place): news[number][place]
        for number, found in enumerate(stayed)
        for place in _outside(len(news[number]), ((span.new, span.new_end) for span in found))
    }
    moves = find_moves(removed, added)
    builder = _ChangeBuilder(olds, news, moves)
    return Comparison(
        chapters=tuple(
            ChapterChanges(
                old=None if at is None else old[at],
                new=None if to is None else new[to],
                changes=tuple(builder.chapter(number, stayed[number])),
            )
            for number, (at, to) in enumerate(pairs)
        )
    )


class _ChangeBuilder:
    """Builds the changes of each chapter."""

    def __init__(
        self,
        olds: Sequence[Sequence[CountedPassage]],
        news: Sequence[Sequence[CountedPassage]],
        moves: dict[Place, Place],
    ) -> None:
        self._olds, self._news = olds, news
        self._from = moves
        self._to = {old: new for new, old in moves.items()}

    def chapter(self, number: int, stayed: Mapping[Span, Change]) -> Iterator[Change]:
        """Yield the changes of one chapter in reading order; removals come before additions in the same place."""
        at = to = 0
        olds, news = self._olds[number], self._news[number]
        for span in [*stayed, Span(len(olds), len(olds), len(news), len(news))]:
            for place in range(at, span.old):
                yield self._removed((number, place))
            for place in range(to, span.new):
                yield self._added((number, place))
            if span in stayed:
                yield stayed[span]
            at, to = span.old_end, span.new_end

    def _removed(self, place: Place) -> Change:
        passage = self._passage(self._olds, place)
        pieces = (Piece("deleted", passage.text),)
        to = self._to.get(place)
        if to is None:
            return Change(what="removed", old=(passage,), pieces=pieces)
        new = self._passage(self._news, to)
        return self._moved("gone", passage, new, crosses=place[0] != to[0])

    def _added(self, place: Place) -> Change:
        passage = self._passage(self._news, place)
        at = self._from.get(place)
        if at is None:
            return Change(what="added", new=(passage,), pieces=(Piece("inserted", passage.text),))
        old = self._passage(self._olds, at)
        return self._moved("moved", old, passage, crosses=place[0] != at[0])

    @staticmethod
    def _moved(what: Literal["moved", "gone"], old: Passage, new: Passage, *, crosses: bool) -> Change:
        pieces = compare_wording(old.text, new.text)
        return Change(what=what, old=(old,), new=(new,), pieces=pieces, crosses_chapters=crosses)

    @staticmethod
    def _passage(passages: Sequence[Sequence[CountedPassage]], place: Place) -> Passage:
        return passages[place[0]][place[1]].passage


def _stayed(span: Span, olds: Sequence[CountedPassage], news: Sequence[CountedPassage]) -> Change | None:
    """Return the change of passages that belong together; None if too little was kept for them to be the same."""
    old = tuple(each.passage for each in olds[span.old : span.old_end])
    new = tuple(each.passage for each in news[span.new : span.new_end])
    one, other = _joined(old), _joined(new)
    if one == other:
        what = "kept" if old[0].kind == new[0].kind else "reshaped"
        return Change(what=what, old=old, new=new, pieces=(Piece("kept", one),))
    pieces = compare_wording(one, other)
    kept = sum(len(each.text) for each in pieces if each.action == "kept")
    always = old[0].kind in ("title", "summary") and old[0].kind == new[0].kind
    if not always and 2 * kept < _FEWEST_KEPT * (len(one) + len(other)):
        return None
    return Change(what="reworded", old=old, new=new, pieces=pieces)


def _joined(passages: Sequence[Passage]) -> str:
    return BREAK.join(each.text for each in passages)


def _with_titles(spans: list[Span], olds: Sequence[CountedPassage], news: Sequence[CountedPassage]) -> list[Span]:
    """Pair the two titles of a chapter, and its two summaries, whatever they say."""
    for place in (0, 1):
        if len(olds) <= place or len(news) <= place:
            break
        kinds = {olds[place].passage.kind, news[place].passage.kind}
        if len(kinds) == 1 and kinds <= {"title", "summary"}:
            clear = [span for span in spans if span.old > place and span.new > place]
            before = [span for span in spans if span.old_end <= place and span.new_end <= place]
            spans = [*before, Span(place, place + 1, place, place + 1), *clear]
    return spans


def _outside(length: int, spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Yield the places that are in no span."""
    inside = {place for start, end in spans for place in range(start, end)}
    return (place for place in range(length) if place not in inside)
