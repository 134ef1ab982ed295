"""The moment a site is made for; it knows what it was compared with, and so how long the answers stay right."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

ALWAYS, FOR_EVER = float("-inf"), float("inf")


class ShownTexts(NamedTuple):
    """Which chapters and documents are shown, where that does not follow from the moment the site is made for."""

    #: The moment as of which they are shown or held back; without a time zone it is on the site's clocks.
    at: datetime
    #: Whether those are shown as well that are held back until later.
    waiting_too: bool
    #: Whether the site is made for a stage, so that results, an outcome and reports wait for their moment in it too.
    in_stage: bool = False


class Clock:
    """One moment, and the zone that dates are in."""

    __slots__ = ("_known", "_since", "_teller", "_until", "asked_for_more", "now", "shown_texts", "zone")

    def __init__(self, now: datetime, zone: ZoneInfo, shown_texts: ShownTexts | None = None) -> None:
        """Take the moment, with a time zone, and the zone of the site's dates.

        Args:
            now: the moment.
            zone: the site's zone.
            shown_texts: which chapters and documents are shown, where `now` does not decide that.
        """
        if shown_texts and not shown_texts.at.tzinfo:
            shown_texts = shown_texts._replace(at=shown_texts.at.replace(tzinfo=zone))
        self.now, self.zone, self.shown_texts = now, zone, shown_texts
        self._since, self._until = ALWAYS, FOR_EVER
        self._teller: Clock | None = None
        self._known = (ALWAYS, FOR_EVER)
        #: Whether an answer was asked for that the interval of `remember_interval` does not tell.
        self.asked_for_more = False

    def remember_interval(self) -> tuple[float, float]:
        """Give the interval; all answers so far count as known from then on, and those that tell more are noticed."""
        self._known = self.interval
        return self._known

    def has_come(self, moment: datetime) -> bool:
        """Whether a moment, with a time zone, has come; it counts from its first instant on."""
        instant = moment.timestamp()
        come = instant <= self.now.timestamp()
        if self._known[0] < instant < self._known[1]:
            self.asked_for_more = True
        if come:
            self._since = max(self._since, instant)
        else:
            self._until = min(self._until, instant)
        if self._teller is not None:
            self._teller.has_come(moment)
        return come

    def shows_text(self, moment: datetime) -> bool:
        """Whether a chapter or document appears that is held back until a moment."""
        if self.shown_texts is None:
            return self.has_come(moment)
        return self.shown_texts.waiting_too or moment.timestamp() <= self.shown_texts.at.timestamp()

    def tells(self, moment: datetime) -> bool:
        """Whether a dated fact is told that is held back until a moment: results, an outcome, a report on an action."""
        in_stage = self.shown_texts is not None and self.shown_texts.in_stage
        return self.shows_text(moment) and (not in_stage or self.has_come(moment))

    def hides_text(self, moment: datetime) -> bool:
        """Whether a chapter or document is gone that is shown until a moment."""
        if self.shown_texts is None:
            return self.has_come(moment)
        return moment.timestamp() <= self.shown_texts.at.timestamp()

    def tell(self, other: Clock) -> None:
        """Let another clock for the same moment know of all that this one is, and was, compared with."""
        self._teller = other
        for instant in self.interval:
            if instant not in (ALWAYS, FOR_EVER):
                other.has_come(datetime.fromtimestamp(instant, UTC))

    @property
    def interval(self) -> tuple[float, float]:
        """Since when, and until just before when, every answer so far is the same; in seconds since 1970."""
        return self._since, self._until
