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
    for switch in site.switches:
        if switch.changes_pages:
            if switch.kind in _BEFORE:
                yield switch.at - timedelta(minutes=1), _BEFORE[Status(switch.kind)]
            yield switch.at, f"{switch.kind.replace('_', ' ')}{': ' if switch.title else ''}{switch.title}"
