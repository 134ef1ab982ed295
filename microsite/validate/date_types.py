"""Dates and times as people write them, read without guessing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo, available_timezones

from microsite.problems import nearest, sentences
from microsite.validate.field_types import FieldError, FieldText

MONTHS = "January February March April May June July August September October November December".split()
ISO_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(.*)")


class LocalMoment:
    """A date, `2021-11-01`, with a time of day where one is known, `2021-11-01 17:00`, on the site's clocks."""

    __slots__ = ("day", "time_of_day")
    json_schema: ClassVar[dict[str, Any]] = {
        "type": "string",
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$",
    }

    def __init__(self, day: date, time_of_day: time | None = None) -> None:
        """Keep the date, and the time or None where only the day is known."""
        self.day = day
        self.time_of_day = time_of_day

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2021-11-01` or `2021-11-01 17:00`.

        Raises:
            FieldError: there is no such day or time, or it can be read in more than one way.
        """
        match = ISO_MOMENT.fullmatch(text)
        if not match:
            raise _unclear_date(text)
        year, month, day, hour, minute, second = (int(part) if part else 0 for part in match.groups())
        return cls(_real_day(text, year, month, day), _real_time(text, hour, minute, second) if match[4] else None)

    def start(self, zone: ZoneInfo) -> datetime:
        """The moment itself; a day without a time begins at midnight."""
        return datetime.combine(self.day, self.time_of_day or time(), zone)

    def end(self, zone: ZoneInfo) -> datetime:
        """The moment itself; a day without a time ends at the midnight after it."""
        return self.start(zone) if self.time_of_day is not None else self.end_of_day(zone)

    def end_of_day(self, zone: ZoneInfo) -> datetime:
        """The midnight after it, whatever the time of day."""
        return datetime.combine(self.day + timedelta(days=1), time(), zone)

    def __eq__(self, other: object) -> bool:
        """Equal when written alike."""
        return isinstance(other, LocalMoment) and str(self) == str(other)

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(str(self))

    def __str__(self) -> str:
        """As the author would write it."""
        return f"{self.day.isoformat()}{f' {self.time_of_day:%H:%M}' if self.time_of_day else ''}"

    __repr__ = __str__


class TimeZoneName(FieldText):
    """A time zone of the IANA database, such as `Europe/London`."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a zone's name."""
        if "/" in text or text == "UTC":
            try:
                ZoneInfo(text)
            except (OSError, ValueError, KeyError):
                pass
            else:
                return cls(text)
        near = nearest(text, (name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))
        raise FieldError(
            "DATE-004",
            f"“{text}” is not a time zone.",
            sentences(f"Did you mean “{near}”?" if near else "", "Write a continent and a city: Europe/London."),
        )


@cache
def zone_of(name: str) -> ZoneInfo:
    """Give the zone of a name that was checked before."""
    return ZoneInfo(name)


def falls_in_clock_change(moment: LocalMoment, zone: ZoneInfo) -> str:
    """Say whether the clocks skip a time of day (`skipped`) or show it twice (`twice`); otherwise empty."""
    if moment.time_of_day is None:
        return ""
    first = moment.start(zone)
    there_and_back = first.astimezone(UTC).astimezone(zone)
    if there_and_back.replace(tzinfo=None) != first.replace(tzinfo=None):
        return "skipped"
    return "twice" if first.utcoffset() != first.replace(fold=1).utcoffset() else ""


def _real_day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if 1 <= month <= 12 and year:
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day if year < 9999 else 31
        why = f"{MONTHS[month - 1]} {year} has {last} days."
    else:
        why = "A date is written year-month-day, and months go from 01 to 12."
    raise FieldError("DATE-001", f"There is no such day as “{text}”.", why)


def _real_time(text: str, hour: int, minute: int, second: int) -> time:
    try:
        return time(hour, minute, second)
    except ValueError:
        hint = "Hours go from 00:00 to 23:59. For the end of a day, leave the time out."
        raise FieldError("DATE-001", f"There is no such time as in “{text}”.", hint) from None


def _unclear_date(text: str) -> FieldError:
    match = SLASHED.fullmatch(text)
    if not match:
        hint = "Write year-month-day, such as 2021-11-01, with a time after it if one is known: 2021-11-01 17:00."
        return FieldError("DATE-003", f"“{text}” is not a date this program can read.", hint)
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    readings = [
        f"{year}-{month:02}-{day:02} for {day} {MONTHS[month - 1]} {year}"
        for day, month in dict.fromkeys(((first, second), (second, first)))
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    hint = f"Write {' or '.join(readings)}." if readings else "Write year-month-day, such as 2021-11-01."
    message = f"“{text}” can be read in two ways." if len(readings) > 1 else f"“{text}” is not written year-month-day."
    return FieldError("DATE-002", message, hint)
