"""Resolves the dated facts of a consultation to the moments that decide its stage."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from microsite.model.status import Dates, Span
from microsite.validate.date_types import LocalMoment, zone_of

if TYPE_CHECKING:
    from microsite.model.consultation import Consultation


def resolve_dates(consultation: Consultation) -> Dates:
    """Resolve a consultation's dates to moments with a time zone; they have already been checked for consistency."""
    zone = zone_of(consultation.time_zone)
    outcome = consultation.known_outcome
    deadline = consultation.response_deadline
    dates = Dates(
        opens=consultation.opens.start(zone),
        closes=consultation.closes.end(zone),
        pauses=tuple(
            sorted(
                (Span(starts=each.starts.start(zone), ends=each.ends.end(zone)) for each in consultation.pauses),
                key=lambda span: span.starts.timestamp(),
            )
        ),
        withdrawn=_start(consultation.withdrawn.date if consultation.withdrawn else None, zone),
        superseded=_start(consultation.superseded_by.date if consultation.superseded_by else None, zone),
        outcome_due=deadline.end(zone) if deadline else None,
        outcome_published=_start(outcome.published if outcome else None, zone),
        no_outcome_expected=bool(outcome and outcome.none_expected),
    )
    return _with_extensions(dates, consultation, zone)


def is_reopening(announced: LocalMoment, old_close: LocalMoment, zone: ZoneInfo) -> bool:
    """Whether more time to answer was announced after the old closing, not before it."""
    return announced.start(zone).timestamp() >= old_close.end(zone).timestamp()


def _with_extensions(dates: Dates, consultation: Consultation, zone: ZoneInfo) -> Dates:
    for each in consultation.extensions:
        new = each.new_close.end(zone)
        if is_reopening(each.announced, each.old_close, zone):
            span = Span(starts=each.starts_again.start(zone), ends=new)
            dates = replace(dates, reopenings=(*dates.reopenings, span))
        elif dates.reopenings:
            *others, last = dates.reopenings
            dates = replace(dates, reopenings=(*others, replace(last, ends=new)))
        else:
            dates = replace(dates, closes=new)
    return dates


def _start(moment: LocalMoment | None, zone: ZoneInfo) -> datetime | None:
    return moment.start(zone) if moment else None
