"""The moment a site is made for; records what it is compared with, and so how long its answers stay the same."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

ALWAYS, FOR_EVER = float("-inf"), float("inf")


class ShownTexts(NamedTuple):
    """Which chapters and documents are shown, if the moment the site is made for does not decide that."""

    #: The moment as of which they are shown or held back; without a time zone, it is in the site's.
    at: datetime
    #: Whether those that are held back until later are shown as well.
    waiting_too: bool
    #: Whether the site is made for a stage, so that results, the outcome and reports must also wait for their moment.
    in_stage: bool = False


class Clock:
    """One moment, and the time zone that dates are in."""

    __slots__ = ("_further", "_known", "_listener", "_since", "_until", "is_shown", "now", "shown_texts", "zone")

    def __init__(self, now: datetime, zone: ZoneInfo, shown_texts: ShownTexts | None = None) -> None:
        """Take the moment, and the time zone of the site's dates.

        Args:
            now: the moment, with a time zone.
            zone: the site's time zone.
            shown_texts: which chapters and documents are shown, if `now` does not decide that.
        """
        if shown_texts and not shown_texts.at.tzinfo:
            shown_texts = shown_texts._replace(at=shown_texts.at.replace(tzinfo=zone))
        self.now, self.zone, self.shown_texts = now, zone, shown_texts
        self._since, self._until = ALWAYS, FOR_EVER
        self._listener: Clock | None = None
        self._known = (ALWAYS, FOR_EVER)
        self._further = (ALWAYS, FOR_EVER)
        #: Whether a page shows the moment itself, so that no interval holds.
        self.is_shown = False

    def remember_interval(self) -> tuple[float, float]:
        """Return the interval; from then on, `take_further` has the answers that are not the same all through it."""
        self._known = self.interval
        return self._known

    def take_further(self) -> tuple[float, float]:
        """Return for how long the answers about moments inside the remembered interval hold, and start anew."""
        taken, self._further = self._further, (ALWAYS, FOR_EVER)
        return taken

    def is_within(self, since: float, until: float) -> bool:
        """Whether the moment is in an interval; counts as asking about both its ends."""
        begun, over = (end not in (ALWAYS, FOR_EVER) and self._has_come(end) for end in (since, until))
        return (begun or since == ALWAYS) and not over

    def has_come(self, moment: datetime) -> bool:
        """Whether a moment, given with a time zone, has come; at that very instant it has."""
        return self._has_come(moment.timestamp())

    def _has_come(self, instant: float) -> bool:
        come = instant <= self.now.timestamp()
        if self._known[0] < instant < self._known[1]:
            since, until = self._further
            self._further = (max(since, instant), until) if come else (since, min(until, instant))
        if come:
            self._since = max(self._since, instant)
        else:
            self._until = min(self._until, instant)
        if self._listener is not None:
            self._listener._has_come(instant)
        return come

    def shows_text(self, moment: datetime) -> bool:
        """Whether a chapter or document that is held back until a moment is shown."""
        if self.shown_texts is None:
            return self.has_come(moment)
        return self.shown_texts.waiting_too or moment.timestamp() <= self.shown_texts.at.timestamp()

    def shows_fact(self, moment: datetime) -> bool:
        """Whether a fact that is held back until a moment is shown: results, an outcome, a report on an action."""
        in_stage = self.shown_texts is not None and self.shown_texts.in_stage
        return self.shows_text(moment) and (not in_stage or self.has_come(moment))

    def hides_text(self, moment: datetime) -> bool:
        """Whether a chapter or document that is shown until a moment is gone."""
        if self.shown_texts is None:
            return self.has_come(moment)
        return moment.timestamp() <= self.shown_texts.at.timestamp()

    def show(self) -> datetime:
        """Return the moment, for a page that shows it."""
        self.is_shown = True
        if self._listener is not None:
            self._listener.show()
        return self.now

    def forward_to(self, other: Clock) -> None:
        """Forward every comparison, past and future, to another clock for the same moment."""
        self._listener = other
        if self.is_shown:
            other.show()
        for instant in self.interval:
            if instant not in (ALWAYS, FOR_EVER):
                other._has_come(instant)

    @property
    def interval(self) -> tuple[float, float]:
        """From when, and until just before when, every answer so far stays the same, in seconds since 1970."""
        return self._since, self._until
