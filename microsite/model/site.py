"""The root of the model: everything a page can show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from microsite.model.chapter import Chapter
from microsite.model.clock import Clock
from microsite.model.consultation import Consultation
from microsite.model.earlier import EarlierText
from microsite.model.held_back import HeldBack
from microsite.model.in_languages import SiteInLanguage
from microsite.model.lists import Lists
from microsite.model.moments import Switch, event_end
from microsite.model.records import Event, Quote, Update
from microsite.model.responses import Question
from microsite.model.status import Dates, Stage, Status, stages
from microsite.validate.field_types import LocalText


class PictureFile(Struct, frozen=True, kw_only=True):
    """One of the files that a picture is published as, beside the one under the author's name."""

    path: str
    content: bytes
    width_px: int


class MediaFile(Struct, frozen=True, kw_only=True):
    """A picture or document the author gave, published under the same name."""

    #: Where it is in the site's folder, as `content/media/logo.svg`.
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


class Paper(Struct, frozen=True, kw_only=True):
    """One of the formats of the whole document, made for this site at this moment."""

    #: As `formats` in the configuration names it.
    kind: str
    #: Where it is published below the output folder.
    path: str
    content: bytes
    #: How many sheets it takes; None where it has none.
    pages: int | None = None


def has_results(consultation: Consultation, lists: Lists) -> bool:
    """Whether there is more to tell of people's answers than how many there were and what they say in short."""
    results = consultation.results
    more = results and (results.kinds or results.over_time or results.reached or results.missing)
    return bool(results and (more or lists.results or lists.themes))


def absent_pages(consultation: Consultation, lists: Lists, earlier: EarlierText | None = None) -> frozenset[str]:
    """Name the pages that would be empty: nobody is led to them, so they are not made."""
    empty = {
        "partners.html": not consultation.partners,
        "proposal.html": not consultation.proposal,
        "priorities.html": not consultation.priorities,
        "documents.html": not (lists.documents or lists.evidence or lists.related or consultation.formats),
        "questions.html": not lists.questions,
        "events.html": not lists.events,
        "faqs.html": not lists.faqs,
        "glossary.html": not lists.glossary,
        "updates.html": not (lists.updates or any(each.progress for each in lists.actions)),
        "changes-to-the-text.html": earlier is None,
        "what-people-said.html": not has_results(consultation, lists),
        "what-we-did.html": not (lists.decisions or lists.actions),
    }
    return frozenset(path for path, absent in empty.items() if absent)


