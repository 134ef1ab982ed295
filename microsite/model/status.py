"""Which stage the consultation is in: the only code that knows when open becomes closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """The stages; the values are what `data-status` says."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Opening and closing as moments with a time zone, opening first."""

    opens: datetime
    closes: datetime


def status_at(dates: Dates, now: datetime) -> Status:
    """Tell which stage the consultation is in at one moment.

    Args:
        dates: opening and closing, resolved to moments with a time zone.
        now: the moment asked about, with a time zone.

    Returns:
        One Status. The opening moment already counts as open, the closing moment as closed.

    Raises:
        ValueError: a moment has no time zone; the message names it.

    Source: `opens`, `closes` and `time_zone` in site_config.yaml.
    """
    for name, moment in (("opens", dates.opens), ("closes", dates.closes), ("now", now)):
        if moment.utcoffset() is None:
            raise ValueError(f"{name} has no time zone")
    # Moments of one zone are compared by their wall clocks, which is wrong around a clock change.
    instant = now.timestamp()
    if instant < dates.opens.timestamp():
        return Status.UPCOMING
    return Status.OPEN if instant < dates.closes.timestamp() else Status.CLOSED
