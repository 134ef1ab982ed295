"""Counts become percentages that add up, whatever the counts are."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from microsite.model.shares import share_of, shares_of

COUNTS = some.lists(some.integers(0, 5000), min_size=1, max_size=9).filter(any)


@settings(max_examples=100, deadline=None)
@given(COUNTS)
def test_parts_of_all_add_up(counts):
    """If the counts make up the whole, the shares add up to 100."""
    assert sum(shares_of(counts, sum(counts))) == 100


@settings(max_examples=100, deadline=None)
@given(COUNTS, some.integers(0, 5000))
def test_each_is_rounded_down_or_up(counts, rest):
    """Each share is rounded down or up; 0 stays 0, and a larger count never has a smaller share."""
    base = sum(counts) + rest
    shares = shares_of(counts, base)
    assert len(shares) == len(counts) and sum(shares) <= 100
    for count, share in zip(counts, shares, strict=True):
        assert 100 * count // base <= share <= -(-100 * count // base)
        assert count or share == 0
    order = sorted(zip(counts, shares, strict=True))
    assert all(one[1] <= other[1] + 1 for one, other in pairwise(order))
    assert all(one[1] <= other[1] for one, other in pairwise(order) if one[0] < other[0])


@settings(max_examples=100, deadline=None)
@given(some.integers(0, 5000), some.integers(1, 5000))
def test_one_share_is_rounded_to_the_nearest(count, base):
    """A single share is rounded to the nearest per cent; halves are rounded up."""
    count = min(count, base)
    share = share_of(count, base)
    assert abs(200 * count - 2 * share * base) <= base
    assert (200 * count - 2 * share * base) != base


def test_largest_remainder():
    """The missing per cents go to the largest remainders; of equal ones, the first."""
    assert shares_of([1, 1, 1], 3) == [34, 33, 33]
    assert shares_of([2, 1], 3) == [67, 33]
    assert shares_of([1, 1], 3) == [34, 33], "the third belongs to nobody who is shown"
    assert shares_of([995, 5], 1000) == [100, 0]
    assert share_of(1, 200) == 1 and share_of(1, 201) == 0
