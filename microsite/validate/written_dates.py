"""Parse dates and times as people write them in letters and diaries: `Mon 18th Jan 2027 at 5.30pm`.

Nothing is guessed. A text is understood only if every word of it is; if it can be read in two ways, both are returned.
Such a date is never accepted as it is: the author is told what to write.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from functools import cache

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.problems import nearest
from microsite.validate.date_types import DASHES, MONTHS, YEARS
from microsite.validate.written_spans import normalised_spans
from microsite.validate.written_times import RANGE, WrittenTime, in_figures, parse_times

#: A longer text is a sentence, not a date.
LONGEST = 90
#: Day 0 of a spreadsheet's calendar, for dates from March 1900 on: it has a 29 February 1900 that never existed.
SPREADSHEET_START = date(1899, 12, 30)

_MONTH_WORD = r"(?P<month>(?!noon|midday|midnight|clock|and\b|till\b|until\b)[^\W\d_]{3,12})\.?"
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th|er|\.|º))?"
_OF = r"(?:(?:of|de|o)\s)?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_ROMAN = "i{1,3}|i?vi{0,3}|i?xi{0,2}"
_EDGE, _IN_WORDS, _END = r"(?<![\w.:/-])", r"(?<![\w.:/])", r"(?![\w/]|[.:-]\d)"
#: Patterns of a whole day. `first` and `second` are a day and a month in an order that is not known yet.
_DAYS = tuple(
    lazy_pattern(pattern)
    for pattern in (
        rf"{_EDGE}(?P<year>\d{{4}})\s?(?P<gap>[-/. ])\s?(?P<month>\d{{1,2}})\s?(?P=gap)\s?(?P<day>\d{{1,2}})"
        rf"(?:(?=t\d)|{_END})",
        rf"{_EDGE}(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})(?:(?=t\d)|{_END})",
        rf"{_EDGE}(?P<first>\d{{1,2}})\s?(?P<gap>[-/. ])\s?(?P<second>\d{{1,2}})\s?(?P=gap)\s?{_YEAR}{_END}",
        rf"{_IN_WORDS}{_DAY}[\s.,-]*(?:day\s)?{_OF}{_MONTH_WORD}[\s.,-]*{_OF}{_YEAR}{_END}",
        rf"{_EDGE}{_DAY}\s?(?P<gap>[-/. ])\s?(?P<month>{_ROMAN})\s?(?P=gap)\s?{_YEAR}{_END}",
        rf"{_IN_WORDS}{_MONTH_WORD}[\s.-]*{_DAY}[\s,.-]+{_YEAR}{_END}",
        rf"{_IN_WORDS}(?P<year>\d{{4}})[\s,.-]+{_MONTH_WORD}[\s.-]+{_DAY}{_END}",
    )
)
#: Names of months in French, German, Welsh, Spanish and Polish, as in dates; those that are as in English are left out.
_FOREIGN_MONTHS = """
janvier januar jänner ionawr enero stycznia styczeń; février fevrier februar chwefror febrero lutego luty;
mars märz maerz mawrth marzo marca marzec; avril ebrill abril kwietnia kwiecień; mai mayo maja maj;
juin juni mehefin junio czerwca czerwiec; juillet juli gorffennaf julio lipca lipiec;
août aout awst agosto sierpnia sierpień; septembre medi septiembre setiembre września wrzesień;
octobre oktober hydref octubre października październik; novembre tachwedd noviembre listopada listopad;
décembre decembre dezember rhagfyr diciembre grudnia grudzień
"""
#: The first day of a span, in front of a whole second day in the same month or year.
_SPAN_START = lazy_pattern(
    r"(?<![\w.:/-])(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?P<more>(?:(?:, ?| & | and )\d{1,2}(?:st|nd|rd|th)?)*)"
    r"(?:\s+(?:of\s+)?(?P<month>[^\W\d_]{3,12}))?\s*(?P<sign>-|to|until|till|,? ?and|,? ?&|,)\s*$"
)
#: A day without its year; below that, a part of a year.
_WITHOUT_YEAR = tuple(
    lazy_pattern(pattern)
    for pattern in (
        rf"{_DAY}\s?{_OF}{_MONTH_WORD}",
        rf"{_MONTH_WORD}\s?{_DAY}",
        r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})",
    )
)
_WITHOUT_DAY = lazy_pattern(
    r"(?:(?:in|by|from|early|mid|late|end|start|beginning|middle|summer|spring|autumn|winter|easter|christmas|of|the"
    r"|quarter|q[1-4]|first|second|third|fourth|half|week|weeks|month|year|new|about|around|circa|later|next|this)[\s,-]*)*"
    r"(?:(?P<month>[^\W\d_]{3,12})[\s,]*|\d{1,2}[/.])?(?:'?\d{2}|\d{4}(?:[/-]\d{1,4})?)?"
)
#: Shows that two days are a list: the days between them are not meant.
_LISTED = lazy_pattern(r"&|,|\band\b")
#: Stands where a day was taken out of a text.
_PLACE = "\0"
_WEEKDAY = lazy_pattern(
    r"\b(?:(mon)(?:day)?|(tue)(?:s|sday)?|(wed)(?:s|nesday)?|(thu)(?:r|rs|rsday)?|(fri)(?:day)?|(sat)(?:urday)?|(sun)(?:day)?)"
    r"\b\.?"
)
_CLOSE_OF_BUSINESS = lazy_pattern(r"\b(?:close of business|close of play|cob|end of (?:the )?(?:working )?day|eod)\b")


class Written(Struct, frozen=True, kw_only=True):
    """What a text says about a moment or a span."""

    #: The days it can mean, the likeliest first; empty if no whole day is named.
    days: tuple[date, ...] = ()
    #: The last day of a span, or None.
    last_day: date | None = None
    #: No more than two: a beginning and an end.
    times: tuple[WrittenTime, ...] = ()
    #: 0 is Monday.
    weekday: int | None = None
    #: Whether the day is all in digits with the year last, so that the order of day and month matters.
    in_figures: bool = False
    #: Month and day, if the year is left out.
    without_year: tuple[int, int] | None = None
    #: Whether it names only a part of a year: a month, a season.
    without_day: bool = False
    #: Whether it has the form of a date that no calendar has.
    impossible: bool = False
    #: Whether it is a spreadsheet's number for a date.
    spreadsheet: bool = False
    #: “Close of business” and the like, which everybody understands differently.
    vague_time: bool = False
    #: Whether two days are listed with others between them: “3 and 17 May”.
    apart: bool = False


def plain(text: str) -> str:
    """Write a text with ordinary digits, spaces, dashes and apostrophes, in lower case, with hours in digits."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    digits = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in folded)
    small = " ".join(DASHES.sub("-", digits).split()).strip("\"'“”„ .,;").casefold()
    return in_figures(small)


