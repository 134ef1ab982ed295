"""Nobody can work out a hidden count, not even by trying every table that fits what is published."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.authoring.results.suppression import (
    Shown,
    Tally,
    joined_spans,
    may_show_groups,
    shown_choice,
    shown_parts,
    shown_several,
    shown_text,
)

LIMITS = st.integers(2, 5)


def sums(total: int, parts: int):
    """Yield every way to split a number into so many parts."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in sums(total - first, parts - 1):
            yield (first, *others)


def fits(number: int, said: int | None, least: int) -> bool:
    """Whether a number fits what is published: the same number, or if hidden (None), at least the minimum."""
    return number >= least if said is None else number == said


def least_hidden(shown: Shown) -> int:
    """Return the least that a hidden number can be: 1, or 0 if everything about the question is hidden."""
    everything = shown.answered is None and all(count is None for count in shown.counts)
    return 0 if everything else 1


def reach_of_choice(shown: Shown, responses: int) -> list[int]:
    """Return the largest that each number can be in any table that fits; those who skipped come last."""
    least, most = least_hidden(shown), [-1] * (len(shown.counts) + 1)
    said = (*shown.counts, shown.skipped)
    for numbers in sums(responses, len(said)):
        if all(fits(number, each, least) for number, each in zip(numbers, said, strict=True)) and (
            shown.answered is None or sum(numbers[:-1]) == shown.answered
        ):
            most = [max(pair) for pair in zip(most, numbers, strict=True)]
    return most


@given(st.lists(st.integers(0, 7), min_size=1, max_size=4), st.integers(0, 7), LIMITS)
@settings(max_examples=40, deadline=None)
def test_choice(counts, skipped, limit):
    """With one answer each, any hidden number could be the limit or more, and shown numbers are true and not small."""
    tally = Tally(answered=sum(counts), skipped=skipped, counts=tuple(counts))
    if tally.responses < limit:
        return
    shown = shown_choice(tally, limit)
    said = (*shown.counts, shown.skipped)
    true = (*counts, skipped)
    assert all(each in (None, number) for each, number in zip(said, true, strict=True))
    assert all(each is None or not 0 < each < limit for each in (*said, shown.answered))
    if None not in said:
        assert sum(counts) + skipped == tally.responses and shown.answered == sum(counts)
        return
    reach = reach_of_choice(shown, tally.responses)
    assert [most for most, each in zip(reach, said, strict=True) if each is None and most < limit] == []


def reach_of_several(shown: Shown, responses: int) -> list[tuple[int, ...]]:
    """Return, for each answer, the largest numbers possible of those who gave it, did not give it, or skipped.

    A reader knows that everybody who answered gave at least one answer.
    """
    least = least_hidden(shown)
    most: list[tuple[int, ...]] = [(-1, -1, -1)] * len(shown.counts)
    for answered in range(responses + 1):
        skipped = responses - answered
        if not fits(answered, shown.answered, least) or not fits(skipped, shown.skipped, least):
            continue
        top = answered if shown.answered is None else answered - 1
        choices = [range(least, top + 1) if each is None else (each,) for each in shown.counts]
        for counts in product(*choices):
            if max(counts) <= answered <= sum(counts):
                for at, count in enumerate(counts):
                    now = (count, answered - count, skipped)
                    most[at] = tuple(max(pair) for pair in zip(most[at], now, strict=True))
    return most


@given(st.integers(0, 9), st.integers(0, 7), LIMITS, st.data())
@settings(max_examples=60, deadline=None)
def test_several(answered, skipped, limit, data):
    """With several answers, small numbers of those who gave or did not give an answer can't be worked out."""
    counts = data.draw(st.lists(st.integers(0, answered), min_size=2, max_size=3))
    if answered + skipped < limit or sum(counts) < answered:
        return
    tally = Tally(answered=answered, skipped=skipped, counts=tuple(counts))
    shown = shown_several(tally, limit)
    assert all(each in (None, count) for each, count in zip(shown.counts, counts, strict=True))
    assert all(each is None or not 0 < each < limit for each in (*shown.counts, shown.answered, shown.skipped))
    if shown.answered is not None:
        assert all(each is None or not 0 < answered - each < limit for each in shown.counts)
    if shown.whole:
        return
    for each, (gave, gave_not, skipping) in zip(shown.counts, reach_of_several(shown, answered + skipped), strict=True):
        assert each is not None or gave >= limit
        assert each is not None or gave_not == 0 or gave_not >= limit  # 0 is about nobody
        assert shown.skipped is not None or skipping >= limit


