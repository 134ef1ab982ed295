"""The root of the model: everything that a page can show."""

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
from microsite.model.moments import DatedChange, event_end
from microsite.model.records import Event, Quote, Update
from microsite.model.responses import Question
from microsite.model.status import Dates, Stage, Status, stages
from microsite.validate.field_types import LocalText


class PictureFile(Struct, frozen=True, kw_only=True):
    """A derived file that a picture is also published as, besides the one under the author's name."""

    path: str
    content: bytes
    width_px: int


class MediaFile(Struct, frozen=True, kw_only=True):
    """A picture or document from the author, published under the same name."""

    #: Its path in the site's folder, such as `content/media/logo.svg`.
    source: str
    #: Its path below the output folder, such as `media/logo.svg`.
    path: str
    content: bytes
    #: Size in CSS pixels, or None if the file does not say.
    width_px: int | None = None
    height_px: int | None = None
    #: The same picture as WebP, narrowest first; empty if only the file itself is published.
    webp: tuple[PictureFile, ...] = ()
    #: What browsers without WebP show, if the author's own file is WebP.
    fallback: PictureFile | None = None

    @property
    def shown_path(self) -> str:
        """The path of the file that every browser can show."""
        return self.fallback.path if self.fallback else self.path

    @property
    def files(self) -> dict[str, bytes]:
        """Every file that is published for it, by path."""
        more = (*self.webp, self.fallback) if self.fallback else self.webp
        return {**{each.path: each.content for each in more}, self.path: self.content}


class Paper(Struct, frozen=True, kw_only=True):
    """One of the formats of the whole document, generated for this site at this moment."""

    #: Its name under `formats` in site_config.yaml.
    kind: str
    #: Its path below the output folder.
    path: str
    content: bytes
    #: How many pages it has; None for a format without pages.
    pages: int | None = None


def has_results(consultation: Consultation, lists: Lists) -> bool:
    """Whether the results hold more than the number of answers and a summary."""
    results = consultation.results
    more = results and (results.kinds or results.over_time or results.reached or results.missing)
    return bool(results and (more or lists.results or lists.themes))