def read_written(text: str) -> Written | None:
    """Parse a date, a time, or both; None if a part of the text is not understood."""
    if len(text) > LONGEST:
        return None
    rest = plain(text)
    if re.fullmatch(r"[3-7]\d{4}(?:\.\d+)?", rest):
        return _spreadsheet(rest)
    weekday, rest = _split_weekday(rest)
    between = rest.lstrip().startswith(("from ", "between "))
    rest = normalised_spans(rest, _month)
    vague = bool(_CLOSE_OF_BUSINESS.search(rest))
    rest = _CLOSE_OF_BUSINESS.sub(" ", rest)
    found, rest = _split_days(rest)
    if not found:
        times = parse_times(rest, after_day=False)
        if times:
            return Written(times=times, weekday=weekday, vague_time=vague)
        return _incomplete(rest, weekday)
    days, last, in_figures = found[0][0], found[1][0][0] if len(found) > 1 else None, found[0][1]
    start = _SPAN_START.search(rest[: rest.index(_PLACE)]) if last is None and days else None
    first = _span_start(start, days[0]) if start else None
    if start and first:
        days, last = (first,), days[0]
        rest = rest[: start.start()] + rest[start.end() :]
    listed = ("" if start["more"] else start["sign"]) if start and first else rest
    rest = re.sub(rf"{_PLACE}\s*t(?=\d)|{_PLACE}", " ", rest)
    apart = bool(last and days and (last - days[0]).days > 1 and _LISTED.search(listed) and not between)
    times = parse_times(RANGE.sub(" ", rest, count=1) if last and not start else rest)
    if times is None and last:
        times = parse_times(rest)
    if times is None or len(found) > 2:
        return None
    if any(not each for each, _ in found):
        return Written(impossible=True)
    return Written(
        days=days, last_day=last, times=times, weekday=weekday, in_figures=in_figures, vague_time=vague, apart=apart
    )


