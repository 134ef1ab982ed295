"""The moments at which a site changes: what an editor may want to see it as of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from microsite.model.site import Site
from microsite.model.status import Status

#: Some boundaries are looked at from both sides.
_BEFORE = {Status.OPEN: "the last minute before it opens", Status.CLOSED: "the last minute before it closes"}


def coming_moments(site: Site) -> list[tuple[datetime, str]]:
    """Give the moments at which pages change, on the site's clocks, each with words for it, in order."""
    return sorted(dict(_moments(site)).items(), key=lambda moment: moment[0].timestamp())


def _moments(site: Site) -> Iterator[tuple[datetime, str]]:
    for switch in site.switches:
        if switch.changes_pages:
            if switch.kind in _BEFORE:
                yield switch.at - timedelta(minutes=1), _BEFORE[Status(switch.kind)]
            yield switch.at, f"{switch.kind.replace('_', ' ')}{': ' if switch.title else ''}{switch.title}"
