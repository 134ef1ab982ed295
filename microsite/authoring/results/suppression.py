"""Decide which numbers to hide, so that nobody can be recognised and no hidden number can be worked out.

All functions are pure. A number from 1 to the limit minus 1 is *small*: it is about so few people that a neighbour may
know who they are. Small numbers are hidden; 0 is shown, since it is about nobody. Hiding just one number is no use if
the sum is known, so further numbers are hidden, and if that is not enough, the whole question is.

Readers know how many people answered the survey. From the rest they can work out no more than a range for each hidden
number, and every range reaches up to the limit at least; `tests/unit/test_suppression_properties.py` tries to narrow
the ranges with every table that fits what is published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: The lowest and highest limit that can be chosen; decision 0046 says why.
LEAST_LIMIT, MOST_LIMIT = 1, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The true numbers of one question: how many answered, how many did not, and each answer's count, in order."""

    answered: int
    skipped: int
    counts: tuple[int, ...] = ()

    @property
    def responses(self) -> int:
        """How many people answered the survey."""
        return self.answered + self.skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The numbers of one question as published; None for a hidden one."""

    answered: int | None
    skipped: int | None
    counts: tuple[int | None, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is hidden."""
        return None not in (self.answered, self.skipped, *self.counts)


def is_small(number: int, limit: int) -> bool:
    """Whether a number is about so few people that it must be hidden."""
    return 0 < number < limit


def shown_choice(tally: Tally, limit: int) -> Shown:
    """Hide what must be hidden in a question to which everybody gave one answer at most.

    The counts add up to those who answered; these and those who skipped add up to everybody. The hidden numbers of such
    a sum are at least 1 each, so the largest of n can be as much as their sum minus (n - 1): if that is the limit or
    more, no range ends below the limit. Until it is, further numbers are hidden, the smallest first. If it still is not
    when all counts are hidden, those who skipped are hidden too; and if even that is not enough, everything is, zeros
    included, so that only the number of people who answered the survey is known.

    Args:
        tally: the true numbers; the counts add up to those who answered.
        limit: the lowest number other than 0 that may be shown.
    """
    if is_small(tally.answered, limit):
        return _nothing(tally)
    counts, skipped_hidden = tally.counts, is_small(tally.skipped, limit)
    hidden = {at for at, count in enumerate(counts) if is_small(count, limit)}
    if not hidden and not skipped_hidden:
        return _with_hidden(tally, hidden, skipped_hidden=False)
    further = sorted((at for at, count in enumerate(counts) if count and at not in hidden), key=lambda at: counts[at])
    while not _is_open(tally, hidden, skipped_hidden, limit) and further:
        hidden.add(further.pop(0))
    if not _is_open(tally, hidden, skipped_hidden, limit) and tally.skipped:
        skipped_hidden = True
    if not _is_open(tally, hidden, skipped_hidden, limit):
        return _nothing(tally)
    return _with_hidden(tally, hidden, skipped_hidden=skipped_hidden)


def shown_several(tally: Tally, limit: int) -> Shown:
    """Hide what must be hidden in a question to which people could give several answers.

    Each answer is a table of its own, of those who gave it and those who did not; together they are those who answered.
    If either is small, the count is hidden, and there is nothing to subtract. If the number who answered is shown, each
    of the two can be as high as that number minus 1, so it must be above the limit; if not, those who skipped are
    hidden as well. The counts must then also be safe against all who answered the survey, since a count close to that
    total would reveal how few skipped the question.

    Args:
        tally: the true numbers; no count is more than those who answered.
        limit: the lowest number other than 0 that may be shown.
    """
    if is_small(tally.answered, limit):
        return _nothing(tally)
    skipped_hidden = is_small(tally.skipped, limit)
    hidden = {
        at
        for at, count in enumerate(tally.counts)
        if is_small(count, limit)
        or is_small(tally.answered - count, limit)
        or (skipped_hidden and is_small(tally.responses - count, limit))
    }
    if hidden and not skipped_hidden and tally.answered <= limit:
        if not tally.skipped:
            return _nothing(tally)
        skipped_hidden = True
    if hidden and skipped_hidden and tally.responses - 2 < limit:
        return _nothing(tally)
    return _with_hidden(tally, hidden, skipped_hidden=skipped_hidden)


