"""Two wordings of a passage → the words that were kept, inserted and deleted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from microsite.compare.changes import BREAK, Action, Piece

#: A word is what a reader takes as one: an address, a number with its sign, letters with their accents; characters of
#: scripts that are written without spaces are one each.
_WORD = re.compile(
    rf"{BREAK}|https?://[^\s<>\"]*[^\s<>\".,;:!?)]"
    r"|[£$€]?\d+(?:[.,:/]\d+)*(?:%|st\b|nd\b|rd\b|th\b)?"
    r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff]"
    r"|[^\W\d_][\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff]*"
    r"(?:['’\u00ad-][^\W_][\w\u0300-\u036f]*)*|\S"
)
#: So many pairs of words are compared at once; longer passages are first divided where both have the same rare words.
_MOST_PAIRS = 250_000
#: Fewer letters than this, kept between two changes, are read more easily as part of one change.
_SHORTEST_ISLAND = 4
Block = tuple[int, int, int]


def compare_wording(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two wordings word by word.

    Returns:
        Pieces in the order of reading, what was deleted before what was inserted in its place. Those kept and
        deleted, put together, are the old wording to the letter; those kept and inserted are the new one.
    """
    if old == new:
        return (Piece("kept", old),) if old else ()
    olds, news = _with_spaces(old), _with_spaces(new)
    blocks = matching_blocks([word for _, word in olds], [word for _, word in news])
    blocks = _at_sentences(_readable(blocks, olds, news), olds, news)
    return tuple(_merged(_pieces(olds, news, blocks)))


def words_in(text: str) -> list[str]:
    """The words of a text, and its signs of punctuation as words of their own."""
    return _WORD.findall(text)


def _with_spaces(text: str) -> list[tuple[str, str]]:
    """Give each word with the space before it."""
    found: list[tuple[str, str]] = []
    end = 0
    for match in _WORD.finditer(text):
        found.append((text[end : match.start()], match[0]))
        end = match.end()
    return found


def matching_blocks(olds: Sequence[str], news: Sequence[str]) -> list[Block]:
    """Find runs that two lists of texts have in common, in order: where each begins in both, and its length.

    Their number decides how long it takes: what is too much to compare whole is divided first.
    """
    start = 0
    shorter = min(len(olds), len(news))
    while start < shorter and olds[start] == news[start]:
        start += 1
    end = 0
    while end < shorter - start and olds[-1 - end] == news[-1 - end]:
        end += 1
    old_end, new_end = len(olds) - end, len(news) - end
    found = [(0, 0, start)] if start else []
    for at, to, size in _inner_blocks(olds[start:old_end], news[start:new_end]):
        found.append((start + at, start + to, size))
    return _without_seams([*found, (old_end, new_end, end)] if end else found)


def _inner_blocks(olds: Sequence[str], news: Sequence[str]) -> Iterator[Block]:
    if not olds or not news:
        return
    if len(olds) * len(news) <= _MOST_PAIRS:
        matcher = SequenceMatcher(None, olds, news, autojunk=False)
        yield from ((block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size)
        return
    at = to = 0
    for next_at, next_to in [*_anchors(olds, news), (len(olds), len(news))]:
        if (next_at, next_to) == (len(olds), len(news)) and (at, to) == (0, 0):
            return  # Nothing divides them: there is too little that both have.
        for inner_at, inner_to, size in matching_blocks(olds[at:next_at], news[to:next_to]):
            yield at + inner_at, to + inner_to, size
        if next_at < len(olds):
            yield next_at, next_to, 1
        at, to = next_at + 1, next_to + 1


def _without_seams(blocks: Iterable[Block]) -> list[Block]:
    """Put runs together that follow one another in both."""
    found: list[Block] = []
    for at, to, size in blocks:
        last_at, last_to, last_size = found[-1] if found else (0, 0, 0)
        if found and (last_at + last_size, last_to + last_size) == (at, to):
            found[-1] = last_at, last_to, last_size + size
        else:
            found.append((at, to, size))
    return found


def _anchors(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int]]:
    """Find words that are in both once, as many as are in the same order in both."""
    places = _single_places(news)
    pairs = [(at, places[word]) for word, at in _single_places(olds).items() if word in places]
    return longest_rising(sorted(pairs))


