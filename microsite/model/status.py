"""Decides which stage the consultation is in: the only code that knows when open becomes closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

#: How long before its end an open consultation counts as closing soon.
SOON = timedelta(days=7)


class Status(StrEnum):
    """The stages; the values are those of the attribute `data-status`."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSING_SOON = "closing_soon"
    CLOSED = "closed"
    OUTCOME_OVERDUE = "outcome_overdue"
    OUTCOME_PUBLISHED = "outcome_published"
    NO_OUTCOME_EXPECTED = "no_outcome_expected"
    PAUSED = "paused"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"

    @property
    def takes_answers(self) -> bool:
        """Whether the survey takes answers in this stage."""
        return self in (Status.OPEN, Status.CLOSING_SOON, Status.REOPENED)

    @property
    def is_over(self) -> bool:
        """Whether, as far as is known, no more answers will be taken."""
        return not self.takes_answers and self not in (Status.UPCOMING, Status.PAUSED)


class Span(Struct, frozen=True, kw_only=True):
    """A half-open interval: from one moment until just before another."""

    starts: datetime
    ends: datetime

    def holds(self, instant: float) -> bool:
        """Whether an instant lies in it, in seconds since 1970."""
        return self.starts.timestamp() <= instant < self.ends.timestamp()


class Dates(Struct, frozen=True, kw_only=True):
    """Every moment that decides the stage, each with a time zone."""

    opens: datetime
    #: The closing before any re-opening, including extensions.
    closes: datetime
    #: In order, each after the closing before it.
    reopenings: tuple[Span, ...] = ()
    #: In order; each lies within one of the periods.
    pauses: tuple[Span, ...] = ()
    withdrawn: datetime | None = None
    superseded: datetime | None = None
    outcome_due: datetime | None = None
    outcome_published: datetime | None = None
    no_outcome_expected: bool = False

    @property
    def periods(self) -> tuple[Span, ...]:
        """The time from opening to closing, and each re-opening; pauses are not taken out."""
        return (Span(starts=self.opens, ends=self.closes), *self.reopenings)

    @property
    def last_closing(self) -> datetime:
        """The closing of the last period."""
        return self.periods[-1].ends

    @property
    def ended_early(self) -> datetime | None:
        """When it is withdrawn or superseded, whichever is first; None if neither is known."""
        ends = [moment for moment in (self.withdrawn, self.superseded) if moment]
        return min(ends, key=datetime.timestamp) if ends else None

    @property
    def taking(self) -> tuple[Span, ...]:
        """When answers are taken: the periods minus pauses, and nothing after an early end."""
        spans = [part for period in self.periods for part in _without(period, self.pauses)]
        end = self.ended_early
        if end:
            spans = [Span(starts=each.starts, ends=min(each.ends, end, key=datetime.timestamp)) for each in spans]
        return tuple(each for each in spans if each.starts.timestamp() < each.ends.timestamp())


class Stage(Struct, frozen=True, kw_only=True):
    """A stretch of time with one status."""

    #: None for the first stage, which has always been.
    since: datetime | None
    status: Status


def status_at(dates: Dates, now: datetime) -> Status:
    """Return the stage the consultation is in at one moment.

    Args:
        dates: everything that decides it, resolved to moments with a time zone.
        now: the moment in question, with a time zone.

    Returns:
        One Status. The opening moment already counts as open, the closing moment as closed.

    Raises:
        ValueError: a moment has no time zone; the message names it.

    Source: site_config.yaml. That the last seven days count as closing soon is decision 0017.
    """
    for name, moment in (("opens", dates.opens), ("closes", dates.closes), ("now", now)):
        if moment.utcoffset() is None:
            raise ValueError(f"{name} has no time zone")
    # Python compares two datetimes in the same zone by wall clock, which is wrong around a clock change.
    instant = now.timestamp()
    for ended, status in ((dates.superseded, Status.SUPERSEDED), (dates.withdrawn, Status.WITHDRAWN)):
        if ended is not None and ended.timestamp() <= instant:
            return status
    if instant < dates.opens.timestamp():
        return Status.UPCOMING
    if any(pause.holds(instant) for pause in dates.pauses):
        return Status.PAUSED
    for number, period in enumerate(dates.periods):
        if period.holds(instant):
            if instant >= (period.ends - SOON).timestamp():
                return Status.CLOSING_SOON
            return Status.REOPENED if number else Status.OPEN
    return _after_closing(dates, instant)


def stages(dates: Dates) -> tuple[Stage, ...]:
    """List every stage in order, from before the opening to the one that lasts for good."""
    moments = sorted(moments_of(dates), key=datetime.timestamp)
    found = [Stage(since=None, status=status_at(dates, moments[0] - timedelta(days=1)))]
    for moment in moments:
        status = status_at(dates, moment)
        if status is not found[-1].status:
            found.append(Stage(since=moment, status=status))
    return tuple(found)


def _after_closing(dates: Dates, instant: float) -> Status:
    if instant < dates.last_closing.timestamp():
        return Status.CLOSED
    if dates.outcome_published is not None and dates.outcome_published.timestamp() <= instant:
        return Status.OUTCOME_PUBLISHED
    if dates.no_outcome_expected:
        return Status.NO_OUTCOME_EXPECTED
    if dates.outcome_due is not None and dates.outcome_due.timestamp() <= instant:
        return Status.OUTCOME_OVERDUE
    return Status.CLOSED


def moments_of(dates: Dates) -> Iterator[datetime]:
    """Yield every moment that can begin a stage, in no particular order."""
    for span in (*dates.periods, *dates.pauses):
        yield from (span.starts, span.ends)
    yield from (period.ends - SOON for period in dates.periods)
    later = (dates.withdrawn, dates.superseded, dates.outcome_due, dates.outcome_published)
    yield from (moment for moment in later if moment is not None)


def _without(period: Span, pauses: tuple[Span, ...]) -> Iterator[Span]:
    starts = period.starts
    for pause in pauses:
        if pause.ends.timestamp() <= starts.timestamp() or pause.starts.timestamp() >= period.ends.timestamp():
            continue
        yield Span(starts=starts, ends=pause.starts)
        starts = pause.ends
    yield Span(starts=starts, ends=period.ends)
