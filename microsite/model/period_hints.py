"""Hints about the time people have to answer, and about dates still to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from microsite.model.clock import Clock
from microsite.model.consultation import Consultation
from microsite.model.records import Update
from microsite.problems import Location, Problem
from microsite.validate.date_types import day_in_words

#: What many councils and the courts accept as enough time to answer.
TWELVE_WEEKS = timedelta(weeks=12)


def period_hints(consultation: Consultation, clock: Clock, places: Mapping[str, Location]) -> Iterator[Problem]:
    """Report that the time to answer is short or falls in holidays; only before the opening, and if no reason is given.

    Args:
        consultation: the consultation.
        clock: the moment the site is made for.
        places: where the values of site_config.yaml are.
    """
    if clock.has_come(consultation.opens.start(clock.zone)) or consultation.period_reason:
        return
    first, last = consultation.opens.day, consultation.closes.day
    place = places.get("closes", Location(file="site_config.yaml"))

    def hint(code: str, message: str, advice: str) -> Problem:
        return Problem.hint(code, message, place, advice, path="closes")

    if not lasts_twelve_weeks(first, last):
        days = (last - first).days
        message = f"People have {days} day{'' if days == 1 else 's'} to answer. Twelve weeks would be 84."
        latest = (first + TWELVE_WEEKS).isoformat()
        yield hint("DATE-015", message, f"If there is no need to hurry, write closes: {latest}")
    if (first.year, first.month) == (last.year, last.month) and first.month == 8:
        yield hint("DATE-016", "All of the consultation is in August, when many people are away.", _MORE_TIME)
    for name, day in busy_days(first, last):
        message = f"The consultation runs over {name} ({day.isoformat()}), when people are busy with other things."
        yield hint("DATE-016", message, _MORE_TIME)


def future_hints(
    consultation: Consultation, updates: Sequence[Update], clock: Clock, places: Mapping[str, Location]
) -> Iterator[Problem]:
    """Report, from the opening on, announcements and updates that the pages show before their day.

    Args:
        consultation: the consultation.
        updates: the items of the list of updates.
        clock: the moment the site is made for.
        places: where the values of site_config.yaml and of the lists are.
    """
    if not clock.has_come(consultation.opens.start(clock.zone)):
        return
    announced = (
        (f"extensions[{number}].announced", each.announced)
        for number, each in enumerate(consultation.extensions, 1)
        if each.announced.day < each.new_close.day
    )
    dated = ((f"updates[{number}].date", each.date) for number, each in enumerate(updates, 1))
    for path, moment in (*announced, *dated):
        if path in places and not clock.has_come(moment.start(clock.zone)):
            message = (
                f"This is for {day_in_words(moment.day)}, but pages that are built before that day already show it."
            )
            advice = "Publish them on that day, or write the day on which you do."
            yield Problem.hint("DATE-022", message, places[path], advice, path=path)


_MORE_TIME = "Move it, or allow about two weeks more than you otherwise would."


def lasts_twelve_weeks(first: date, last: date) -> bool:
    """Whether there are at least twelve weeks from one day to another, counting both."""
    return last - first + timedelta(days=1) >= TWELVE_WEEKS


def busy_days(first: date, last: date) -> Iterator[tuple[str, date]]:
    """Yield the holidays in a period of answering, unless it is two weeks longer to make up for them."""
    if last - first >= TWELVE_WEEKS + timedelta(weeks=2):
        return
    for year in range(first.year, last.year + 1):
        for name, day in (("Easter", easter(year)), ("Christmas", date(year, 12, 25))):
            if first <= day <= last:
                yield name, day


def easter(year: int) -> date:
    """Return the date of Easter Sunday in the Gregorian calendar.

    Source: the anonymous algorithm of 1876 (Meeus/Jones/Butcher).
    """
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
