"""The moment a site is made for; it knows what it was compared with, and so how long the answers stay right."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

ALWAYS, FOR_EVER = float("-inf"), float("inf")


class Clock:
    """One moment, and the zone that dates are in."""

    __slots__ = ("_since", "_until", "now", "zone")

    def __init__(self, now: datetime, zone: ZoneInfo) -> None:
        """Take the moment, with a time zone, and the zone of the site's dates."""
        self.now, self.zone = now, zone
        self._since, self._until = ALWAYS, FOR_EVER

    def has_come(self, moment: datetime) -> bool:
        """Whether a moment, with a time zone, has come; it counts from its first instant on."""
        instant = moment.timestamp()
        come = instant <= self.now.timestamp()
        if come:
            self._since = max(self._since, instant)
        else:
            self._until = min(self._until, instant)
        return come

    @property
    def interval(self) -> tuple[float, float]:
        """Since when, and until just before when, every answer so far is the same; in seconds since 1970."""
        return self._since, self._until
