"""The moments at which a site changes, which an author may want to see it at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from microsite.model.site import Site
from microsite.model.status import Status

#: Boundaries that are worth seeing from both sides.
_BEFORE = {Status.OPEN: "the last minute before it opens", Status.CLOSED: "the last minute before it closes"}


def coming_moments(site: Site) -> list[tuple[datetime, str]]:
    """Return the moments at which pages change, in order, each with a label."""
    return sorted(dict(_moments(site)).items(), key=lambda moment: moment[0].timestamp())


def _moments(site: Site) -> Iterator[tuple[datetime, str]]:
    for change in site.dated_changes:
        if change.changes_pages:
            if change.kind in _BEFORE:
                yield change.at - timedelta(minutes=1), _BEFORE[Status(change.kind)]
            yield change.at, f"{change.kind.replace('_', ' ')}{': ' if change.title else ''}{change.title}"