def absent_pages(consultation: Consultation, lists: Lists, earlier: EarlierText | None = None) -> frozenset[str]:
    """Return the paths of pages that would be empty; they are not made, and nothing links to them."""
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
    """One consultation's website in one language at one moment."""

    consultation: Consultation
    chapters: Sequence[Chapter]
    #: The author's pages that are not chapters, in order.
    pages: Sequence[Chapter] = ()
    #: The main menu if the author has chosen it: names of the site's pages, and paths of chapters and pages.
    menu: tuple[str, ...] = ()
    lists: Lists
    media: tuple[MediaFile, ...]
    dates: Dates
    status: Status
    #: The moment the site is made for.
    clock: Clock
    #: What is left out at that moment: chapters, documents, results and the like.
    held_back: tuple[HeldBack, ...]
    #: The formats of the whole document; empty until they have been generated.
    papers: tuple[Paper, ...] = ()
    #: The text that people were consulted on, if it is shown at that moment.
    earlier: EarlierText | None = None
    #: Every dated moment, past or to come, in order; most of them change the pages.
    dated_changes: tuple[DatedChange, ...]
    #: This language's folder below the output folder, with a slash at the end; empty for the output folder itself.
    folder: str = ""
    #: The site in each of its languages, including this one; empty for a site in one language.
    languages: tuple[SiteInLanguage, ...] = ()

    @property
    def languages_are_equal(self) -> bool:
        """Whether the site has several languages and none of them leads, so each has its own folder."""
        return bool(self.languages) and all(each.folder for each in self.languages)

    @property
    def shared_folder(self) -> str:
        """Where files shared by all languages are, relative to this language's pages: `../`, or empty."""
        return "../" if self.folder else ""

    @property
    def texts(self) -> list[Chapter]:
        """The chapters, then the pages that are not chapters."""
        return [*self.chapters, *self.pages]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What people said."""
        return self.lists.quotes

    @property
    def length_days(self) -> int:
        """Number of days from the opening to the closing, counting both; one fewer if that makes whole weeks."""
        last_day = (self.dates.closes - timedelta(seconds=1)).date()
        after_first = (last_day - self.consultation.opens.day) // timedelta(days=1)
        return after_first if after_first and after_first % 7 == 0 else after_first + 1

    @property
    def site_address(self) -> str:
        """The web address the site will have; empty until it is known."""
        address = self.consultation.site_address
        return str(address.value) if address and address.supplied else ""

    @property
    def root_address(self) -> str:
        """The web address of the output folder, which holds all languages; empty until it is known."""
        address = self.site_address
        return address.removesuffix(self.folder) if self.folder else address

    @property
    def takes_answers(self) -> bool:
        """Whether the survey takes answers at this moment or will later, so that a page may be read while it does."""
        return any(not self.clock.has_come(span.ends) for span in self.dates.taking)

    @property
    def life_is_over(self) -> bool:
        """Whether answers are no longer taken, now or later."""
        return not self.takes_answers and self.status.is_over

    @property
    def plans_are_outdated(self) -> bool:
        """Whether what the author wrote about the time after the closing is out of date.

        That is so once results or an outcome are published, and if there will be no outcome.
        """
        outcome = self.consultation.known_outcome
        ended = self.consultation.withdrawn or self.consultation.superseded_by or (outcome and outcome.none_expected)
        has_results = self.consultation.results or self.status is Status.OUTCOME_PUBLISHED
        return self.life_is_over and bool(has_results or ended)

    #: The name in templates made for 1.0.
    plans_are_past = plans_are_outdated

    @property
    def after_closing(self) -> LocalText | None:
        """What the author says about the time after the closing, while it still applies."""
        return self.after_closing_in(self.status)

    def after_closing_in(self, status: Status) -> LocalText | None:
        """Return what the author says about the time after the closing; None if it does not apply in a stage."""
        holds = (
            status in (Status.CLOSED, Status.OUTCOME_OVERDUE) and self.dates.taking and not self.consultation.results
        )
        return self.consultation.after_closing if holds else None

    @property
    def coming_stages(self) -> tuple[Stage, ...]:
        """The stage the site is made in and those after it, as far as its pages may announce them.

        The publication of an outcome is announced by the build that contains it, not by an earlier one.
        """
        found = stages(self.shown_dates)
        current = [each for each in found if each.since is None or self.clock.has_come(each.since)]
        return found[len(current) - 1 :]

    @property
    def next_change(self) -> DatedChange | None:
        """The first moment after this one from which a new build would produce different pages."""
        coming = (each for each in self.dated_changes if each.changes_pages and not self.clock.has_come(each.at))
        return next(coming, None)

    @property
    def shown_dates(self) -> Dates:
        """The dates, leaving out the publication of an outcome if that is yet to come."""
        published = self.dates.outcome_published
        to_come = published is not None and not self.clock.has_come(published)
        return replace(self.dates, outcome_published=None) if to_come else self.dates

    @cached_property
    def absent_pages(self) -> frozenset[str]:
        """Paths of the pages that this site has nothing for."""
        return absent_pages(self.consultation, self.lists, self.earlier)

    def has_page(self, path: str) -> bool:
        """Whether the site has a page that not every site has."""
        return path not in self.absent_pages

    @property
    def events_to_come(self) -> tuple[Event, ...]:
        """Events that are not over at this moment, earliest first."""
        return tuple(event for event in self._events if not self._is_over(event))

    @property
    def past_events(self) -> tuple[Event, ...]:
        """Events that are over at this moment, latest first; they stay over in every later build."""
        return tuple(event for event in reversed(self._events) if self._is_over(event))

    @property
    def updates(self) -> tuple[Update, ...]:
        """What has changed, newest first."""
        return tuple(sorted(self.lists.updates, key=lambda update: str(update.date), reverse=True))

    def neighbours_of(self, chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
        """Return the chapters before and after one; None at either end."""
        before = self.chapters[chapter.number - 2] if chapter.number > 1 else None
        after = self.chapters[chapter.number] if chapter.number < len(self.chapters) else None
        return before, after

    def questions_on(self, chapter: Chapter) -> tuple[tuple[int, Question], ...]:
        """Return the survey's questions about one chapter, each with its number."""
        own = chapter.file_name
        return tuple((number, each) for number, each in enumerate(self.lists.questions, 1) if each.chapter == own)

    def chapter_of_file(self, file: str) -> Chapter | None:
        """Return the chapter read from a file in content/; None if it is not shown, such as a draft."""
        return next((chapter for chapter in self.chapters if chapter.file_name == file), None)

    def chapters_on(self, priority: int) -> list[Chapter]:
        """Return the chapters about one priority; priorities are numbered from 1."""
        return [chapter for chapter in self.chapters if chapter.priority == priority]

    def media_file(self, source: str) -> MediaFile:
        """Return the published file for a path that the author wrote; assembling made sure that it exists."""
        return next(file for file in self.media if file.source == source)

    @property
    def _events(self) -> list[Event]:
        return sorted(self.lists.events, key=lambda event: str(event.start))

    def _is_over(self, event: Event) -> bool:
        return self.clock.has_come(event_end(event, self.consultation))