def _split_weekday(text: str) -> tuple[int | None, str]:
    found = list(_WEEKDAY.finditer(text))
    if not found:
        return None, text
    named = {next(number for number, each in enumerate(match.groups()) if each) for match in found}
    # Two weekdays belong to a span, whose days have been given as well.
    return (named.pop() if len(named) == 1 else None), _WEEKDAY.sub(" ", text)


def _split_days(text: str) -> tuple[list[tuple[tuple[date, ...], bool]], str]:
    """Find whole days, in order; return them, each with its `in_figures`, and the text with marks in their place."""
    found: list[tuple[int, tuple[date, ...], bool]] = []
    for pattern in _DAYS:
        while len(found) < 3 and (match := next(filter(_has_month, pattern.finditer(text)), None)):
            found.append((match.start(), _days_of(match), "first" in match.groupdict()))
            room = match.end() - match.start()
            text = text[: match.start()] + _PLACE.ljust(room) + text[match.end() :]
    return [each[1:] for each in sorted(found, key=lambda each: each[0])], text


def _has_month(match: re.Match[str]) -> bool:
    month = match.groupdict().get("month")
    return month is None or month.isdigit() or _month(month) > 0


def _days_of(match: re.Match[str]) -> tuple[date, ...]:
    parts = match.groupdict()
    year = _year(parts["year"])
    if "first" in parts:
        one, two = int(parts["first"]), int(parts["second"])
        pairs = dict.fromkeys(((one, two), (two, one)))
    else:
        month = parts["month"]
        number = int(month) if month.isdigit() else _month(month)
        pairs = dict.fromkeys([(int(parts["day"]), number)])
    return tuple(day for pair in pairs if (day := _day(year, pair[1], pair[0])))


def _year(text: str) -> int:
    number = int(text.strip("'"))
    return number if number > 99 else 2000 + number


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _month(word: str) -> int:
    """Return a month's number by its name, an abbreviation or a misspelling; else 0."""
    short = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
    if word in short:
        return short[word]
    if word in (elsewhere := _foreign_months()):
        return elsewhere[word]
    near = nearest(word, MONTHS, alike=0.75) if len(word) > 3 else ""
    return short.get(near[:3].lower(), 0)


@cache
def _foreign_months() -> dict[str, int]:
    """The numbers of months by their names in other languages, and as Roman numerals."""
    named = {word: number for number, names in enumerate(_FOREIGN_MONTHS.split(";"), 1) for word in names.split()}
    return named | {word: number for number, word in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}


def _span_start(match: re.Match[str], last: date) -> date | None:
    month = _month(match["month"]) if match["month"] else last.month
    first = _day(last.year, month, int(match["day"]))
    if match["more"] and first:  # Three or more days are a span if they are consecutive.
        between = [int(each) for each in re.findall(r"\d+", match["more"])]
        following = [(first + timedelta(days=step)).day for step in range(1, (last - first).days)]
        return first if between == following else None
    return first if first and first < last else None


def _spreadsheet(text: str) -> Written:
    whole, _, part = text.partition(".")
    # A moment just before midnight is still on its own day.
    minutes = min(round(float(f"0.{part or 0}") * 24 * 60), 24 * 60 - 1)
    day = SPREADSHEET_START + timedelta(days=int(whole))
    times = (WrittenTime((time(minutes // 60, minutes % 60),)),) if minutes else ()
    return Written(days=(day,), times=times, spreadsheet=True)


def _incomplete(text: str, weekday: int | None) -> Written | None:
    """Parse a day without a year, perhaps with a time, or a part of a year; None for anything else."""
    for pattern in _WITHOUT_YEAR:
        match = pattern.search(text)
        if not match:
            continue
        parts = match.groupdict()
        if "first" in parts:
            day, month = int(parts["first"]), int(parts["second"])
        else:
            day, month = int(parts["day"]), _month(parts["month"])
        times = parse_times(f"{text[: match.start()]} {text[match.end() :]}", after_day=False)
        if times is not None and _day(2024, month, day):
            return Written(without_year=(month, day), times=times, weekday=weekday)
    match = _WITHOUT_DAY.fullmatch(text)
    if match and text and (match["month"] is None or _month(match["month"])):
        return Written(without_day=True, weekday=weekday)
    return Written(without_day=True, weekday=weekday) if weekday is not None and not text.strip() else None
