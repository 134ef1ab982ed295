"""Numbers of people → shares in whole per cent that add up."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.model.consultation import Consultation

#: Fewer people than this are hidden, where the site says nothing else.
HIDDEN_BELOW = 5
#: Of fewer people no shares are given: one of them would be more than three per cent.
SMALLEST_BASE = 30


def hidden_below(consultation: Consultation) -> int:
    """Below which number of people none is shown."""
    results = consultation.results
    return int(results.hidden_below) if results and results.hidden_below is not None else HIDDEN_BELOW


def share_of(count: int, base: int) -> int:
    """Give a part of a whole in per cent, rounded to the nearest whole number, halves up.

    Args:
        count: the part, from 0 to `base`.
        base: the whole, more than 0.
    """
    return (200 * count + base) // (2 * base)


def shares_of(counts: Sequence[int], base: int) -> list[int]:
    """Give the parts of a whole in whole per cent, so that they add up to 100 where the parts are all of it.

    Each is rounded down, and those that lose most by that get what is missing (the method of the largest remainder).
    What belongs to none of the parts counts as one more.

    Args:
        counts: the parts; together no more than `base`.
        base: the whole, more than 0.
    """
    rest = base - sum(counts)
    parts = [*counts, rest] if rest else [*counts]
    rounded = [100 * each // base for each in parts]
    lost = sorted(range(len(parts)), key=lambda at: (-(100 * parts[at] % base), at))
    for at in lost[: 100 - sum(rounded)]:
        rounded[at] += 1
    return rounded[: len(counts)]