def _single_places(words: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        places[word] = -1 if word in places else place
    return {word: place for word, place in places.items() if place >= 0}


def longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs in the order of their first places, take the most whose second places rise as well."""
    from bisect import bisect_left

    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length:] = [place, *ends[length + 1 :]] if length < len(ends) else [place]
        last[length:] = [index, *last[length + 1 :]] if length < len(last) else [index]
    chain: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _readable(blocks: Sequence[Block], olds: Sequence[tuple[str, str]], news: Sequence[tuple[str, str]]) -> list[Block]:
    """Leave out what was kept by chance: a comma or an “of” alone between two changes."""
    kept: list[Block] = []
    for number, (at, to, size) in enumerate(blocks):
        words = [olds[at + offset][1] for offset in range(size)]
        end_at, end_to = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
        next_at, next_to = blocks[number + 1][:2] if number + 1 < len(blocks) else (len(olds), len(news))
        changed_before = min(at - end_at, to - end_to), max(at - end_at, to - end_to)
        changed_after = min(next_at - at - size, next_to - to - size), max(next_at - at - size, next_to - to - size)
        letters = sum(len(word) for word in words if word[0].isalnum())
        is_island = letters < _SHORTEST_ISLAND and BREAK not in words
        if is_island and changed_before[0] and changed_after[0] and changed_before[1] + changed_after[1] > 2:
            continue
        kept.append((at, to, size))
    return kept


def _at_sentences(
    blocks: Sequence[Block], olds: Sequence[tuple[str, str]], news: Sequence[tuple[str, str]]
) -> list[Block]:
    """Let what was inserted or deleted be whole sentences and clauses, where the same words allow it.

    “One. Two.” in the place of “One.” is an inserted “Two.”, not “. Two” inserted before a full stop.
    """
    moved = [list(block) for block in blocks]
    for before, after in pairwise(moved):
        at, to = before[0] + before[2], before[1] + before[2]
        words = [word for _, word in (olds[at : after[0]] if to == after[1] else news[to : after[1]])]
        if (at == after[0]) == (to == after[1]):
            continue
        shift = _best_shift(words, [word for _, word in olds[after[0] : after[0] + after[2]]])
        before[2] += shift
        after[:] = after[0] + shift, after[1] + shift, after[2] - shift
    return [(at, to, size) for at, to, size in moved if size]


def _best_shift(changed: Sequence[str], behind: Sequence[str]) -> int:
    """How many words later a change may begin, so that it ends where a sentence, or else a clause, ends."""
    best, most = 0, _end_of_sense(changed[-1])
    for shift, word in enumerate(behind, 1):
        if word != changed[(shift - 1) % len(changed)]:
            break
        if _end_of_sense(word) > most:
            best, most = shift, _end_of_sense(word)
    return best


def _end_of_sense(word: str) -> int:
    return 3 if word in ".!?؟。" else 2 if word == BREAK else 1 if word in ",;:،؛" else 0


def _pieces(
    olds: Sequence[tuple[str, str]], news: Sequence[tuple[str, str]], blocks: Sequence[Block]
) -> Iterator[Piece]:
    at = to = 0
    for next_at, next_to, size in [*blocks, (len(olds), len(news), 0)]:
        yield from _changed("deleted", olds[at:next_at])
        yield from _changed("inserted", news[to:next_to])
        for (old_space, word), (new_space, _) in zip(
            olds[next_at : next_at + size], news[next_to : next_to + size], strict=True
        ):
            if old_space == new_space:
                yield Piece("kept", f"{old_space}{word}")
            else:
                yield Piece("deleted", old_space)
                yield Piece("inserted", new_space)
                yield Piece("kept", word)
        at, to = next_at + size, next_to + size


def _changed(action: Action, words: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    if words:
        yield Piece(action, "".join(f"{space}{word}" for space, word in words))


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind; between two that are kept, what was deleted comes first."""
    kept = deleted = inserted = ""
    for piece in pieces:
        if piece.action == "deleted":
            deleted += piece.text
        elif piece.action == "inserted":
            inserted += piece.text
        else:
            if deleted or inserted:
                yield from _given(kept, deleted, inserted)
                kept = deleted = inserted = ""
            kept += piece.text
    yield from _given(kept, deleted, inserted)


def _given(kept: str, deleted: str, inserted: str) -> Iterator[Piece]:
    if deleted[:1] == inserted[:1] == " ":
        kept, deleted, inserted = f"{kept} ", deleted[1:], inserted[1:]
    if kept:
        yield Piece("kept", kept)
    if deleted:
        yield Piece("deleted", deleted)
    if inserted:
        yield Piece("inserted", inserted)
