"""Valid values → one `Site`, or every problem that stands in the way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from microsite.html.chapter import ChapterText, Converted, convert_chapter, finish_chapter
from microsite.html.context import Context, Term
from microsite.memo import AFRESH, Afresh
from microsite.model.chapter import Chapter
from microsite.model.consultation import Consultation
from microsite.model.dates import resolve_dates
from microsite.model.held_back import (
    Clock,
    HeldBack,
    files_of,
    held_back_chapters,
    held_back_documents,
    order_problems_of,
)
from microsite.model.links import Destinations
from microsite.model.list_checks import document_page_problems
from microsite.model.lists import Lists
from microsite.model.moments import consultation_at, switches
from microsite.model.ordering import Entry, address_problems, in_order, order_problems
from microsite.model.period_hints import period_hints
from microsite.model.shortcuts import shortcut_names
from microsite.model.site import MediaFile, Site, absent_pages
from microsite.model.status import status_at
from microsite.problems import Location, Problem, Severity, did_you_mean
from microsite.validate.date_types import LocalMoment, zone_of

#: More chapters than this are found more easily in sections.
MANY_CHAPTERS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was read and is valid by itself."""

    #: None where site_config.yaml has errors.
    consultation: Consultation | None
    entries: Sequence[Entry]
    lists: Lists
    #: Files in content/media by their path from the site's folder.
    media: Mapping[str, bytes]
    #: Names of the pages every site has, as `have-your-say.html`.
    page_names: Collection[str]
    #: Files of chapters that could not be read; links to them are right once they can be.
    unread: Collection[str]
    #: Where the values of site_config.yaml and of the lists stand, by their paths.
    places: Mapping[str, Location]
    #: Chapters that are left out at the moment; `entries` does not have them.
    waiting: Sequence[Entry] = ()
    #: What is left out, by the name of a chapter's file or the path of a file in content/, with the reason.
    held_back: Mapping[str, str] = field(default_factory=lambda: {})


def assemble_site(
    facts: Facts, consultation: Consultation, now: datetime, memo: Afresh = AFRESH
) -> tuple[Site, list[Problem]]:
    """Put a site together as it is at one moment.

    Args:
        facts: everything that was read.
        consultation: the facts of site_config.yaml.
        now: the moment the status is worked out for, with a time zone.
        memo: remembers chapters that are as they were.

    Returns:
        The site and the problems; with an error among them the site must not be published.
    """
    clock = Clock(now=now, zone=zone_of(consultation.time_zone))
    dates = resolve_dates(consultation)
    shown, held_back = facts_at(facts, clock)
    chapters, problems = assemble_chapters(shown, memo)
    problems += _order_problems(facts, clock)
    problems += period_hints(consultation, clock, facts.places)
    site = Site(
        facts=consultation_at(consultation, clock),
        chapters=chapters,
        lists=shown.lists,
        media=tuple(
            MediaFile(source=source, path=source.removeprefix("content/"), content=content)
            for source, content in sorted(shown.media.items())
        ),
        held_back=held_back,
        switches=switches(consultation, facts.lists, [each for each in facts.entries if not each.front.draft]),
        dates=dates,
        status=status_at(dates, now),
        made_at=now,
    )
    return site, problems


def facts_at(facts: Facts, clock: Clock) -> tuple[Facts, tuple[HeldBack, ...]]:
    """Leave out the chapters and documents that are not shown at one moment, and the files of the latter.

    Returns:
        The facts to be shown, and what was left out.
    """
    chapters = list(held_back_chapters(facts.entries, clock))
    documents = list(held_back_documents(facts.lists.documents, clock))
    waiting = [entry for entry, _ in chapters]
    hidden = [document for document, _ in documents]
    shown = tuple(each for each in facts.lists.documents if each not in hidden)
    reasons = {entry.source.file_name: held.why for entry, held in chapters}
    for document, held in documents:
        reasons |= {file.removeprefix("content/"): held.why for file in files_of([document]) - files_of(shown)}
    result = replace(
        facts,
        entries=[entry for entry in facts.entries if entry not in waiting],
        lists=replace(facts.lists, documents=shown),
        media={file: content for file, content in facts.media.items() if file.removeprefix("content/") not in reasons},
        waiting=waiting,
        held_back=reasons,
    )
    return result, (*(held for _, held in chapters), *(held for _, held in documents))


def assemble_chapters(facts: Facts, memo: Afresh = AFRESH) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """Convert the chapters that are not drafts, and resolve the links between them."""
    published = in_order([entry for entry in facts.entries if not entry.front.draft])
    problems = list(order_problems([*published, *facts.waiting]))
    problems += address_problems([*published, *facts.waiting], facts.page_names)
    if facts.consultation is not None:
        problems += _priority_problems(published, len(facts.consultation.priorities))
    destinations = memo.same("destinations", _destinations(facts, published))
    shortcuts = memo.same("shortcuts", shortcut_names(facts.consultation, facts.lists) if facts.consultation else None)
    prefixes = memo.same("prefixes", {entry.path: entry.slug for entry in published})
    terms = memo.same("terms", _terms(facts.lists))
    finished: list[tuple[Entry, ChapterText]] = []
    for number, entry in enumerate(published, 1):
        converted = memo.call(convert_chapter, entry.source)
        text = memo.call(_finished, converted, number, entry, destinations, shortcuts, prefixes, terms)
        problems += [*converted.problems, *text.problems, *_text_problems(entry, text)]
        finished.append((entry, text))
    problems += _heading_problems(finished)
    problems += _section_problems(published)
    problems += document_page_problems(facts.lists.documents, facts.places, destinations)
    updated = _last_updates(facts.lists)
    chapters = [
        memo.call(_chapter, number, entry, text, updated.get(entry.source.file_name))
        for number, (entry, text) in enumerate(finished, 1)
    ]
    return tuple(chapters), problems


