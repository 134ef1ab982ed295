"""Dates and times as people write them, read without guessing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from microsite.lazy_patterns import lazy_pattern
from microsite.problems import nearest, sentences
from microsite.validate.field_types import FieldError, FieldText, in_language_markers

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

ISO_MOMENT = lazy_pattern(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:\((first|second|summer time|winter time)\))?)?"
)
#: Which of two moments with the same clock time is meant, as `fold`, by the words for it.
WHICH = {"first": 0, "summer time": 0, "second": 1, "winter time": 1}
MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
#: What word processors make of a hyphen.
DASHES = lazy_pattern("[‐‑‒–—―−]")
#: Names of clocks that no place keeps all year round, or that stand for several.
HALF_YEAR = lazy_pattern(r"[A-Z]{2,5}T|(?:UTC|GMT)\s*[+-]\s*\d{1,2}(?::?\d{2})?|[+-]\d{1,2}(?::?\d{2})?|Etc/GMT[+-]\d+")
#: Years that a consultation can have; far outside them, a moment cannot be computed in every time zone.
YEARS = range(1900, 2200)


class LocalMoment:
    """A date, `2021-11-01`, with a time of day where one is known, `2021-11-01 17:00`, on the site's clocks.

    A time that the clocks show twice, when they go back, is followed by `(first)` or `(second)`, or by
    `(summer time)` or `(winter time)`.
    """

    __slots__ = ("day", "time_of_day", "which")
    json_schema: ClassVar[dict[str, Any]] = {
        "type": "string",
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}( \([a-z ]+\))?)?$",
    }

    def __init__(self, day: date, time_of_day: time | None = None, which: str = "") -> None:
        """Keep the date, the time (None if only the day is known), and which of two such moments it is."""
        self.day = day
        self.time_of_day = time_of_day
        self.which = which

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2021-11-01` or `2021-11-01 17:00`.

        Raises:
            FieldError: there is no such day or time, its year is out of range, or it cannot be read in just one way.
        """
        # No-break spaces and word processors' dashes look like what is meant.
        match = ISO_MOMENT.fullmatch(text) or ISO_MOMENT.fullmatch(DASHES.sub("-", " ".join(text.split())))
        if not match:
            from microsite.validate.date_mistakes import date_error

            raise date_error(text)
        year, month, day, hour, minute, second = (int(part) if part else 0 for part in match.groups()[:6])
        time_of_day = _real_time(text, hour, minute, second) if match[4] else None
        return cls(_real_day(text, year, month, day), time_of_day, match[7] or "")

    def start(self, zone: ZoneInfo) -> datetime:
        """The moment itself; a day without a time begins at midnight."""
        return datetime.combine(self.day, self.time_of_day or time(), zone).replace(fold=WHICH.get(self.which, 0))

    def end(self, zone: ZoneInfo) -> datetime:
        """The moment itself; a day without a time ends at the midnight after it."""
        return self.start(zone) if self.time_of_day is not None else self.end_of_day(zone)

    def end_of_day(self, zone: ZoneInfo) -> datetime:
        """The midnight after it, whatever the time of day."""
        return datetime.combine(self.day + timedelta(days=1), time(), zone)

    def stored(self) -> str:
        """All of it as text, for the store; also the seconds, which are never shown."""
        return str(self) if self.time_of_day is None else f"{self.day.isoformat()} {self.time_of_day}{self._words}"

    @classmethod
    def restored(cls, text: str) -> Self:
        """Read what `stored` returned."""
        return cls.parse(text)

    def __eq__(self, other: object) -> bool:
        """Equal when written alike."""
        return isinstance(other, LocalMoment) and str(self) == str(other)

    def __hash__(self) -> int:
        """Consistent with equality."""
        return hash(str(self))

    def __str__(self) -> str:
        """As the author would write it."""
        if self.time_of_day is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()} {self.time_of_day:%H:%M}{self._words}"

    __repr__ = __str__

    @property
    def _words(self) -> str:
        return f" ({self.which})" if self.which else ""


