"""Valid values → one `Site`, or every problem that stands in the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from microsite.memo import AFRESH, Afresh
from microsite.model.chapter import Chapter
from microsite.model.consultation import Consultation
from microsite.model.links import Destinations
from microsite.model.list_checks import document_page_problems
from microsite.model.lists import Lists
from microsite.model.ordering import Entry, address_problems, in_order, order_problems
from microsite.model.shortcuts import shortcut_names
from microsite.model.site import MediaFile, Site, absent_pages
from microsite.model.status import Dates, status_at
from microsite.problems import Location, Problem, Severity, did_you_mean
from microsite.text.glossary_terms import Term, explain_terms
from microsite.text.headings import deepen
from microsite.text.prose import Draft, Prose, draft_prose, finish_prose, first_words
from microsite.text.references import prefix_ids
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
    zone = zone_of(consultation.time_zone)
    dates = Dates(opens=consultation.opens.start(zone), closes=consultation.closes.end(zone))
    chapters, problems = assemble_chapters(facts, memo)
    site = Site(
        facts=consultation,
        chapters=chapters,
        lists=facts.lists,
        media=tuple(
            MediaFile(source=source, path=source.removeprefix("content/"), content=content)
            for source, content in sorted(facts.media.items())
        ),
        dates=dates,
        status=status_at(dates, now),
        made_at=now,
    )
    return site, problems


def assemble_chapters(facts: Facts, memo: Afresh = AFRESH) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """Convert the chapters that are not drafts, and resolve the links between them."""
    published = in_order([entry for entry in facts.entries if not entry.front.draft])
    problems = [*order_problems(published), *address_problems(published, facts.page_names)]
    if facts.consultation is not None:
        problems += _priority_problems(published, len(facts.consultation.priorities))
    destinations = memo.same("destinations", _destinations(facts, published))
    shortcuts = memo.same("shortcuts", shortcut_names(facts.consultation, facts.lists) if facts.consultation else None)
    finished: list[tuple[Entry, Draft, Prose]] = []
    for number, entry in enumerate(published, 1):
        draft = memo.call(draft_prose, entry.source, str(entry.front.title or ""))
        prose = memo.call(_finished, draft, number, destinations, shortcuts)
        problems += [*draft.problems, *prose.problems, *_text_problems(entry, draft, prose)]
        finished.append((entry, draft, prose))
    problems += _heading_problems(finished)
    problems += _section_problems(published)
    problems += document_page_problems(facts.lists.documents, facts.places, destinations)
    prefixes = memo.same("prefixes", {entry.path: entry.slug for entry in published})
    terms = memo.same("terms", _terms(facts.lists))
    updated = _last_updates(facts.lists)
    chapters = [
        memo.call(_chapter, number, entry, draft, prose, prefixes, terms, updated.get(entry.source.file_name))
        for number, (entry, draft, prose) in enumerate(finished, 1)
    ]
    return tuple(chapters), problems


def _finished(draft: Draft, number: int, destinations: Destinations, shortcuts: Collection[str] | None) -> Prose:
    return finish_prose(draft, f"Table {number}", destinations.resolve, shortcuts)


def _destinations(facts: Facts, published: Sequence[Entry]) -> Destinations:
    return Destinations(
        chapters={entry.source.file_name: entry.path for entry in published},
        drafts=[entry.source.file_name for entry in facts.entries if entry.front.draft],
        unread=facts.unread,
        media={source.removeprefix("content/"): len(content) for source, content in facts.media.items()},
        pages=set(facts.page_names) - (absent_pages(facts.consultation, facts.lists) if facts.consultation else set()),
    )


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


def _chapter(
    number: int,
    entry: Entry,
    draft: Draft,
    prose: Prose,
    prefixes: Mapping[str, str],
    terms: Sequence[Term],
    updated: LocalMoment | None,
) -> Chapter:
    front = entry.front
    html = explain_terms(prose.html, terms)
    days = [day for day in (front.updated, updated) if day]
    title = draft.title or entry.source.stem
    return Chapter(
        number=number,
        slug=entry.slug,
        title=title,
        nav_title=str(front.nav_title or title),
        summary=str(front.summary or first_words(prose.html)),
        summary_given=front.summary is not None,
        section=str(front.section or ""),
        priority=front.priority or 0,
        updated=max(days, key=str) if days else None,
        redirect_from=tuple(f"{name}.html" for name in front.redirect_from),
        html=html,
        html_in_whole=prefix_ids(deepen(html), entry.slug, prefixes),
        headings=prose.headings,
        words=prose.words,
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


def _text_problems(entry: Entry, draft: Draft, prose: Prose) -> list[Problem]:
    whole = entry.source.source.whole
    if not draft.title and entry.front_known:
        hint = "Add front matter with a title, or begin the text with a line such as # Our priorities."
        return [_error("CHAP-004", "This chapter has no title.", whole, hint)]
    if not prose.html:
        hint = "Write it, or mark the chapter with draft: yes."
        problem = _error("CHAP-009", "This chapter has a title and no text.", whole, hint)
        return [replace(problem, severity=Severity.WARNING)]
    return []


def _heading_problems(finished: Sequence[tuple[Entry, Draft, Prose]]) -> list[Problem]:
    """Report links to headings that are not there, once the headings of all chapters are known."""
    ids = {entry.source.file_name: prose.ids for entry, _, prose in finished}
    problems: list[Problem] = []
    for entry, _, prose in finished:
        for (line, column, length), chapter, fragment in prose.to_headings:
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
