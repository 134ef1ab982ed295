"""Say why a date cannot be read, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from microsite.lazy_patterns import lazy_pattern
from microsite.validate.date_types import WEEKDAYS, day_in_words
from microsite.validate.field_types import FieldError
from microsite.validate.written_dates import LONGEST, Written, read_written
from microsite.validate.written_spans import days_apart, span_of

#: A UTC offset after a time, or the name of a clock anywhere.
_CLOCK = lazy_pattern(
    r"\(?(?:(?<=\d)Z\b|(?<=\d)\s?[+-]\d{1,2}:?\d{2}(?!\d)|(?<=:\d\d)\s?[+-]\d{1,2}(?!\d)"
    r"|\b(?:UTC|GMT)(?:\s*[+-]\s*\d{1,2}(?::?\d{2})?)?(?![\w+-])"
    r"|\b(?:BST|IST|CES?T|MES?Z|WES?T|EES?T|[ECMP][SD]T|AES?T|ACS?T|MSK|JST|SGT|HKT|NZ[SD]T)\b)\)?"
)
_HOURS = {"UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2}
#: No clock is more hours behind UTC than this; a span that starts at this hour or later may end the next day.
_FARTHEST_BEHIND, _EVENING = 12, 17
#: Keys whose date, without a time, lasts until the end of its day.
_ENDS = frozenset({"closes", "new_close", "old_close", "ends", "expire_on", "response_deadline"})
#: Keys whose date, without a time, means a whole day.
_WHOLE_DAYS = frozenset({"start", "end"})
#: Pairs of keys that together say from when until when.
_PAIRS = (("start", "end"), ("opens", "closes"), ("starts", "ends"), ("publish_on", "expire_on"))
#: The pairs of which both keys are usually given.
_BOTH_GIVEN = (("opens", "closes"), ("starts", "ends"))


class DateError(FieldError):
    """A date that cannot be read; what to write depends on its key and on the site's clocks."""

    def __init__(
        self,
        code: str,
        message: str,
        advice: str = "",
        *,
        write: Sequence[tuple[str, str]] = (),
        clock: tuple[datetime, timedelta, str] | None = None,
        midnight: Sequence[date] = (),
        span: tuple[str, str] | None = None,
        time_alone: Sequence[time] = (),
        times_span: bool = False,
        apart: Sequence[tuple[str, str]] = (),
        no_day: bool = False,
    ) -> None:
        """Keep what was understood."""
        super().__init__(code, message, advice, write=write)
        self.clock = clock
        self.midnight = midnight
        self.span = span
        self.time_alone = time_alone
        self.times_span = times_span
        self.apart = apart
        self.no_day = no_day

    def to_write(self, key: str, zone: ZoneInfo | None, day: date | None) -> tuple[Sequence[tuple[str, str]], str]:
        """Say what to write, given what the key means and what the site's clocks show."""
        if self.clock and zone:
            write = list(_on_the_clocks_of(zone, *self.clock))
            alone = write[0][1] if len(write) == 1 else ""
            return write, f"{alone[0].upper()}{alone[1:]}." if alone else ""
        if self.midnight:
            return [each for day in self.midnight for each in _midnights(key, day)], ""
        begins = day.time() if isinstance(day, datetime) else None
        day = day.date() if isinstance(day, datetime) else day
        if len(self.time_alone) > 1 and self.times_span and key in _WHOLE_DAYS:
            first, last = self.time_alone
            if key == "end" and day and (begins or time()) < last:
                return [(f"{day} {last:%H:%M}", "")], "The line start: says when it begins."
            on = str(day) if day else "year-month-day"
            return (), f"Write start: {on} {first:%H:%M} and end: {last:%H:%M}, each on a line of its own."
        if self.time_alone and day:
            later = [each for each in self.time_alone if begins and each > begins] or self.time_alone
            return [(f"{day} {each:%H:%M}", _half(each) if len(later) > 1 else "") for each in later], ""
        if self.span:
            pair = next((each for each in _PAIRS if key in each), None)
            first, last = self.span
            if self.apart and key in _WHOLE_DAYS:
                items = [f"start: {start}{f' and end: {end}' if end else ''}" for start, end in self.apart]
                return (), f"Make an item of each day: one with {items[0]}, and one with {items[1]}"
            if self.apart:
                return self.write, ""
            # A consultation is not open for some hours of one day.
            if pair and (key in _WHOLE_DAYS or first[:10] != last[:10]):
                if key == pair[1]:
                    return [(last, "")], f"The line {pair[0]}: is for the first of them ({first})."
                if pair in _BOTH_GIVEN:
                    return [(first, "")], f"The line {pair[1]}: is for the last of them ({last})."
                return (), f"Write {pair[0]}: {first} and, on a line of its own, {pair[1]}: {last}"
        return super().to_write(key, zone, day)


