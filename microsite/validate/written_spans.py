"""Normalise the ways in which people write two days: `2027-05-30/31`, `May 30–31, 2027`, `30, 31 May 2027`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import time, timedelta
from typing import TYPE_CHECKING

from microsite.lazy_patterns import lazy_pattern
from microsite.validate.date_types import MONTHS

if TYPE_CHECKING:
    from microsite.validate.written_dates import Written

#: Two days after a month's name, or before its number: `May 30–31, 2027`, `30–31/05/2027`.
_TWO_DAYS = lazy_pattern(
    r"(?<!\w)(?P<month>[^\W\d_]{3,12})\.? (?P<first>\d{1,2})(?:st|nd|rd|th)? ?(?:-|to\b|and\b|until\b|[&,/]) ?"
    r"(?:(?P<next>[^\W\d_]{3,12})\.? )?(?P<last>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})(?!\d)"
    r"|(?<![\w./-])(?P<day>\d{1,2}) ?(?:-|to\b|and\b|&) ?(?P<later>1[3-9]|2\d|3[01])"
    r"[/.](?P<number>\d{1,2})[/.](?P<of>\d{4})(?!\d)"
)
#: A second day with only what differs from the first: `2027-05-30/31`, `2027-05-30 to 06-02`.
_SHORT_END = lazy_pattern(
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2}) ?(?:/|,|&|-|and\b|to\b|until\b) ?"
    r"(?:(?P<next>\d{2})-)?(?P<last>\d{2})$"
)
#: What separates two days instead of a word: `30/31 May 2027`, `2027-05-30/2027-05-31`.
_SLASH = lazy_pattern(
    r"(?<![\d:/.-])(\d{1,2}(?:st|nd|rd|th)?(?: (?!noon|mid)[a-z]{3,12})?) ?[/,] ?"
    r"(?=\d{1,2}(?:st|nd|rd|th)? (?:of )?(?!noon|mid)[a-z]{3})"
    r"|(?<=\d) ?[/,] ?(?=\d{4}-)"
)


def normalised_spans(text: str, month_of: Callable[[str], int]) -> str:
    """Write two days with `to` or `&` between them, and both in front of the month.

    Args:
        text: the plain text.
        month_of: returns the number of a month by its name, or 0.
    """
    rest = " ".join(re.sub(r"^\s*(?:from|between)\s+(?=\d)", "", text).replace(" , ", ", ").split())
    rest = _SLASH.sub(lambda match: f"{match[1] or ''} {_joined(match[0])} ", rest)
    return _SHORT_END.sub(_whole_end, _TWO_DAYS.sub(lambda match: _days_first(match, month_of), rest))


def _days_first(match: re.Match[str], month_of: Callable[[str], int]) -> str:
    """Write two days in front of the name of their month."""
    parts = match.groupdict()
    if parts["day"]:
        month = int(parts["number"])
        return (
            f"{parts['day']} {_joined(match[0])} {parts['later']} {MONTHS[month - 1]} {parts['of']}".lower()
            if month in range(1, 13)
            else match[0]
        )
    if not month_of(parts["month"]) or (parts["next"] and not month_of(parts["next"])):
        return match[0]
    first = f"{parts['first']} {parts['month']}" if parts["next"] else parts["first"]
    return f"{first} {_joined(match[0])} {parts['last']} {parts['next'] or parts['month']} {parts['year']}"


def _whole_end(match: re.Match[str]) -> str:
    """Write both days in full; a second number that is not a later day stays, since it may be an hour."""
    year, month, day, following, last = match.groups()
    if (following or month, last) <= (month, day):
        return match[0]
    return f"{year}-{month}-{day} {_joined(match[0])} {year}-{following or month}-{last}"


def _joined(two_days: str) -> str:
    """Return what joins two days: `&` for a list, `to` for a span."""
    return "&" if re.search(r"&|,(?! \d{4}$)|\band\b", two_days) else "to"


def days_apart(written: Written) -> Sequence[tuple[str, str]]:
    """Return the beginning, and the end if known, of each of two days that are not consecutive; else nothing."""
    if not written.apart or written.last_day is None:
        return ()
    clocks = [f" {each.choices[0]:%H:%M}" for each in written.times if each.choices]
    begins, ends = (clocks[0] if clocks else ""), clocks[1:]
    days = (written.days[0], written.last_day)
    return [(f"{day}{begins}", f"{day}{ends[0]}" if ends else "") for day in days]


def span_of(written: Written) -> tuple[str, str]:
    """Return the first moment and the last."""
    first, last = written.days[0], written.last_day or written.days[0]
    clocks = [each.choices[0] if each.choices else time() for each in written.times]
    if not clocks:
        return str(first), str(last)
    start, end = clocks[0], clocks[-1]
    if len(clocks) == 1:
        return str(first), f"{last} {end:%H:%M}"
    if last == first and end <= start:
        last += timedelta(days=1)
    return f"{first} {start:%H:%M}", f"{last} {end:%H:%M}"
