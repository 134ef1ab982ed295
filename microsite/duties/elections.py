"""The weeks before elections: those whose day the law sets, and those that a site names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

from microsite.model.duty_records import Election, Nation
from microsite.model.records import Record
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import FieldText, LocalText, Year
from microsite.validate.web_types import RecordId, WebAddress

#: How long before a poll its weeks begin if nothing says when; no norm that we read gives a number.
BEFORE_POLL = timedelta(weeks=6)
THURSDAY = 3


class Poll(Record, frozen=True, kw_only=True):
    """A recurring election, and the law that sets its day."""

    id: Annotated[RecordId, Meta(description="A short name for it.")]
    election: Annotated[LocalText, Meta(description="Which election it is.")]
    nations: Annotated[tuple[Nation, ...], Meta(description="Where it is held.")]
    day: Annotated[Literal["first_thursday_in_may"], Meta(description="Which day of the year it is on.")]
    years: Annotated[tuple[Year, ...], Meta(description="The years it is held in. Without them, every year.")] = ()
    source: Annotated[FieldText, Meta(description="The norm that sets the day.")]
    address: Annotated[WebAddress | None, Meta(description="Where its text can be read.")] = None
    read: Annotated[LocalMoment, Meta(description="The day on which somebody read it.")]
    read_part: Annotated[FieldText | None, Meta(description="Which part of it was read, and how.")] = None

    def polling_day(self, year: int) -> date | None:
        """Return the polling day in a year; None if there is no poll that year."""
        return first_thursday_in_may(year) if not self.years or year in self.years else None


class Weeks(Struct, frozen=True, kw_only=True):
    """The weeks before one election; both the first and the last day count."""

    name: str
    starts: date
    ends: date


def first_thursday_in_may(year: int) -> date:
    """Return the ordinary election day of a year."""
    first = date(year, 5, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7)


def elections_on(day: date, nation: str, own: Iterable[Election]) -> list[Weeks]:
    """Return the elections in whose weeks a day falls: a nation's, and a site's own."""
    return [each for each in _weeks(day.year, nation, own) if each.starts <= day <= each.ends]


def knows_elections(nation: str, own: Iterable[Election]) -> bool:
    """Whether any election dates are known for a nation or a site."""
    from microsite.duties.data import known_polls

    return any(own) or any(nation in poll.nations for poll in known_polls())


def _weeks(year: int, nation: str, own: Iterable[Election]) -> Iterator[Weeks]:
    from microsite.duties.data import known_polls

    for poll in known_polls():
        day = poll.polling_day(year)
        if day and nation in poll.nations:
            yield Weeks(name=str(poll.election), starts=day - BEFORE_POLL, ends=day)
    for each in own:
        yield Weeks(name=str(each.election), starts=each.starts.day, ends=each.ends.day)
