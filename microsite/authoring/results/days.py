"""Read the dates of an export, with day and month in the order its program writes; never guess an ambiguous date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from microsite.lazy_patterns import lazy_pattern
from microsite.validate.date_types import MONTHS

DAY_FIRST, MONTH_FIRST = "day first", "month first"
_TIME = r"(?:[T ,].{0,40})?"
_ISO = lazy_pattern(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_NUMBERS = lazy_pattern(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_TIME}")
_DAY_WORD = lazy_pattern(
    rf"(?:[a-z]{{3,9}},? )?(\d{{1,2}})(?:st|nd|rd|th)?[ -]([a-z]{{3,9}}),?[ -](\d{{4}}){_TIME}", re.I
)
_WORD_DAY = lazy_pattern(rf"(?:[a-z]{{3,9}},? )?([a-z]{{3,9}}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}", re.I)
#: Dates as a spreadsheet stores them: days since the end of 1899.
_SERIAL = lazy_pattern(r"(4\d{4}|5\d{4})(?:[.,]\d+)?")
_FIRST_SERIAL = date(1899, 12, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The day of each row that has one, and the rows whose date cannot be read for certain."""

    days: dict[int, date] = field(default_factory=lambda: {})
    #: Rows with something that is not a date.
    unreadable: tuple[int, ...] = ()
    #: Rows whose date can be read in two ways, with nothing to say which is meant.
    unclear: tuple[int, ...] = ()
    #: A row with the day first and one with the month first, if the column has both.
    both: tuple[int, ...] = ()


def read_days(cells: Mapping[int, str], order: str = "") -> Days:
    """Parse the dates of a column.

    Args:
        cells: the column's cells by row number; empty cells have no date.
        order: how the editor says to read 04/05/2027, `day first` or `month first`; empty to tell from the column
            itself, where a single date that can only be read in one way decides for all.
    """
    days: dict[int, date] = {}
    numbers: dict[int, tuple[int, int, int]] = {}
    unreadable: list[int] = []
    for row, text in cells.items():
        if not text:
            continue
        if found := _NUMBERS.fullmatch(text):
            numbers[row] = (int(found[1]), int(found[2]), _year(found[3]))
        elif (day := _certain(text)) is not None:
            days[row] = day
        else:
            unreadable.append(row)
    day_first = [row for row, (first, second, _) in numbers.items() if first > 12 >= second]
    month_first = [row for row, (first, second, _) in numbers.items() if second > 12 >= first]
    if not order and day_first and month_first:
        return Days(days=days, unreadable=tuple(unreadable), both=(day_first[0], month_first[0]))
    order = order or (DAY_FIRST if day_first else MONTH_FIRST if month_first else "")
    unclear: list[int] = []
    for row, (first, second, year) in numbers.items():
        month, day = (second, first) if order != MONTH_FIRST else (first, second)
        known = _real(year, month, day)
        if known is None:
            unreadable.append(row)
        elif order or first == second:
            days[row] = known
        else:
            unclear.append(row)
    return Days(days=days, unreadable=tuple(sorted(unreadable)), unclear=tuple(unclear))


def _certain(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        return _real(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_WORD.fullmatch(text):
        return _real(int(found[3]), _month(found[2]), int(found[1]))
    if found := _WORD_DAY.fullmatch(text):
        return _real(int(found[3]), _month(found[1]), int(found[2]))
    if found := _SERIAL.fullmatch(text):
        return _FIRST_SERIAL + timedelta(days=int(found[1]))
    return None


def _month(word: str) -> int:
    names = [name.casefold() for name in MONTHS]
    return next((at for at, name in enumerate(names, 1) if name.startswith(word.casefold()[:3])), 0)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
