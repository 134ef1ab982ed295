"""Structured data for search engines on the home page: the consultation as a schema.org event, in JSON-LD."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from microsite.model.records import Event
from microsite.model.site import Site
from microsite.render.data_block import data_block
from microsite.validate.date_types import zone_of

#: schema.org's values for the status of an event.
SCHEDULED, MOVED, CANCELLED = (f"https://schema.org/Event{word}" for word in ("Scheduled", "Rescheduled", "Cancelled"))


def structured_data(site: Site) -> Markup:
    """Write the data block."""
    return data_block(_consultation(site), sort_keys=True)


def _consultation(site: Site) -> dict[str, Any]:
    consultation, dates = site.consultation, site.dates
    ended = bool(consultation.withdrawn or consultation.superseded_by)
    spans = dates.taking
    address = _home(site)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": str(consultation.title),
        "description": str(consultation.summary),
        "inLanguage": str(consultation.language),
        "startDate": dates.opens.isoformat(),
        "endDate": (spans[-1].ends if spans else dates.closes).isoformat(),
        "eventStatus": CANCELLED if ended else MOVED if consultation.extensions else SCHEDULED,
        "organizer": {"@type": "Organization", "name": str(consultation.organisation)},
    }
    if consultation.place:
        data["location"] = {"@type": "Place", "name": str(consultation.place)}
    if consultation.audience:
        data["audience"] = {"@type": "Audience", "audienceType": str(consultation.audience)}
    if address:
        data["url"] = address
    if site.lists.events:
        data["subEvent"] = [_event(site, each) for each in site.lists.events]
    return data


def _event(site: Site, event: Event) -> dict[str, Any]:
    zone = zone_of(site.consultation.time_zone)

    def written(moment: Any) -> str:
        return moment.day.isoformat() if moment.time_of_day is None else moment.start(zone).isoformat()

    data: dict[str, Any] = {
        "@type": "Event",
        "name": str(event.what),
        "startDate": written(event.start),
        "eventStatus": CANCELLED if event.cancelled else SCHEDULED,
    }
    if event.end:
        data["endDate"] = written(event.end)
    if event.where:
        data["location"] = {"@type": "Place", "name": str(event.where)}
    return data


def _home(site: Site) -> str:
    address = site.consultation.site_address
    return str(address.value) if address and address.supplied else ""
