"""Events, documents, questions and other lists, as options of components."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from microsite.model.addresses import event_path
from microsite.model.chapter import Chapter
from microsite.model.documents import Alternative, Document, Related
from microsite.model.records import Event, Faq, GlossaryTerm, Update
from microsite.model.responses import Question
from microsite.model.results import Action, ProgressReport
from microsite.model.site import Paper, Site
from microsite.render.alphabet import sort_key
from microsite.render.file_facts import file_facts
from microsite.render.wording import Wording
from microsite.render.words import Words
from microsite.validate.field_types import MaybeSupplied, with_language_markers

Options = dict[str, Any]
#: Returns the address of a published file relative to the page being rendered.
Link = Callable[[str], str]


class ListView:
    """The lists of one site; each item has an `anchor`, its id on the page for its kind."""

    def __init__(self, site: Site, words: Words, wording: Wording) -> None:
        """Take the site, the interface's words, and the sentences about dates."""
        self._site = site
        self._words = words
        self._wording = wording

    def events(self, link: Link) -> list[Options]:
        """Return events that are not over at the moment the site is made for, each with its calendar file."""
        return [self.event(each, link) for each in self._site.events_to_come]

    def past_events(self) -> list[Options]:
        """Return events that are over at that moment."""
        return [self.event(each) for each in self._site.past_events]

    def event(self, event: Event, link: Link | None = None) -> Options:
        """Return one event, with its access facts; with `link`, also its calendar file unless it is cancelled."""
        access = [
            self._words(f"events.{name}.{'yes' if value else 'no'}")
            for name, value in (("step_free", event.step_free), ("hearing_loop", event.hearing_loop))
            if value is not None
        ]
        if event.public_meeting:
            access.insert(0, self._words("events.public_meeting"))
        if event.interpreter:
            access.append(self._words("events.interpreter", language=event.interpreter))
        return {
            "anchor": f"event-{event.id}",
            "what": event.what,
            "link_name": self._link_name(event),
            "when_html": self._wording.event_time(event.start, event.end),
            "where": event.where,
            "access": [{"text": each} for each in access],
            "discussed": event.discussed if link is None else None,
            "booking": event.booking,
            "details": event.details,
            "address": event.address,
            "cancelled": bool(event.cancelled),
            "calendar": link(event_path(event)) if link and not event.cancelled else "",
        }

    def _link_name(self, event: Event) -> str:
        """Return a link text with the day, and the place if need be, if other events have the same name; else empty."""
        alike = [each for each in self._site.lists.events if str(each.what) == str(event.what)]
        if len(alike) < 2:
            return ""
        name = [str(event.what), self._wording.day(event.start.day)]
        same_day = sum(each.start.day == event.start.day for each in alike) > 1
        return self._words.listed([*name, str(event.where)] if same_day and event.where else name)

    def documents(self, link: Link) -> list[Options]:
        """Return every document."""
        return [self.document(each, link) for each in self._site.lists.documents]

    def document(self, document: Document, link: Link) -> Options:
        """Return one document with its formats, each of which exists, can be requested, or is not offered."""
        facts = [with_language_markers(document.kind)] if document.kind else []
        facts += self._file_facts(document.file, document.address, document.pages, document.language)
        return {
            "anchor": f"document-{document.id}",
            "title": document.title,
            "href": self._href(document.file, document.address, link),
            "to_supply": not self._href(document.file, document.address, link),
            "facts": self._words.listed(facts),
            "language": document.language,
            "summary": document.summary,
            "formats": [self._format(each, link) for each in document.alternatives],
        }

    def papers(self, link: Link) -> list[Options]:
        """Return the whole document in each of its formats."""
        return [
            {
                "anchor": f"format-{each.kind}",
                "title": self._words(f"paper.format.{each.kind}"),
                "href": link(each.path),
                "facts": self._words.listed(self._facts_of_paper(each)),
                "language": "",
                "summary": self._words(f"paper.about.{each.kind}"),
                "formats": [],
            }
            for each in self._site.papers
        ]

    def _facts_of_paper(self, paper: Paper) -> list[str]:
        facts = file_facts(self._words, paper.path, len(paper.content))
        return [*facts, self._wording.amount("pages", paper.pages)] if paper.pages else facts

    def related(self, items: Sequence[Related], kind: str, link: Link) -> list[Options]:
        """Return what the strategy rests on, or what belongs to it; `kind` is the prefix of the anchors."""
        return [
            {
                "anchor": f"{kind}-{each.id}",
                "title": each.title,
                "href": self._href(each.file, each.address, link),
                "to_supply": any(place is not None and not place.supplied for place in (each.file, each.address)),
                "kind": self._words(f"related.{each.kind}"),
                "year": each.year,
                "facts": self._words.listed(self._file_facts(each.file, each.address, None, None)),
                "summary": each.summary,
            }
            for each in items
        ]

    def questions(self, link: Link) -> list[Options]:
        """Return every question of the survey, numbered in order."""
        return [self.question(number, each, link) for number, each in enumerate(self._site.lists.questions, 1)]

    def question(self, number: int, question: Question, link: Link) -> Options:
        """Return one question with its answers, and the chapter it is about."""
        chapter = self._site.chapter_of_file(question.chapter) if question.chapter else None
        return {
            "anchor": f"question-{question.id}",
            "number": number,
            "text": question.text,
            "kind": question.kind,
            "how": self._words(f"questions.how.{question.kind}"),
            "answers": [{"text": each} for each in question.answers],
            "chapter": {"href": link(chapter.path), "title": chapter.nav_title} if chapter else None,
        }

    def questions_on(self, chapter: Chapter, link: Link) -> list[Options]:
        """Return the survey's questions about one chapter."""
        return [self.question(number, each, link) for number, each in self._site.questions_on(chapter)]

    def faqs(self) -> list[Options]:
        """Return frequently asked questions with their answers."""
        return [self.faq(each) for each in self._site.lists.faqs]

    def faq(self, faq: Faq) -> Options:
        """Return one frequently asked question, with its answer split into paragraphs."""
        paragraphs = [" ".join(part.split()) for part in faq.answer.split("\n")]
        return {
            "anchor": f"faq-{faq.id}",
            "question": faq.question,
            "answer": [{"text": each} for each in paragraphs if each],
        }

    def glossary(self) -> list[Options]:
        """Return the terms, sorted by the alphabet of the site's language."""
        language = str(self._site.consultation.language)
        terms = sorted(self._site.lists.glossary, key=lambda each: sort_key(str(each.term), language))
        return [self.term(each) for each in terms]

    def term(self, term: GlossaryTerm) -> Options:
        """Return one term, its meaning, and its other names."""
        also = self._words.listed([with_language_markers(each) for each in term.also])
        return {
            "anchor": f"term-{term.id}",
            "term": term.term,
            "meaning": term.meaning,
            "also": self._words("glossary.also", names=also) if also else "",
        }

    def updates(self, link: Link) -> list[Options]:
        """Return updates and reports on actions, newest first."""
        site = self._site
        found = [(str(each.date), self.update(each, link)) for each in site.updates]
        for action in site.lists.actions:
            found += [(str(each.date), self._progress(action, each, link)) for each in action.progress]
        return [each for _, each in sorted(found, key=lambda dated: dated[0], reverse=True)]

    @property
    def newest_day(self) -> str:
        """The day of the newest update or report, such as 2027-05-04; empty if there is none."""
        site = self._site
        days = [each.date for each in site.updates] + [
            each.date for item in site.lists.actions for each in item.progress
        ]
        return max((str(each) for each in days), default="")

    def _progress(self, action: Action, report: ProgressReport, link: Link) -> Options:
        """Return a report on an action, in the form of an update."""
        state = self._words(f"did.state.{report.state}")
        return {
            "anchor": "",
            "day_html": self._wording.day_element(report.date),
            "what": self._words("did.update", state=state, what=action.what),
            "chapter": {"href": f"{link('what-we-did.html')}#action-{action.id}", "title": self._words("did.title")},
        }

    def update(self, update: Update, link: Link) -> Options:
        """Return one update, with the chapter that changed."""
        chapter = self._site.chapter_of_file(update.chapter) if update.chapter else None
        return {
            "anchor": f"update-{update.id}",
            "day_html": self._wording.day_element(update.date),
            "what": update.what,
            "chapter": {"href": link(chapter.path), "title": chapter.nav_title} if chapter else None,
        }

    def _format(self, each: Alternative, link: Link) -> Options:
        named_by_language = each.kind == "translation" and each.language and not each.title
        title = self._wording.language(str(each.language)) if named_by_language else each.title
        href = link(f"{each.page}.html") if each.page else self._href(each.file, each.address, link)
        facts: list[str] = []
        if each.page:
            facts = [self._words("documents.here")]
        elif href:
            where = [self._words("documents.elsewhere")] if each.address else []
            facts = [*self._file_facts(each.file, each.address, None, None), *where]
        if each.language and not named_by_language:
            facts.append(self._words("language.in", language=self._wording.language(each.language)))
        return {
            "title": title or self._words(f"format.{each.kind}"),
            "href": href,
            "language": each.language,
            "facts": self._words.listed(facts),
            "on_request": each.on_request,
            "not_offered": each.not_offered,
        }

    def _href(self, file: object, address: object, link: Link) -> str:
        """Return the link to a file, else to an address; empty if both are missing or still to be supplied."""
        source, elsewhere = _plain(file), _plain(address)
        return link(self._site.media_file(source).path) if source else elsewhere

    def _file_facts(self, file: object, address: object, pages: int | None, language: str | None) -> list[str]:
        """Return the facts shown next to a link to a file: type and size, pages, language."""
        source = _plain(file)
        size = len(self._site.media_file(source).content) if source else None
        facts = file_facts(self._words, source or _plain(address), size)
        if pages:
            facts.append(self._wording.amount("pages", pages))
        if language:
            facts.append(self._words("language.in", language=self._wording.language(language)))
        return facts


def _plain(value: object) -> str:
    """Return a fact as text; empty if it is not given, or still to be supplied."""
    inner: object = value.value if isinstance(value, MaybeSupplied) else value  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return str(inner) if inner is not None else ""  # pyright: ignore[reportUnknownArgumentType]