class Site(Struct, frozen=True, kw_only=True, dict=True):
    """One consultation's website at one moment."""

    consultation: Consultation
    chapters: Sequence[Chapter]
    #: The site's own pages that are no chapters, in order.
    pages: Sequence[Chapter] = ()
    #: The main menu, where the author has chosen it: names of the site's pages, and addresses of chapters and pages.
    menu: tuple[str, ...] = ()
    lists: Lists
    media: tuple[MediaFile, ...]
    dates: Dates
    status: Status
    #: The moment the site is made for.
    clock: Clock
    #: Chapters and documents that are left out at that moment.
    held_back: tuple[HeldBack, ...]
    #: The formats of the whole document that are made; empty while they are not made yet.
    papers: tuple[Paper, ...] = ()
    #: The text that people were consulted on, where it is shown at that moment.
    earlier: EarlierText | None = None
    #: Every moment, past or to come, at which something else than the status changes on the pages.
    switches: tuple[Switch, ...]
    #: Where the pages of this language are below the output folder, with a slash at the end; empty where that is it.
    folder: str = ""
    #: The site in each of its languages, this one among them; empty for a site in one language.
    languages: tuple[SiteInLanguage, ...] = ()

    @property
    def languages_are_equal(self) -> bool:
        """Whether the site has several languages and none of them leads, so that each has a folder."""
        return bool(self.languages) and all(each.folder for each in self.languages)

    @property
    def shared_folder(self) -> str:
        """Where the files are that all languages share, as seen from the pages: with a slash at the end, or empty."""
        return "../" if self.folder else ""

    @property
    def texts(self) -> list[Chapter]:
        """The chapters and the pages that are none."""
        return [*self.chapters, *self.pages]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What people said."""
        return self.lists.quotes

    @property
    def length_days(self) -> int:
        """Days on which answers are taken, the first and the last among them; one less where that makes whole weeks."""
        last_day = (self.dates.closes - timedelta(seconds=1)).date()
        after_first = (last_day - self.consultation.opens.day) // timedelta(days=1)
        return after_first if after_first and after_first % 7 == 0 else after_first + 1

    @property
    def site_address(self) -> str:
        """Where the site will be on the web; empty while that is not known."""
        address = self.consultation.site_address
        return str(address.value) if address and address.supplied else ""

    @property
    def root_address(self) -> str:
        """Where the output folder will be on the web, with all languages in it; empty while that is not known."""
        address = self.site_address
        return address.removesuffix(self.folder) if self.folder else address

    @property
    def takes_answers(self) -> bool:
        """Whether a page that stays as it is may still be read while the survey takes answers."""
        return any(not self.clock.has_come(span.ends) for span in self.dates.taking)

    @property
    def life_is_over(self) -> bool:
        """Whether no answers are taken any more in the stage the site is made in."""
        return not self.takes_answers and self.status.is_over

    @property
    def plans_are_past(self) -> bool:
        """Whether what the author wrote of the time after the closing is a plan of the past.

        That is so once results or an outcome are told, and where there will be none.
        """
        outcome = self.consultation.known_outcome
        ended = self.consultation.withdrawn or self.consultation.superseded_by or (outcome and outcome.none_expected)
        told = self.consultation.results or self.status is Status.OUTCOME_PUBLISHED
        return self.life_is_over and bool(told or ended)

    @property
    def after_closing(self) -> LocalText | None:
        """What the author says of the time after the closing, as long as that is right."""
        return self.after_closing_in(self.status)

    def after_closing_in(self, status: Status) -> LocalText | None:
        """What the author says of the time after the closing, where it is right in a stage."""
        holds = (
            status in (Status.CLOSED, Status.OUTCOME_OVERDUE) and self.dates.taking and not self.consultation.results
        )
        return self.consultation.after_closing if holds else None

    @property
    def coming_stages(self) -> tuple[Stage, ...]:
        """The stage the site is made in and those that come after it, as far as its pages can tell of them.

        That an outcome is there is told by the build that has it, not by one made earlier.
        """
        found = stages(self.told_dates)
        current = [each for each in found if each.since is None or self.clock.has_come(each.since)]
        return found[len(current) - 1 :]

    @property
    def next_change(self) -> Switch | None:
        """The first moment after this one from which on a new build would give other pages."""
        coming = (each for each in self.switches if each.changes_pages and not self.clock.has_come(each.at))
        return next(coming, None)

    @property
    def told_dates(self) -> Dates:
        """The dates without an outcome that is yet to be published."""
        published = self.dates.outcome_published
        to_come = published is not None and not self.clock.has_come(published)
        return replace(self.dates, outcome_published=None) if to_come else self.dates

    @cached_property
    def absent_pages(self) -> frozenset[str]:
        """Pages that this site has nothing for."""
        return absent_pages(self.consultation, self.lists, self.earlier)

    def has_page(self, path: str) -> bool:
        """Whether there is one of the pages that not every site has."""
        return path not in self.absent_pages

    @property
    def events_to_come(self) -> tuple[Event, ...]:
        """Events that were not over when the site was made, the first one first."""
        return tuple(event for event in self._events if not self._is_over(event))

    @property
    def past_events(self) -> tuple[Event, ...]:
        """Events that were over when the site was made, the latest first: they stay past for ever."""
        return tuple(event for event in reversed(self._events) if self._is_over(event))

    @property
    def updates(self) -> tuple[Update, ...]:
        """What has changed, the newest first."""
        return tuple(sorted(self.lists.updates, key=lambda update: str(update.date), reverse=True))

    def neighbours_of(self, chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
        """The chapters before and after one; None at either end."""
        before = self.chapters[chapter.number - 2] if chapter.number > 1 else None
        after = self.chapters[chapter.number] if chapter.number < len(self.chapters) else None
        return before, after

    def questions_on(self, chapter: Chapter) -> tuple[tuple[int, Question], ...]:
        """The survey's questions about one chapter, each with its number."""
        own = chapter.file_name
        return tuple((number, each) for number, each in enumerate(self.lists.questions, 1) if each.chapter == own)

    def chapter_of_file(self, file: str) -> Chapter | None:
        """The chapter that was read from a file in content/; None where it is a draft."""
        return next((chapter for chapter in self.chapters if chapter.file_name == file), None)

    def chapters_on(self, priority: int) -> list[Chapter]:
        """The chapters on one priority, counted from 1."""
        return [chapter for chapter in self.chapters if chapter.priority == priority]

    def media_file(self, source: str) -> MediaFile:
        """The published file for a name that the author wrote; assembling made sure that it exists."""
        return next(file for file in self.media if file.source == source)

    @property
    def _events(self) -> list[Event]:
        return sorted(self.lists.events, key=lambda event: str(event.start))

    def _is_over(self, event: Event) -> bool:
        return self.clock.has_come(event_end(event, self.consultation))
