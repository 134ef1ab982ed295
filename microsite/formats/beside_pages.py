"""Every file beside the pages, in one call."""

from __future__ import annotations

from pathlib import Path

from microsite.formats.feed import render_feed
from microsite.formats.icalendar import render_calendars
from microsite.formats.summary_json import render_summary
from microsite.model.site import Site
from microsite.render.wording import Wording
from microsite.render.words import words_for


def render_beside_pages(site: Site, templates: Path) -> dict[str, bytes]:
    """Write calendars, feed and record.

    Args:
        site: the whole model.
        templates: the engine's own templates.
    """
    words = words_for(templates, str(site.facts.language), signed=False)
    feed = render_feed(site, words, Wording(site, words), templates)
    return {**render_calendars(site, words), **feed, **render_summary(site)}