@given(st.integers(0, 12), st.integers(0, 12), LIMITS)
def test_text(answered, skipped, limit):
    """An open question shows both of its numbers, or neither if one is small."""
    shown = shown_text(Tally(answered=answered, skipped=skipped), limit)
    small = any(0 < number < limit for number in (answered, skipped))
    assert (shown.answered, shown.skipped) == ((None, None) if small else (answered, skipped))


@given(st.dictionaries(st.integers(0, 9), st.integers(1, 9), max_size=6), LIMITS)
def test_spans(counts, limit):
    """Joined spans include everybody, have no gaps, and none has few people."""
    spans = joined_spans(counts, limit)
    if not spans:
        assert sum(counts.values()) < limit
        return
    assert sum(count for _, _, count in spans) == sum(counts.values())
    assert [last + 1 for _, last, _ in spans[:-1]] == [first for first, _, _ in spans[1:]]
    assert all(count == 0 or count >= limit for _, _, count in spans)


@pytest.mark.parametrize(
    ("counts", "skipped", "said"),
    [
        ((412, 90, 30), 106, (532, 106, 412, 90, 30)),
        ((412, 90, 3), 106, (505, 106, 412, None, None)),
        ((412, 90, 30), 2, (None, None, 412, 90, None)),
        ((40, 0, 0), 3, (None, None, None, 0, 0)),
        ((1, 1, 0), 90, (None, None, None, None, None)),
        ((4, 4, 0), 90, (8, 90, None, None, 0)),
        ((2, 1, 1, 1, 1), 0, (None,) * 7),
        ((0, 0), 50, (0, 50, 0, 0)),
    ],
)
def test_examples_of_choice(counts, skipped, said):
    """Known cases of one answer each, with the limit 5."""
    shown = shown_choice(Tally(answered=sum(counts), skipped=skipped, counts=counts), 5)
    assert (shown.answered, shown.skipped, *shown.counts) == said


@pytest.mark.parametrize(
    ("answered", "skipped", "counts", "said"),
    [
        (100, 20, (60, 50), (100, 20, 60, 50)),
        (100, 20, (97, 50), (100, 20, None, 50)),
        (100, 20, (100, 3), (100, 20, 100, None)),
        (100, 2, (100, 60), (None, None, None, 60)),
        (5, 60, (5, 2), (None, None, 5, None)),
        (5, 0, (5, 2), (None, None, None, None)),
        (5, 1, (3, 5, 0), (None, None, None, None, None)),
        (3, 97, (3, 1), (None, None, None, None)),
    ],
)
def test_examples_of_several(answered, skipped, counts, said):
    """Known cases of several answers, with the limit 5."""
    shown = shown_several(Tally(answered=answered, skipped=skipped, counts=counts), 5)
    assert (shown.answered, shown.skipped, *shown.counts) == said


def test_parts_of_all():
    """Those in no part count as a part: if they are few, another part is hidden too."""
    assert shown_parts((1904, 300), 2204, 5) == (1904, 300)
    assert shown_parts((1904, 298), 2204, 5) == (1904, None)
    assert shown_parts((1904, 3, 297), 2204, 5) == (1904, None, None)


def test_groups():
    """Groups are shown if no number in any of them is small, and nothing about the question is hidden."""
    whole = Shown(answered=100, skipped=20, counts=(60, 40))
    groups = [Tally(answered=90, skipped=10, counts=(55, 35)), Tally(answered=10, skipped=10, counts=(5, 5))]
    assert may_show_groups("choice", whole, groups, 5)
    few = [*groups[:1], Tally(answered=10, skipped=10, counts=(7, 3))]
    assert not may_show_groups("choice", whole, few, 5)
    assert not may_show_groups("choice", Shown(answered=100, skipped=20, counts=(None, None)), groups, 5)
    nearly_all = [Tally(answered=90, skipped=10, counts=(87, 40)), Tally(answered=10, skipped=10, counts=(5, 5))]
    assert may_show_groups("choice", whole, nearly_all, 5) and not may_show_groups("several", whole, nearly_all, 5)