def date_error(text: str) -> FieldError:
    """Say why a text is not a date: two readings, a clock of its own, midnight in words, or something else."""
    clock = _CLOCK.search(text) if len(text) <= LONGEST else None
    if clock:
        rest = f"{text[: clock.start()]} {text[clock.end() :]}"
        written = read_written(rest)
        name = clock[0].strip(" ()")
        if written and len(written.days) == 1 and len(written.times) < 2 and not written.last_day:
            until = _end_of_span(name, written)
            if until:
                return _span_error(text, written, until)
            return _clock_error(text, name, written)
    written = read_written(text)
    if written is None:
        advice = "Write year-month-day, such as 2021-11-01. If you know the time, add it: 2021-11-01 17:00."
        return FieldError("DATE-003", f"“{text}” is not a date that we can read.", advice)
    if written.impossible:
        advice = "Look up the day in a calendar, and write it year-month-day."
        return FieldError("DATE-001", f"There is no such day as “{text}”.", advice)
    if not written.days:
        return _incomplete_error(text, written)
    return _whole_date_error(text, written)


def _clock_error(text: str, name: str, written: Written) -> DateError:
    day = written.days[0]
    message = f"“{text}” names a clock of its own ({name})."
    if not written.times or not written.times[0].choices:
        return DateError("DATE-010", message, write=[(str(day), "")])
    local = datetime.combine(day, written.times[0].choices[0])
    offset = _offset(name)
    advice = (
        f"Write {local:%Y-%m-%d %H:%M}, if the clocks show that in the place that time_zone names. If not, write "
        "what they show."
    )
    return DateError("DATE-010", message, advice, clock=None if offset is None else (local, offset, name))


def _end_of_span(name: str, written: Written) -> time | None:
    """Return the end time of `17:00-18:00`, which looks like a UTC offset; None if it could be one."""
    match = re.fullmatch(r"-\s*(\d{1,2}):(\d{2})", name)
    if match is None or not written.times or not written.times[0].choices or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    until = time(int(match[1]), int(match[2]))
    return until if until > written.times[0].choices[0] or until.hour > _FARTHEST_BEHIND else None


def _span_error(text: str, written: Written, until: time) -> FieldError:
    day, since = written.days[0], written.times[0].choices[0]
    if _is_backwards(since, until):
        return _backwards_error(text)
    message = f"“{text}” names two times, but there is room for only one here."
    first, last = f"{day} {since:%H:%M}", f"{day} {until:%H:%M}"
    return DateError("DATE-002", message, write=[(first, ""), (last, "")], span=(first, last))


def _half(clock: time) -> str:
    return f"for the {'morning' if clock.hour < 12 else 'afternoon'}"


def _is_backwards(since: time, until: time) -> bool:
    """Whether a span ends before it begins; one that starts in the evening may end before the next noon."""
    return until <= since and not (since.hour >= _EVENING and until.hour < _FARTHEST_BEHIND)


def _backwards_error(text: str) -> FieldError:
    advice = "Correct one of the two times, and write each in a line of its own."
    return FieldError("DATE-009", f"“{text}” ends before it begins.", advice)


def _offset(name: str) -> timedelta | None:
    match = re.fullmatch(r"(?:UTC|GMT)?\s*([+-])\s*(\d{1,2}):?(\d{2})?", name)
    if match:
        away = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return away if match[1] == "+" else -away
    return timedelta(hours=_HOURS[name]) if name in _HOURS else None


def _on_the_clocks_of(zone: ZoneInfo, local: datetime, offset: timedelta, name: str) -> Iterator[tuple[str, str]]:
    there = (local - offset).replace(tzinfo=UTC).astimezone(zone)
    place = zone.key.rpartition("/")[2].replace("_", " ")
    same = there.replace(tzinfo=None) == local
    names_many = name.isalpha() and len(name) > 1
    meaning = f"if you mean {name}" if names_many else f"on the clocks in {place} it is {there:%H:%M}"
    yield f"{there:%Y-%m-%d %H:%M}", "" if same else meaning
    if not same and names_many:
        # Many people write GMT the whole year round and mean the clock on the wall.
        yield f"{local:%Y-%m-%d %H:%M}", f"if you mean the clocks in {place}"