def _finished(
    converted: Converted,
    number: int,
    entry: Entry,
    destinations: Destinations,
    shortcuts: Collection[str] | None,
    prefixes: Mapping[str, str],
    terms: Sequence[Term],
) -> ChapterText:
    context = Context(
        title=str(entry.front.title or ""),
        table_label=f"Table {number}",
        slug=entry.slug,
        resolve=destinations.resolve,
        prefixes=prefixes,
        terms=terms,
    )
    return finish_chapter(converted, entry.source, context, shortcuts)


def _destinations(facts: Facts, published: Sequence[Entry]) -> Destinations:
    return Destinations(
        chapters={entry.source.file_name: entry.path for entry in published},
        drafts=[entry.source.file_name for entry in facts.entries if entry.front.draft],
        unread=facts.unread,
        media={source.removeprefix("content/"): len(content) for source, content in facts.media.items()},
        held_back=facts.held_back,
        pages=set(facts.page_names) - (absent_pages(facts.consultation, facts.lists) if facts.consultation else set()),
    )


def _order_problems(facts: Facts, clock: Clock) -> Iterator[Problem]:
    for entry in facts.entries:
        yield from order_problems_of(entry.front, clock.zone, entry.place("expire_on"), "expire_on")
    for number, document in enumerate(facts.lists.documents, 1):
        path = f"documents[{number}].expire_on"
        place = facts.places.get(path, Location(file="content/data/documents.yaml"))
        yield from order_problems_of(document, clock.zone, place, path)


def _terms(lists: Lists) -> tuple[Term, ...]:
    return tuple(
        Term(
            names=(str(each.term), *(str(other) for other in each.also)),
            short=str(each.short or each.meaning),
            address=f"glossary.html#term-{each.id}",
        )
        for each in lists.glossary
    )


def _last_updates(lists: Lists) -> dict[str, LocalMoment]:
    """The last day on which each chapter changed, by the name of its file."""
    in_time = sorted(lists.updates, key=lambda update: str(update.date))
    return {update.chapter: update.date for update in in_time if update.chapter}


def _section_problems(published: Sequence[Entry]) -> list[Problem]:
    if len(published) <= MANY_CHAPTERS or any(entry.front.section for entry in published):
        return []
    hint = "Give chapters that belong together the same section: in their front matter; lists then name it."
    message = f"There are {len(published)} chapters and no sections, so that readers see one long list."
    location = Location(file="content")
    return [Problem(code="CHAP-010", severity=Severity.HINT, message=message, location=location, hint=hint)]


def _chapter(number: int, entry: Entry, text: ChapterText, updated: LocalMoment | None) -> Chapter:
    front = entry.front
    days = [day for day in (front.updated, updated) if day]
    title = text.title or entry.source.stem
    return Chapter(
        number=number,
        slug=entry.slug,
        title=title,
        nav_title=str(front.nav_title or title),
        summary=str(front.summary or text.first_words),
        summary_given=front.summary is not None,
        section=str(front.section or ""),
        priority=front.priority or 0,
        updated=max(days, key=str) if days else None,
        redirect_from=tuple(f"{name}.html" for name in front.redirect_from),
        html=text.html,
        html_in_whole=text.html_in_whole,
        headings=text.headings,
        words=text.words,
        file=entry.source.source.file,
    )


def _priority_problems(entries: Sequence[Entry], count: int) -> list[Problem]:
    return [
        _error(
            "CHAP-005",
            f"There is no priority {entry.front.priority}.",
            entry.place("priority"),
            f"site_config.yaml lists {count}: write a number from 1 to {count}."
            if count
            else "site_config.yaml lists no priorities: leave the line out.",
        )
        for entry in entries
        if entry.front.priority is not None and not 1 <= entry.front.priority <= count
    ]


def _text_problems(entry: Entry, text: ChapterText) -> list[Problem]:
    whole = entry.source.source.whole
    if not text.title and entry.front_known:
        hint = "Add front matter with a title, or begin the text with a line such as # Our priorities."
        return [_error("CHAP-004", "This chapter has no title.", whole, hint)]
    if not text.html:
        hint = "Write it, or mark the chapter with draft: yes."
        problem = _error("CHAP-009", "This chapter has a title and no text.", whole, hint)
        return [replace(problem, severity=Severity.WARNING)]
    return []


def _heading_problems(finished: Sequence[tuple[Entry, ChapterText]]) -> list[Problem]:
    """Report links to headings that are not there, once the headings of all chapters are known."""
    ids = {entry.source.file_name: text.ids for entry, text in finished}
    problems: list[Problem] = []
    for entry, text in finished:
        for (line, column, length), chapter, fragment in text.to_headings:
            there = ids[chapter or entry.source.file_name]
            if fragment in there:
                continue
            where = f"the chapter {chapter}" if chapter else "this chapter"
            location = entry.source.source.location(line + entry.source.body_offset, column, length)
            problems.append(
                _error(
                    "TEXT-009",
                    f"There is no heading “{fragment}” in {where}.",
                    location,
                    did_you_mean(fragment, there) or "The id of a heading is its words, in small letters with hyphens.",
                )
            )
    return problems


def _error(code: str, message: str, location: Location, hint: str) -> Problem:
    return Problem(code=code, severity=Severity.ERROR, message=message, location=location, hint=hint)
