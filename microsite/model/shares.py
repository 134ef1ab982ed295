"""Turns numbers of people into whole percentages that add up."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.model.consultation import Consultation

#: Numbers of people below this are hidden, unless the site sets its own limit.
HIDDEN_BELOW = 5
#: Percentages of fewer people than this are not shown: one person would be more than three per cent.
SMALLEST_BASE = 30


def hidden_below(consultation: Consultation) -> int:
    """Return the number of people below which counts are hidden."""
    results = consultation.results
    return int(results.hidden_below) if results and results.hidden_below is not None else HIDDEN_BELOW


def share_of(count: int, base: int) -> int:
    """Return a part as a percentage of the whole, rounded to the nearest integer, halves up.

    Args:
        count: the part, from 0 to `base`.
        base: the whole, more than 0.
    """
    return (200 * count + base) // (2 * base)


def shares_of(counts: Sequence[int], base: int) -> list[int]:
    """Return parts as whole percentages, which add up to 100 if the parts make up the whole.

    Uses the largest remainder method: each is rounded down, and those that lose most by it get what is missing.
    If the parts do not make up the whole, the rest counts as one more part.

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