def _midnights(key: str, day: date) -> Iterator[tuple[str, str]]:
    begins, ends = f"for the midnight that begins {day_in_words(day)}", "for the midnight that ends it"
    before, after = (day + timedelta(days=step) for step in (-1, 1))
    if key in _ENDS:
        yield str(day), f"for the midnight that ends {day_in_words(day)}"
        yield str(before), "for the midnight that begins it"
    elif key in _WHOLE_DAYS:
        yield f"{day} 00:00", begins
        yield f"{after} 00:00", ends
    else:
        yield str(day), begins
        yield str(after), ends


def _incomplete_error(text: str, written: Written) -> FieldError:
    choices = [each for time_ in written.times[:1] for each in time_.choices]
    if written.without_year:
        month, day = written.without_year
        clock = f" {choices[0]:%H:%M}" if choices else ""
        advice = (
            f"Write the year, the month and the day: year-{month:02}-{day:02}{clock}, with the year in four digits."
        )
        return DateError("DATE-020", f"“{text}” does not say which year.", advice)
    if written.without_day:
        advice = (
            f"Write the day as year-month-day. You can use words such as “{text}” under milestones, after the key when."
        )
        return DateError("DATE-020", f"“{text}” does not say which day.", advice, no_day=True)
    if len(written.times) == 2 and all(each.choices for each in written.times):
        both = [each.choices[0] for each in written.times]
        if _is_backwards(*both):
            return _backwards_error(text)
        message = f"“{text}” names two times but no day."
        advice = "Write one of the two, with the day in front of it: year-month-day and the time."
        return DateError("DATE-020", message, advice, time_alone=both, times_span=True)
    clock = f"{choices[0]:%H:%M}" if choices else "00:00"
    advice = f"Write the day in front of it: year-month-day {clock}, such as 2021-11-01 {clock}"
    return DateError("DATE-020", f"“{text}” is a time without a day.", advice, time_alone=choices)


def _whole_date_error(text: str, written: Written) -> FieldError:
    days = [day for day in written.days if written.weekday in (None, day.weekday())]
    code = "DATE-002" if written.in_figures else "DATE-003"
    clocks = [each.choices[0] for each in written.times if each.choices]
    if len(clocks) == 2 and not written.last_day and _is_backwards(*clocks):
        return _backwards_error(text)
    if written.last_day or len(written.times) > 1:
        first, last = span_of(written)
        message = f"“{text}” names two times, but there is room for only one here."
        return DateError(
            "DATE-003", message, write=[(first, ""), (last, "")], span=(first, last), apart=days_apart(written)
        )
    if not days:
        return _contradiction(text, code, written)
    if written.times and written.times[0].midnight:
        return DateError("DATE-011", "Midnight is the end of one day and the start of the next.", midnight=days)
    if written.vague_time and not written.times:
        day = days[0]
        write = [(f"{day} 17:00", "for five o'clock in the afternoon"), (str(day), "for the end of the day")]
        return DateError("DATE-003", f"“{text}” does not give a time.", write=write)
    write = list(_readings(days, written))
    if written.spreadsheet:
        message = f"“{text}” is how a spreadsheet stores {day_in_words(days[0])}."
    elif len(write) > 1:
        message = f"“{text}” can be read in {'two' if len(write) == 2 else 'several'} ways."
    elif written.in_figures:
        message = f"“{text}” is not written year-month-day."
    else:
        message = f"“{text}” is not a date that we can read."
    return DateError(code, message, write=write)


def _readings(days: Sequence[date], written: Written) -> Iterator[tuple[str, str]]:
    """Yield each reading, with words for it if there are several."""
    clocks = written.times[0].choices if written.times else (None,)
    for day, clock in product(days, clocks):
        value = f"{day} {clock:%H:%M}" if clock else str(day)
        words = [day_in_words(day)] if len(days) > 1 else []
        if clock and len(clocks) > 1:
            half = "morning" if clock.hour < 12 else "afternoon"
            words.append(f"in the {half}" if words else f"the {half}")
        yield value, f"for {', '.join(words)}" if words else ""


def _contradiction(text: str, code: str, written: Written) -> DateError:
    """Report a weekday that does not match the date, and offer both: that date, and the nearest such weekday."""
    assert written.weekday is not None
    day = written.days[0]
    clock = f" {written.times[0].choices[0]:%H:%M}" if written.times and written.times[0].choices else ""
    step = (written.weekday - day.weekday() + 3) % 7 - 3
    other = day + timedelta(days=step)
    message = f"{day_in_words(day)} is a {WEEKDAYS[day.weekday()]}, but “{text}” says {WEEKDAYS[written.weekday]}."
    write = [(f"{each}{clock}", f"for {WEEKDAYS[each.weekday()]} {day_in_words(each)}") for each in (day, other)]
    return DateError(code, message, write=write)
