"""Compares two wordings of a passage: which words were kept, inserted and deleted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from microsite.compare.changes import BREAK, Action, Piece

#: A word is what a reader sees as one: an address, a number with its sign, letters with their accents; in scripts
#: written without spaces, each character is a word.
_WORD = re.compile(
    rf"{BREAK}|https?://[^\s<>\"]*[^\s<>\".,;:!?)]"
    r"|[£$€]?\d+(?:[.,:/]\d+)*(?:%|st\b|nd\b|rd\b|th\b)?"
    r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff]"
    r"|[^\W\d_][\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff]*"
    r"(?:['’\u00ad-][^\W_][\w\u0300-\u036f]*)*|\S"
)
#: The most pairs of words to compare at once; longer passages are first split at words that both have exactly once.
_MOST_PAIRS = 250_000
#: Fewer kept letters than this between two changes are easier to read as part of one change.
_SHORTEST_ISLAND = 4
Block = tuple[int, int, int]


def compare_wording(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two wordings word by word.

    Returns:
        Pieces in reading order, deletions before what was inserted in their place. The kept and deleted pieces,
        joined, are exactly the old wording; the kept and inserted ones are the new.
    """
    if old == new:
        return (Piece("kept", old),) if old else ()
    olds, news = _with_spaces(old), _with_spaces(new)
    blocks = matching_blocks([word for _, word in olds], [word for _, word in news])
    blocks = _at_sentences(_readable(blocks, olds, news), olds, news)
    return tuple(_merged(_pieces(olds, news, blocks)))


def words_in(text: str) -> list[str]:
    """Return the words of a text; punctuation marks are words of their own."""
    return _WORD.findall(text)


def _with_spaces(text: str) -> list[tuple[str, str]]:
    """Return the words, each after the white space before it."""
    found: list[tuple[str, str]] = []
    end = 0
    for match in _WORD.finditer(text):
        found.append((text[end : match.start()], match[0]))
        end = match.end()
    return found


def matching_blocks(olds: Sequence[str], news: Sequence[str]) -> list[Block]:
    """Find the runs that two lists of strings have in common, in order: where each begins in both, and its length.

    Lists that are too long to compare at once are split first.
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
            return  # Nothing to split at: they have too little in common.
        for inner_at, inner_to, size in matching_blocks(olds[at:next_at], news[to:next_to]):
            yield at + inner_at, to + inner_to, size
        if next_at < len(olds):
            yield next_at, next_to, 1
        at, to = next_at + 1, next_to + 1


def _without_seams(blocks: Iterable[Block]) -> list[Block]:
    """Merge runs that are adjacent in both lists."""
    found: list[Block] = []
    for at, to, size in blocks:
        last_at, last_to, last_size = found[-1] if found else (0, 0, 0)
        if found and (last_at + last_size, last_to + last_size) == (at, to):
            found[-1] = last_at, last_to, last_size + size
        else:
            found.append((at, to, size))
    return found


def _anchors(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int]]:
    """Find words that both have exactly once: the longest sequence in the same order in both."""
    places = _single_places(news)
    pairs = [(at, places[word]) for word, at in _single_places(olds).items() if word in places]
    return longest_rising(sorted(pairs))


def _single_places(words: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        places[word] = -1 if word in places else place
    return {word: place for word, place in places.items() if place >= 0}


def longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest subsequence of pairs, sorted by first place, whose second places rise as well."""
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
    """Drop short runs kept by chance, such as a lone comma or “of” between two changes."""
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
    """Shift insertions and deletions to the ends of sentences or clauses, if the words on both sides allow it.

    If “One.” became “One. Two.”, the insertion is “Two.”, not “. Two” before the full stop.
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
    """Return how many words to shift a change so that it ends with a sentence, or else with a clause."""
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
    """Merge neighbours of one kind; between two kept pieces, deletions come first."""
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
