"""Pages and documents that are not shown yet, or are not shown any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from microsite.model.chapter import FrontMatter
from microsite.model.clock import Clock
from microsite.model.documents import Document
from microsite.model.ordering import Entry
from microsite.problems import Location, Problem
from microsite.validate.date_types import LocalMoment


class HeldBack(Struct, frozen=True, kw_only=True):
    """Something the author wrote that is left out of the site at the moment it is made for."""

    title: str
    #: The path of its file below the site's folder.
    file: str
    #: `until 2027-03-01` or `since the end of 2027-03-01`.
    why: str
    #: For a chapter or a page: its slug.
    slug: str = ""


#: What can be held back.
Dated = FrontMatter | Document


def why_held_back(clock: Clock, publish_on: LocalMoment | None, expire_on: LocalMoment | None = None) -> str:
    """Say why something is left out at a moment; empty if it is shown."""
    if publish_on and not clock.shows_text(publish_on.start(clock.zone)):
        return f"until {publish_on}"
    if expire_on and clock.hides_text(expire_on.end(clock.zone)):
        return f"since {'' if expire_on.time_of_day else 'the end of '}{expire_on}"
    return ""


def why_not_shown(clock: Clock, moment: LocalMoment | None) -> str:
    """Say why a dated fact is not shown yet at a moment; empty if it is shown or has no day."""
    return f"until {moment}" if moment and not clock.shows_fact(moment.start(clock.zone)) else ""


def held_back_chapters(entries: Iterable[Entry], clock: Clock) -> Iterator[tuple[Entry, HeldBack]]:
    """Yield the chapters that are left out at one moment because of their dates; drafts are skipped."""
    for entry in entries:
        why = why_held_back(clock, entry.front.publish_on, entry.front.expire_on)
        if why and not entry.front.draft:
            title = str(entry.front.title or entry.stem)
            yield entry, HeldBack(title=title, file=entry.file, why=why, slug=entry.slug)


def held_back_documents(documents: Iterable[Document], clock: Clock) -> Iterator[tuple[Document, HeldBack]]:
    """Yield the documents that are left out at one moment."""
    for document in documents:
        why = why_held_back(clock, document.publish_on, document.expire_on)
        if why:
            yield document, HeldBack(title=str(document.title), file=str(document.file or document.address), why=why)


def files_of(documents: Iterable[Document]) -> set[str]:
    """Collect the files in content/media that documents and their alternatives refer to."""
    found: set[str] = set()
    for document in documents:
        found |= {str(document.file)} if document.file and document.file.supplied else set()
        found |= {str(each.file) for each in document.alternatives if each.file}
    return found


def change_moments(dated: Dated, zone: ZoneInfo) -> Iterator[tuple[str, datetime]]:
    """Yield the moments at which something `appears` and `goes`."""
    if dated.publish_on:
        yield "appears", dated.publish_on.start(zone)
    if dated.expire_on:
        yield "goes", dated.expire_on.end(zone)


def order_problems_of(dated: Dated, zone: ZoneInfo, place: Location, path: str) -> Iterator[Problem]:
    """Report something that would disappear before it appears."""
    moments = dict(change_moments(dated, zone))
    if len(moments) == 2 and moments["goes"].timestamp() <= moments["appears"].timestamp():
        message = f"This ends ({dated.expire_on}) before it starts ({dated.publish_on}), so nobody would ever see it."
        advice = "Correct publish_on or expire_on."
        yield Problem.error("CHAP-011", message, place, advice, path=path)
