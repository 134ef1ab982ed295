"""The feed: what has changed on the site, and what has happened to the consultation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from microsite.digests import uuid_of
from microsite.model.addresses import relative_link
from microsite.model.site import Site
from microsite.model.status import Status, stages
from microsite.render.life_wording import LifeWording
from microsite.render.templates import Templates
from microsite.render.wording import Wording
from microsite.render.words import MARKER, Words
from microsite.validate.date_types import zone_of

FEED = "feed.xml"


class FeedEntry(Struct, frozen=True, kw_only=True):
    """One entry of the feed: something that happened."""

    id: str
    title: str
    at: datetime
    link: str

    @property
    def updated(self) -> str:
        """The moment in the format of RFC 3339."""
        return self.at.isoformat(timespec="seconds")


def render_feed(site: Site, words: Words, wording: Wording, templates: Templates) -> dict[str, bytes]:
    """Render the feed (Atom, RFC 4287).

    Its addresses are absolute if the site's own is known, otherwise relative to the feed.

    Args:
        site: the whole model.
        words: the interface's words, without signs.
        wording: the sentences made from them.
        templates: where templates are looked for.
    """
    from microsite.render.environment import make_format_environment

    environment = make_format_environment(templates)
    changes = [*_stage_entries(site, words, wording), *_update_entries(site), *_progress_entries(site, words)]
    entries = sorted(changes, key=lambda each: (-each.at.timestamp(), each.id))
    values = {
        "facts": site.consultation,
        "title": words("feed.title", title=site.consultation.title),
        "id": _identifier(site, "feed"),
        "updated": entries[0].updated if entries else site.dates.opens.isoformat(timespec="seconds"),
        "entries": entries,
        "home": _address(site, "index.html"),
        "feed": _address(site, FEED),
    }
    return {FEED: MARKER.sub("", environment.get_template(FEED).render(values)).encode()}


def _stage_entries(site: Site, words: Words, wording: Wording) -> Iterator[FeedEntry]:
    """Yield what has happened up to the current stage; the start of the last week is not news."""
    said = LifeWording(site, words, wording)
    reached = site.coming_stages[0].since
    for stage in stages(site.dates):
        if stage.since is None or reached is None or stage.since.timestamp() > reached.timestamp():
            continue
        if stage.status is Status.CLOSING_SOON:
            continue
        yield FeedEntry(
            id=_identifier(site, f"{stage.status.value} {stage.since.isoformat()}"),
            title=said.sentence(stage).striptags(),
            at=stage.since,
            link=_address(site, "index.html"),
        )


def _update_entries(site: Site) -> Iterator[FeedEntry]:
    for update in site.updates:
        chapter = site.chapter_of_file(update.chapter) if update.chapter else None
        yield FeedEntry(
            id=_identifier(site, f"update {update.id}"),
            title=str(update.what),
            at=update.date.start(zone_of(site.consultation.time_zone)),
            link=_address(site, chapter.path if chapter else "updates.html"),
        )


def _progress_entries(site: Site, words: Words) -> Iterator[FeedEntry]:
    """Yield an entry for each report on an action, dated with its day."""
    for action in site.lists.actions:
        for number, report in enumerate(action.progress, 1):
            yield FeedEntry(
                id=_identifier(site, f"action {action.id} {number}"),
                title=words("did.update", state=words(f"did.state.{report.state}"), what=action.what),
                at=report.date.start(zone_of(site.consultation.time_zone)),
                link=f"{_address(site, 'what-we-did.html')}#action-{action.id}",
            )


def _identifier(site: Site, key: str) -> str:
    """Return an id that stays the same even if the site moves."""
    seed = f"{site.consultation.organisation}\n{site.consultation.opens}\n{key}"
    if site.folder:  # Each further language of a site has a feed of its own.
        seed = f"{seed}\n{site.consultation.language}"
    return f"urn:uuid:{uuid_of(seed)}"


def _address(site: Site, path: str) -> str:
    address = site.consultation.site_address
    below = relative_link("", path).removeprefix("./")
    if not address or not address.supplied:
        return below
    return f"{str(address.value).rstrip('/')}/{'' if path == 'index.html' else below}"
