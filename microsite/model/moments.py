"""Every moment named in a consultation's facts: entries for an editor's diary, and when pages change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from microsite.model.clock import Clock
from microsite.model.consultation import Consultation
from microsite.model.dates import resolve_dates
from microsite.model.held_back import Dated, change_moments, why_not_shown
from microsite.model.life import Outcome
from microsite.model.lists import Lists
from microsite.model.ordering import Entry
from microsite.model.records import Event
from microsite.model.results import ENDED, Action
from microsite.model.status import stages
from microsite.validate.date_types import zone_of
from microsite.validate.field_types import MaybeSupplied


class DatedChange(Struct, frozen=True, kw_only=True):
    """A dated moment, and what happens then."""

    at: datetime
    #: A Status, or announced, event, event_over, appears, goes, results, delayed, due, review, progress, action_due.
    kind: str
    #: The name of the event, chapter or other thing it is about; empty if the kind says it all.
    title: str = ""
    #: Whether the pages are different from then on.
    changes_pages: bool = True


def dated_changes(consultation: Consultation, lists: Lists, entries: Iterable[Entry]) -> tuple[DatedChange, ...]:
    """List every moment in a consultation's life, past or to come, in order.

    Args:
        consultation: the consultation, including what is not published yet.
        lists: all lists, including what is not published yet.
        entries: all chapters and pages except drafts.
    """
    found = [*_stage_changes(consultation), *_fact_changes(consultation)]
    zone = zone_of(consultation.time_zone)
    for event in lists.events:
        day = event.start.start(zone)
        title = str(event.what)
        if not event.cancelled:
            found.append(DatedChange(at=day, kind="event", title=title, changes_pages=False))
        found.append(DatedChange(at=event_end(event, consultation), kind="event_over", title=title))
    shown = [(each.stem if not each.front.title else str(each.front.title), each.front) for each in entries]
    for title, dated in [*shown, *((str(each.title), each) for each in lists.documents)]:
        found += changes_of(title, dated, zone)
    for action in lists.actions:
        found += _action_changes(action, zone)
    return tuple(sorted(found, key=lambda each: (each.at.timestamp(), each.kind, each.title)))


def changes_of(title: str, dated: Dated, zone: ZoneInfo) -> Iterator[DatedChange]:
    """Yield when a text or a document appears and goes."""
    for kind, at in change_moments(dated, zone):
        yield DatedChange(at=at, kind=kind, title=title)


def _action_changes(action: Action, zone: ZoneInfo) -> Iterator[DatedChange]:
    """Yield when the pages say something new about an action: a report on it, or that its last day is over."""
    title = str(action.what)
    for report in action.progress:
        yield DatedChange(at=report.date.start(zone), kind="progress", title=title)
    if action.due:
        over = action.due.end(zone)
        ended = any(
            each.state in ENDED and each.date.start(zone).timestamp() < over.timestamp() for each in action.progress
        )
        yield DatedChange(at=over, kind="action_due", title=title, changes_pages=not ended)


def event_end(event: Event, consultation: Consultation) -> datetime:
    """Return when an event is over: at its end, or at the end of its day if no end is given."""
    zone = zone_of(consultation.time_zone)
    return event.end.end(zone) if event.end else event.start.end_of_day(zone)


def lists_at_end(lists: Lists, consultation: Consultation) -> Lists:
    """Cancel events that would begin after a consultation has ended early, unless the author says otherwise."""
    end, zone = resolve_dates(consultation).ended_early, zone_of(consultation.time_zone)
    if end is None:
        return lists

    def cancelled_if_late(event: Event) -> Event:
        late = event.cancelled is None and event.start.start(zone).timestamp() >= end.timestamp()
        return msgspec.structs.replace(event, cancelled=True) if late else event

    return msgspec.structs.replace(lists, events=tuple(map(cancelled_if_late, lists.events)))


def consultation_at(consultation: Consultation, clock: Clock) -> Consultation:
    """Leave out what is not published yet at one moment: the outcome, the results."""
    outcome = consultation.known_outcome
    shown = _outcome_at(outcome, clock) if outcome else None
    if shown is not outcome:
        consultation = msgspec.structs.replace(consultation, outcome=MaybeSupplied(shown) if shown else None)
    if consultation.results and why_not_shown(clock, consultation.results.published):
        consultation = msgspec.structs.replace(consultation, results=None)
    return consultation


def _outcome_at(outcome: Outcome, clock: Clock) -> Outcome | None:
    """Return an outcome without what is not published yet at one moment; None if nothing is left."""
    shown = outcome
    if why_not_shown(clock, outcome.published):
        shown = msgspec.structs.replace(shown, published=None, summary=None, address=None)
    if any(why_not_shown(clock, each.date) for each in outcome.delays):
        shown_delays = tuple(each for each in outcome.delays if not why_not_shown(clock, each.date))
        shown = msgspec.structs.replace(shown, delays=shown_delays)
    return shown if shown is outcome or shown != Outcome() else None


def _stage_changes(consultation: Consultation) -> Iterator[DatedChange]:
    for stage in stages(resolve_dates(consultation)):
        if stage.since is not None:
            yield DatedChange(at=stage.since, kind=stage.status.value)


def _fact_changes(consultation: Consultation) -> Iterator[DatedChange]:
    zone = zone_of(consultation.time_zone)
    outcome = consultation.known_outcome
    if consultation.results:
        yield DatedChange(at=consultation.results.published.start(zone), kind="results")
    if (
        consultation.response_deadline
        and not (outcome and outcome.published)
        and not resolve_dates(consultation).ended_early
    ):
        due = consultation.response_deadline.end(zone)
        yield DatedChange(at=due, kind="due", changes_pages=False)
    for extension in consultation.extensions:
        yield DatedChange(at=extension.announced.start(zone), kind="announced")
    for delay in outcome.delays if outcome else ():
        yield DatedChange(at=delay.date.start(zone), kind="delayed")
    for review in consultation.reviews:
        yield DatedChange(at=review.date.start(zone), kind="review", title=str(review.what), changes_pages=False)
