"""The root of the model: everything a page can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from microsite.model.chapter import Chapter
from microsite.model.consultation import Consultation
from microsite.model.records import Quote
from microsite.model.status import Dates, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """One of the files that a picture is published as, beside the one under the author's name."""

    path: str
    content: bytes
    width_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A picture or document the author gave, published under the same name."""

    #: Where it stands in the site's folder, as `content/media/logo.svg`.
    source: str
    #: Where it is published below the output folder, as `media/logo.svg`.
    path: str
    content: bytes
    #: Size in CSS pixels, or None where the file does not say.
    width_px: int | None = None
    height_px: int | None = None
    #: The same picture as WebP, the narrowest first; empty where the file is published alone.
    webp: tuple[PictureFile, ...] = ()
    #: What browsers without WebP show, where the file under the author's name is WebP itself.
    fallback: PictureFile | None = None

    @property
    def shown_path(self) -> str:
        """The file that every browser can show."""
        return self.fallback.path if self.fallback else self.path

    @property
    def files(self) -> dict[str, bytes]:
        """Everything that is published of it, by path."""
        more = (*self.webp, self.fallback) if self.fallback else self.webp
        return {**{each.path: each.content for each in more}, self.path: self.content}


def absent_pages(facts: Consultation) -> frozenset[str]:
    """Name the pages that would be empty: nobody is led to them, so they are not made."""
    empty = {"partners.html": not facts.partners, "priorities.html": not facts.priorities}
    return frozenset(path for path, absent in empty.items() if absent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One consultation's website at one moment."""

    facts: Consultation
    chapters: tuple[Chapter, ...]
    quotes: tuple[Quote, ...]
    media: tuple[MediaFile, ...]
    dates: Dates
    status: Status

    @property
    def length_days(self) -> int:
        """Days from the opening date to the closing date, as announcements count them."""
        return (self.facts.closes.day - self.facts.opens.day) // timedelta(days=1)

    @property
    def site_address(self) -> str:
        """Where the site will stand on the web; empty while that is not known."""
        address = self.facts.site_address
        return str(address.value) if address and address.supplied else ""

    @property
    def takes_answers(self) -> bool:
        """Whether a page that stays as it is may still be read while the survey takes answers."""
        return self.status is not Status.CLOSED

    @property
    def absent_pages(self) -> frozenset[str]:
        """Pages that this site has nothing for."""
        return absent_pages(self.facts)

    def chapter_for(self, priority: int) -> Chapter | None:
        """The first chapter on one priority, counted from 1."""
        return next((chapter for chapter in self.chapters if chapter.priority == priority), None)

    def media_file(self, source: str) -> MediaFile:
        """The published file for a name that the author wrote; assembling made sure that it exists."""
        return next(file for file in self.media if file.source == source)