def shown_text(tally: Tally, limit: int) -> Shown:
    """Hide both numbers of an open question if either is small, since each is the total minus the other."""
    hides = is_small(tally.answered, limit) or is_small(tally.skipped, limit)
    return _nothing(tally) if hides else Shown(answered=tally.answered, skipped=tally.skipped)


def shown_of(kind: str, tally: Tally, limit: int) -> Shown:
    """Hide what must be hidden in a question of this kind: choice, scale, several or text."""
    if kind == "text":
        return shown_text(tally, limit)
    return shown_several(tally, limit) if kind == "several" else shown_choice(tally, limit)


def shown_parts(counts: Sequence[int], responses: int, limit: int) -> tuple[int | None, ...]:
    """Hide what must be hidden in the parts of a total, such as the ways in which people answered.

    Those in no part are not published, but anybody can subtract, so they count as a part like the others.
    """
    skipped = responses - sum(counts)
    return shown_choice(Tally(answered=sum(counts), skipped=skipped, counts=tuple(counts)), limit).counts


def may_show_groups(kind: str, shown: Shown, groups: Sequence[Tally], limit: int) -> bool:
    """Whether a question may be shown by group.

    All groups together, including those who did not say, are everybody. If the question's own numbers are all shown and
    no number of any group is small, no table has a small number, so none could be worked out. Groups by two columns
    could each be safe and yet together point to one person, so only one column can have groups.

    Args:
        kind: the kind of the question.
        shown: what is published of the question itself.
        groups: the true numbers of each group, including those who did not say.
        limit: the lowest number other than 0 that may be shown.
    """
    if not shown.whole:
        return False
    numbers = [number for each in groups for number in (each.answered, each.skipped, *each.counts)]
    if kind == "several":
        numbers += [each.answered - count for each in groups for count in each.counts]
    return not any(is_small(number, limit) for number in numbers)


def joined_spans(counts: Mapping[int, int], limit: int) -> list[tuple[int, int, int]]:
    """Merge neighbouring spans of time until none has a small number.

    Args:
        counts: how many answered in each span, by the span's number; spans without answers may be missing.
        limit: the lowest number other than 0 that may be shown.

    Returns:
        For each merged span, the numbers of its first and last span and how many answered in it. Empty if all together
        are too few.
    """
    if not counts:
        return []
    spans = [(at, at, counts.get(at, 0)) for at in range(min(counts), max(counts) + 1)]
    while len(spans) > 1:
        at = next((at for at, span in enumerate(spans) if is_small(span[2], limit)), -1)
        if at < 0:
            return spans
        start = at - 1 if at == len(spans) - 1 or (at and spans[at - 1][2] <= spans[at + 1][2]) else at
        (first, _, count), (_, last, more) = spans[start : start + 2]
        spans[start : start + 2] = [(first, last, count + more)]
    return [] if is_small(spans[0][2], limit) else spans


def _is_open(tally: Tally, hidden: set[int], skipped_hidden: bool, limit: int) -> bool:
    """Whether each hidden number of a sum could, for all that readers know, be the limit or more."""
    numbers = [tally.counts[at] for at in hidden] + ([tally.skipped] if skipped_hidden else [])
    return len(numbers) >= 2 and sum(numbers) - (len(numbers) - 1) >= limit


def _with_hidden(tally: Tally, hidden: set[int], *, skipped_hidden: bool) -> Shown:
    return Shown(
        answered=None if skipped_hidden else tally.answered,
        skipped=None if skipped_hidden else tally.skipped,
        counts=tuple(None if at in hidden else count for at, count in enumerate(tally.counts)),
    )


def _nothing(tally: Tally) -> Shown:
    return Shown(answered=None, skipped=None, counts=(None,) * len(tally.counts))
