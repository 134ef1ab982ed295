"""Sentences about dates and times: each names its moment and time zone, so that it is true whenever it is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property

from markupsafe import Markup

from microsite.model.site import Site
from microsite.render.words import Words
from microsite.validate.date_types import LocalMoment, zone_of
from microsite.validate.field_types import with_language_markers


class Wording:
    """The sentences of one site in one language."""

    def __init__(self, site: Site, words: Words) -> None:
        """Take the site's facts and the interface's words."""
        self._site = site
        self._words = words

    def day(self, day: date) -> str:
        """Return a date in words: Monday 1 November 2021."""
        weekday = self._words(f"day.{day.isoweekday()}")
        month = self._words(f"month.{day.month}")
        key = "date.first" if day.day == 1 else "date"
        return self._words(key, weekday=weekday, day=day.day, month=month, year=day.year)

    def clock(self, moment: time) -> str:
        """Return a time of day in words: 5pm, 11:59pm, midday."""
        if (moment.hour, moment.minute) == (12, 0):
            return self._words("time.midday")
        if (moment.hour, moment.minute) == (0, 0):
            return self._words("time.midnight")
        hour = moment.hour % 12 or 12
        half = self._words("time.pm" if moment.hour >= 12 else "time.am")
        key = "time.minute" if moment.minute else "time.hour"
        return self._words(key, hour=hour, minute=f"{moment.minute:02}", half=half, clock=f"{moment:%H:%M}")

    @cached_property
    def zone(self) -> str:
        """What readers call the time zone."""
        given = self._site.consultation.time_zone_words
        if given:
            return with_language_markers(given)
        # The time zone database names cities in English; as markup, the name is not taken for the site's own language.
        city = Markup(self._site.consultation.time_zone.rsplit("/", 1)[-1].replace("_", " "))
        return self._words("time.of_city", city=city)

    @cached_property
    def opening(self) -> Markup:
        """When answers are first taken, as a `time` element."""
        return self.starting(self._site.dates.opens)

    @cached_property
    def closing(self) -> Markup:
        """When answers are last taken before any re-opening, as a `time` element: the end of Monday 1 November 2021."""
        return self.ending(self._site.dates.closes)

    def starting(self, moment: datetime) -> Markup:
        """Return a moment at which something begins: just the day if that is midnight, else 5pm on a day."""
        if _is_midnight(moment):
            return _element(moment, self._words("moment.day", day=self.day(moment.date())))
        return _element(moment, self._timed(moment))

    def ending(self, moment: datetime) -> Markup:
        """Return a moment at which something ends: the end of the day before if that is midnight, else 5pm on a day."""
        if _is_midnight(moment):
            last = moment.date() - timedelta(days=1)
            return _element(moment, self._words("moment.end_of_day", day=self.day(last)))
        return _element(moment, self._timed(moment))

    def clock_of(self, moment: datetime) -> str:
        """Return the time of day of a moment; if a clock change repeats it, with which of the two it is."""
        time_text = self.clock(moment.time())
        if moment.replace(fold=0).utcoffset() == moment.replace(fold=1).utcoffset():
            return time_text
        return self._words("time.second" if moment.fold else "time.first", time=time_text)

    @cached_property
    def answers_from_until(self) -> Markup:
        """How long answers are taken, with the opening and the closing."""
        key = "say.lede_length"
        return self._words.html(key, length=self.length, opening=self.opening, closing=self.closing, zone=self.zone)

    def _timed(self, moment: datetime) -> str:
        return self._words("moment.time", time=self.clock_of(moment), day=self.day(moment.date()))

    @cached_property
    def length(self) -> str:
        """How long answers are taken: 12 weeks, or a number of days."""
        days = self._site.length_days
        return self.amount("weeks", days // 7) if days % 7 == 0 and days else self.amount("days", days)

    def amount(self, noun: str, number: int) -> str:
        """Return a number of things: 1 minute, 14 questions."""
        return self._words.amount(noun, number)

    def day_element(self, moment: LocalMoment) -> Markup:
        """Return the day of a moment, as a `time` element."""
        return Markup('<time datetime="{}">{}</time>').format(moment.day.isoformat(), self.day(moment.day))

    #: The name in templates made for 1.0.
    said_day = day_element

    def event_time(self, start: LocalMoment, end: LocalMoment | None) -> Markup:
        """Return when an event takes place: Thursday 20 May 2027, 2pm to 7pm (UK time)."""
        begins, ends = self._event_moment(start), self._event_moment(end) if end else None
        if end and ends and end.day == start.day and end.time_of_day:
            ends = self._time_element(end, self.clock(end.time_of_day))
        when = self._words.html("events.from_to", start=begins, end=ends) if ends else begins
        timed = start.time_of_day or (end and end.time_of_day)
        return self._words.html("events.zone", time=when, zone=self.zone) if timed else when

    def _event_moment(self, moment: LocalMoment) -> Markup:
        day = self.day(moment.day)
        clock = self.clock(moment.time_of_day) if moment.time_of_day else ""
        return self._time_element(moment, self._words("events.time", day=day, time=clock) if clock else day)

    def _time_element(self, moment: LocalMoment, text: str) -> Markup:
        timed = moment.time_of_day is not None
        start = moment.start(zone_of(self._site.consultation.time_zone))
        machine = start.isoformat(timespec="minutes") if timed else moment.day.isoformat()
        return Markup('<time datetime="{}">{}</time>').format(machine, text)

    def numbers(self, numbers: Sequence[int]) -> str:
        """Return whole numbers for a sentence: 3, 3 to 6, or 1, 3 and 7."""
        first, last = numbers[0], numbers[-1]
        if len(numbers) > 2 and last - first == len(numbers) - 1:
            return self._words("numbers.range", first=first, last=last)
        return self._words.listed([str(each) for each in numbers], "list.middle", "numbers.and")

    def language(self, tag: str) -> str:
        """Return the name of a language; its tag if there is no word for it."""
        key = f"language.{tag.split('-', 1)[0]}"
        return self._words(key) if key in self._words.keys else tag


def _is_midnight(moment: datetime) -> bool:
    """Whether a moment is midnight: it is then given as a day, since the author named no time."""
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def _element(moment: datetime, text: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(timespec="minutes"), text)
