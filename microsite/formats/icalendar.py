"""Opening, closing, events and last days of actions as calendar files, with ids that stay when dates change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec import Struct

from microsite import __version__
from microsite.digests import uuid_of
from microsite.lean_imports import import_without
from microsite.model.addresses import action_path, event_path
from microsite.model.records import Event
from microsite.model.results import Action
from microsite.model.site import Site
from microsite.render.words import Words
from microsite.validate.date_types import zone_of

OPENING, CLOSING = "calendar/opening.ics", "calendar/closing.ics"
MAKER = f"-//microsite//microsite {__version__}//EN"
#: What icalendar imports to read calendars and to look time zones up, which we do not do with it.
NOT_USED: dict[str, tuple[str, ...]] = {"inspect": (), "importlib.resources": ()}


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of a calendar."""

    #: Identifies the entry among all others of the same site, permanently.
    key: str
    title: str
    #: A date if it takes the whole day, otherwise a moment.
    starts: date | datetime
    #: The first day or moment after it; None if nobody said when it ends, or if it is a single moment.
    ends: date | datetime | None = None
    details: str = ""
    place: str = ""
    address: str = ""
    cancelled: bool = False
    #: How often the entry has changed since it was first published.
    changes: int = 0


def import_icalendar() -> None:
    """Import the library without what we do not use of it, which takes half of the time."""
    import_without(NOT_USED, "icalendar")


def render_calendars(site: Site, words: Words) -> dict[str, bytes]:
    """Write files for the opening and the closing, and one for each event and each action with a last day."""
    files = {CLOSING: calendar_file(site, [_closing(site, words)])}
    if site.dates.taking:
        files[OPENING] = calendar_file(site, [_opening(site, words)])
    for event in site.lists.events:
        files[event_path(event)] = calendar_file(site, [_event(site, event)])
    for action in site.lists.actions:
        if action.due:
            files[action_path(action)] = calendar_file(site, [_due(site, action, words)])
    return files


def calendar_file(site: Site, entries: list[Entry]) -> bytes:
    """Serialise entries as one calendar; the same entries give the same bytes."""
    import_icalendar()
    import icalendar

    calendar: Any = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", MAKER)
    # Nobody knows when a fact was written; the opening is as good a timestamp as any, and always the same.
    stamp = site.dates.opens.astimezone(UTC)
    for each in entries:
        calendar.add_component(_component(icalendar.Event(), each, site, stamp))
    return calendar.to_ical()


def moment_entry(moment: datetime, *, ends: bool) -> dict[str, Any]:
    """Return the start and end of an entry: a whole day if the moment is midnight, otherwise the moment."""
    if (moment.hour, moment.minute) == (0, 0):
        day = moment.date() - timedelta(days=1) if ends else moment.date()
        return {"starts": day, "ends": day + timedelta(days=1)}
    return {"starts": moment.astimezone(UTC)}


def _component(component: Any, entry: Entry, site: Site, stamp: datetime) -> Any:
    consultation = site.consultation
    seed = f"{consultation.organisation}\n{consultation.opens}\n{entry.key}"
    component.add("uid", uuid_of(seed))
    component.add("dtstamp", stamp)
    component.add("sequence", entry.changes)
    component.add("dtstart", entry.starts)
    if entry.ends is not None:
        component.add("dtend", entry.ends)
    component.add("summary", entry.title)
    for name, value in (("description", entry.details), ("location", entry.place), ("url", entry.address)):
        if value:
            component.add(name, value)
    if entry.cancelled:
        component.add("status", "CANCELLED")
    component.add("transp", "TRANSPARENT")
    return component


def _opening(site: Site, words: Words) -> Entry:
    title = words("calendar.opening", title=site.consultation.title)
    moment = moment_entry(site.dates.taking[0].starts, ends=False)
    return Entry(key="opening", title=title, details=_details(site), address=_home(site), **moment)


def _closing(site: Site, words: Words) -> Entry:
    consultation, taking = site.consultation, site.dates.taking
    return Entry(
        key="closing",
        title=words("calendar.closing", title=consultation.title),
        details=_details(site),
        address=_home(site),
        cancelled=not taking,
        changes=len(consultation.extensions) + bool(consultation.withdrawn) + bool(consultation.superseded_by),
        **moment_entry(taking[-1].ends if taking else site.dates.closes, ends=True),
    )


def _event(site: Site, event: Event) -> Entry:
    zone = zone_of(site.consultation.time_zone)
    starts: date | datetime = event.start.day
    ends: date | datetime | None = (event.end or event.start).day + timedelta(days=1)
    if event.start.time_of_day is not None:
        starts = event.start.start(zone).astimezone(UTC)
        ends = event.end.end(zone).astimezone(UTC) if event.end else None
    return Entry(
        key=f"event {event.id}",
        title=str(event.what),
        starts=starts,
        ends=ends,
        details="\n".join(str(each) for each in (event.details, event.booking) if each),
        place=str(event.where or ""),
        address=str(event.address or _home(site)),
        cancelled=bool(event.cancelled),
        changes=int(bool(event.cancelled)),
    )


def _due(site: Site, action: Action, words: Words) -> Entry:
    """Return the entry for an action's last day; it is cancelled once the action is done or dropped."""
    assert action.due is not None, "only what is due has an entry"
    return Entry(
        key=f"action {action.id}",
        title=words("did.calendar_title", title=action.what),
        details="\n".join(str(each) for each in (action.who, site.consultation.title) if each),
        address=_home(site),
        cancelled=action.has_ended,
        changes=len(action.progress),
        **moment_entry(action.due.end(zone_of(site.consultation.time_zone)), ends=True),
    )


def _details(site: Site) -> str:
    return f"{site.consultation.summary}\n{site.consultation.organisation}"


def _home(site: Site) -> str:
    address = site.consultation.site_address
    return str(address.value) if address and address.supplied else ""
