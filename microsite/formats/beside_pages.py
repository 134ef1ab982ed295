"""Renders calendars, feed and record in one call."""

from __future__ import annotations

from microsite.model.reads import ReadTracker
from microsite.model.site import Site
from microsite.render.templates import Templates
from microsite.store import Recorded, Store


def render_beside_pages(site: Site, templates: Templates, shared: bytes, store: Store) -> dict[str, bytes]:
    """Render calendars, feed and record, or take them from the store.

    Args:
        site: the whole model.
        templates: where templates are looked for.
        shared: digest of everything that the site is made from, except the chapters.
        store: keeps the files.
    """
    reads = ReadTracker(site.chapters, site.clock, site.pages)

    def make() -> Recorded[dict[str, bytes]]:
        reads.begin()
        files = _files(reads.tracked_site(site), templates)
        return Recorded(files, reads.end())

    return store.get_recorded("beside pages", (shared,), make, dict[str, bytes], reads.current)


def _files(site: Site, templates: Templates) -> dict[str, bytes]:
    from microsite.formats.feed import render_feed
    from microsite.formats.icalendar import render_calendars
    from microsite.formats.summary_json import render_summary
    from microsite.render.wording import Wording
    from microsite.render.words import words_for

    language, kind = str(site.consultation.language), site.consultation.document_kind
    own = templates.words
    words = words_for(templates.engine, language, marked=False, kind=kind, own=own)
    feed = render_feed(site, words, Wording(site, words), templates)
    return {**render_calendars(site, words), **feed, **render_summary(site)}
