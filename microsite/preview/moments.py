"""The moments at which a site changes: what an editor may want to see it as of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from microsite.model.site import Site


def coming_moments(site: Site) -> list[tuple[datetime, str]]:
    """Give the moments just before and at each boundary, on the site's clocks, with words for them."""
    return sorted(dict(_moments(site)).items())


def _moments(site: Site) -> Iterator[tuple[datetime, str]]:
    minute = timedelta(minutes=1)
    yield site.dates.opens - minute, "just before it opens"
    yield site.dates.opens, "when it opens"
    yield site.dates.closes - minute, "in the last minute"
    yield site.dates.closes, "when it has closed"