class When:
    """A date, `2021-11-01`, or words such as `Autumn 2020`, which are kept as they are written."""

    __slots__ = ("language", "moment", "words")
    json_schema: ClassVar[dict[str, Any]] = {"type": ["string", "number"]}

    def __init__(self, words: str, moment: LocalMoment | None, language: str = "") -> None:
        """Keep the words, their moment if they are a date, and their language if it is not the page's."""
        self.words = words
        self.moment = moment
        self.language = language

    def stored(self) -> object:
        """The words, for the store, with their language if they have one of their own."""
        return [self.words, self.language] if self.language else self.words

    @classmethod
    def restored(cls, written: str | list[str]) -> Self:
        """Read what `stored` returned."""
        return cls.parse(written) if isinstance(written, str) else cls(written[0], None, written[1])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a date, or take any other text as words."""
        words = " ".join(text.split())
        return cls(words, LocalMoment.parse(words) if ISO_MOMENT.fullmatch(words) else None)

    def __eq__(self, other: object) -> bool:
        """Equal when written alike."""
        return isinstance(other, When) and (self.words, self.language) == (other.words, other.language)

    def __hash__(self) -> int:
        """Consistent with equality."""
        return hash(self.words)

    def __str__(self) -> str:
        """As the author wrote it."""
        return self.words

    def __html__(self) -> str:
        """The words as HTML: escaped, in the markers of their language."""
        from markupsafe import escape

        return in_language_markers(str(escape(self.words)), self.language)

    __repr__ = __str__


class TimeZoneName(FieldText):
    """A time zone of the IANA database, such as `Europe/London`."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a zone's name."""
        if HALF_YEAR.fullmatch(text) and text != "UTC":
            message = f"“{text}” names a clock, not a place, and clocks change twice a year."
            raise FieldError("DATE-004", message, "Write a continent and a city: Europe/London.")
        from zoneinfo import ZoneInfo, available_timezones  # Processes that only convert chapters need no zones.

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


def day_in_words(day: date) -> str:
    """A day in a message: 31 October 2021."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return the zone of a name that has been checked before."""
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def falls_in_clock_change(moment: LocalMoment, zone: ZoneInfo) -> str:
    """Return what a change of the clocks does to a time of day.

    Returns:
        `skipped` if the clocks skip it; `twice` if they show it twice and nothing says which is meant; `once` if
        something says which but they show it only once; otherwise empty.
    """
    if moment.time_of_day is None:
        return ""
    first = moment.start(zone).replace(fold=0)
    there_and_back = first.astimezone(UTC).astimezone(zone)
    if there_and_back.replace(tzinfo=None) != first.replace(tzinfo=None):
        return "skipped"
    doubled = first.utcoffset() != first.replace(fold=1).utcoffset()
    if doubled:
        return "" if moment.which else "twice"
    return "once" if moment.which else ""


def _real_day(text: str, year: int, month: int, day: int) -> date:
    if year not in YEARS:
        advice = f"Write a year from {YEARS.start} to {YEARS[-1]}."
        raise FieldError("DATE-001", f"The year in “{text}” cannot be right.", advice)
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if month > 12 and day <= 12:
        raise FieldError(
            "DATE-001", f"There is no month {month}.", write=[(f"{year}-{day:02}-{month:02}" + text[10:], "")]
        )
    if 1 <= month <= 12:
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        why = f"{MONTHS[month - 1]} {year} has {last} days."
    else:
        why = "A date is written year-month-day, and months go from 01 to 12."
    raise FieldError("DATE-001", f"There is no such day as “{text}”.", why)


def _real_time(text: str, hour: int, minute: int, second: int) -> time:
    try:
        return time(hour, minute, second)
    except ValueError:
        advice = "Hours go from 00:00 to 23:59. For the end of a day, leave the time out."
        raise FieldError("DATE-001", f"The time in “{text}” does not exist.", advice) from None
