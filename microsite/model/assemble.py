"""Assembles valid facts into one `Site`, or reports every problem that prevents it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, structs
from msgspec.structs import replace

from microsite.html.addresses import encoded
from microsite.html.context import Term
from microsite.model.chapter import Body, Chapter
from microsite.model.chapter_texts import ChapterTexts, Outline, TextContext
from microsite.model.clock import Clock
from microsite.model.consultation import Consultation
from microsite.model.dates import resolve_dates
from microsite.model.facts import Facts, facts_at
from microsite.model.heading_links import Headings, LinkPlace, MendedLinks, follow_heading_links
from microsite.model.held_back import order_problems_of
from microsite.model.keys_hint import problems_of_keys
from microsite.model.links import Destinations
from microsite.model.lists import Lists
from microsite.model.moments import consultation_at, dated_changes, lists_at_end
from microsite.model.ordering import Entry, address_problems, in_order, order_problems, with_own_noun
from microsite.model.period_hints import future_hints, period_hints
from microsite.model.shortcuts import shortcut_names
from microsite.model.shown_results import lists_at
from microsite.model.site import MediaFile, Site, absent_pages
from microsite.model.status import moments_of, status_at
from microsite.problems import Location, Problem
from microsite.store import Store
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import StandInText

#: With more chapters than this, readers need sections to find their way.
MANY_CHAPTERS = 15


class ShownChapters(Struct, frozen=True, kw_only=True):
    """The chapters that are shown, in order, and the source of their texts."""

    entries: Sequence[Entry]
    texts: ChapterTexts
    #: Pages that are not chapters.
    pages: Sequence[Entry] = ()

    @property
    def numbered(self) -> list[tuple[Entry, int]]:
        """All entries with their numbers from 1; a page that is not a chapter has 0."""
        return [*((entry, number) for number, entry in enumerate(self.entries, 1)), *((page, 0) for page in self.pages)]


def assemble_site(
    facts: Facts,
    consultation: Consultation,
    clock: Clock,
    store: Store,
    prepare: Callable[[ShownChapters], None] = lambda _: None,
) -> tuple[Site, list[Problem]]:
    """Assemble the site as it is at one moment.

    Args:
        facts: everything that was read.
        consultation: the facts of site_config.yaml.
        clock: the moment the site is made for.
        store: caches each chapter's converted text.
        prepare: called with the chapters before their texts are needed, so that several processes can convert
            them.

    Returns:
        The site and the problems; if one of them is an error, the site must not be published.
    """
    dates = resolve_dates(consultation)
    for moment in moments_of(dates):
        clock.has_come(moment)
    facts = replace(facts, lists=lists_at_end(facts.lists, consultation))
    shown, held_back = facts_at(facts, clock)
    shown_lists, held_back_results = lists_at(shown.lists, consultation, clock)
    shown, held_back = replace(shown, lists=shown_lists), (*held_back, *held_back_results)
    coming = dated_changes(consultation, facts.lists, [each for each in facts.texts if not each.front.draft])
    for change in coming:
        clock.has_come(change.at)
    texts, problems = assemble_chapters(shown, store, prepare)
    chapters = tuple(each for each in texts if each.number)
    pages = tuple(each for each in texts if not each.number)
    menu: tuple[str, ...] = ()
    if consultation.navigation or any(each.in_menu for each in pages):
        from microsite.model.menu import chosen_menu

        menu, found = chosen_menu(consultation, facts, shown, texts)
        problems += found
    if consultation.priorities:
        from microsite.model.priority_hints import priority_hints

        problems += priority_hints(consultation.priorities, shown.entries, chapters)
    problems += dated_problems(facts, clock)
    problems += period_hints(consultation, clock, facts.places)
    problems += future_hints(consultation, facts.lists.updates, clock, facts.places)
    if facts.lists.events and "events" not in facts.unread_lists:
        from microsite.model.list_checks import after_closing_hints

        problems += after_closing_hints(facts.lists.events, consultation, facts.places)
    if consultation.survey and "questions" not in facts.unread_lists:
        from microsite.model.list_checks import question_count_hints

        problems += question_count_hints(len(facts.lists.questions), consultation, facts.places)
    problems += _outcome_problems(facts, consultation, chapters, clock)
    site = Site(
        consultation=consultation_at(consultation, clock),
        chapters=chapters,
        pages=pages,
        menu=menu,
        lists=shown.lists,
        media=tuple(
            MediaFile(source=source, path=source.removeprefix("content/"), content=content)
            for source, content in sorted(shown.media.items())
        ),
        held_back=held_back,
        earlier=facts.earlier,
        dated_changes=coming,
        dates=dates,
        status=status_at(dates, clock.now),
        clock=clock,
    )
    return site, problems


def _outcome_problems(
    facts: Facts, consultation: Consultation, chapters: Sequence[Chapter], clock: Clock
) -> Iterator[Problem]:
    """Check answers, decisions and actions, as far as their lists could be read."""
    lists, unread = facts.lists, facts.unread_lists
    if (consultation.results or lists.results or lists.themes) and not {"results", "themes", "questions"} & unread:
        from microsite.model.result_checks import result_problems

        yield from result_problems(lists, consultation, facts.places)
    outcome = consultation.known_outcome
    has_outcome = outcome is not None and outcome.published is not None
    some = has_outcome or lists.decisions or lists.actions or lists.themes
    if some and not {"decisions", "actions", "themes"} & unread:
        from microsite.model.action_checks import action_problems

        shown = {each.file for each in chapters}
        not_shown = {each.file_name: bool(each.front.draft) for each in facts.texts if each.file not in shown}
        yield from action_problems(lists, consultation, chapters, not_shown, facts.places, clock)


def assemble_chapters(
    facts: Facts, store: Store, prepare: Callable[[ShownChapters], None] = lambda _: None
) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """Convert the chapters and pages that are not drafts, and resolve the links between them.

    `prepare` is called as in `assemble_site`.
    """
    published, pages = (
        in_order([entry for entry in each if not entry.front.draft]) for each in (facts.entries, facts.pages)
    )
    waiting = [entry for entry in facts.waiting if entry.noun == "chapter"]
    problems = list(order_problems([*published, *waiting]))
    problems += address_problems([*published, *pages, *facts.waiting], facts.page_names, facts.media)
    if facts.certain.priorities is not None:
        problems += _priority_problems(published, facts.certain.priorities)
    context = _text_context(facts, published, pages)
    texts = ChapterTexts(store, context)
    shown = ShownChapters(entries=published, texts=texts, pages=pages)
    prepare(shown)
    outlined = [(entry, texts.outline(entry, number)) for entry, number in shown.numbered]
    for entry, outline in outlined:
        problems += [*with_own_noun(entry, outline.problems), *_text_problems(entry, outline)]
    mended, found = _follow_heading_links(outlined)
    problems += found
    problems += _section_problems(published)
    if facts.lists.documents:
        from microsite.model.list_checks import document_page_problems

        problems += document_page_problems(facts.lists.documents, facts.places, context.destinations)
    updated = _last_updates(facts.lists)
    chapters = [
        _chapter(
            number,
            entry,
            outline,
            texts.body(entry, number, outline, mended.get(entry.file_name)),
            updated.get(entry.file_name),
        )
        for (_, number), (entry, outline) in zip(shown.numbered, outlined, strict=True)
    ]
    return tuple(chapters), problems


def _text_context(facts: Facts, published: Sequence[Entry], pages: Sequence[Entry]) -> TextContext:
    known = facts.consultation or facts.certain.read
    unread = {*facts.certain.unread, *facts.unread_lists}
    return TextContext(
        destinations=_destinations(facts, [*published, *pages]),
        shortcuts=shortcut_names(known, facts.lists, unread) if known else None,
        terms=_terms(facts.lists),
        words=facts.words,
        prefixes={encoded(entry.path): entry.slug for entry in published},
    )


def _destinations(facts: Facts, published: Sequence[Entry]) -> Destinations:
    return Destinations(
        chapters={entry.file_name: entry.path for entry in published},
        drafts=[entry.file_name for entry in facts.texts if entry.front.draft],
        own_pages=[entry.file_name for entry in (*facts.pages, *facts.waiting) if entry.noun == "page"],
        unread=facts.unread,
        media={
            **{source.removeprefix("content/"): 0 for source in facts.unread_media},
            **{source.removeprefix("content/"): len(content) for source, content in facts.media.items()},
        },
        held_back=facts.held_back,
        published=facts.published_media,
        pages=set(facts.page_names) - _absent_pages(facts),
    )


def _absent_pages(facts: Facts) -> frozenset[str]:
    """Return the paths of pages that will not exist; a list with unreadable items may still fill its page."""
    if facts.consultation is None:
        return frozenset()
    unread = {"documents" if name in ("evidence", "related") else name for name in facts.unread_lists}
    return absent_pages(facts.consultation, facts.lists, facts.earlier) - {f"{name}.html" for name in unread}


def dated_problems(facts: Facts, clock: Clock) -> Iterator[Problem]:
    """Report problems with the dates of chapters and documents, some of which depend on the moment."""
    yield from problems_of_keys({entry.file: entry.foreign_keys for entry in facts.texts}, clock)
    for entry in facts.texts:
        if entry.front.publish_on and entry.front.expire_on:
            yield from order_problems_of(entry.front, clock.zone, entry.place("expire_on"), "expire_on")
    for number, document in enumerate(facts.lists.documents, 1):
        path = f"documents[{number}].expire_on"
        place = facts.places.get(path, Location(file="content/data/documents.yaml"))
        yield from order_problems_of(document, clock.zone, place, path)


def _terms(lists: Lists) -> tuple[Term, ...]:
    return tuple(
        Term(
            names=(str(each.term), *(str(other) for other in each.also)),
            short=each.in_sentence,
            address=f"glossary.html#term-{each.id}",
        )
        for each in lists.glossary
    )


def _last_updates(lists: Lists) -> dict[str, LocalMoment]:
    """Return the last day each chapter changed according to the list of updates, by the name of its file."""
    in_time = sorted(lists.updates, key=lambda update: str(update.date))
    return {update.chapter: update.date for update in in_time if update.chapter}


def _section_problems(published: Sequence[Entry]) -> list[Problem]:
    if len(published) <= MANY_CHAPTERS or any(entry.front.section for entry in published):
        return []
    advice = (
        "Give chapters that belong together the same section: in their front matter. Lists of chapters then show it."
    )
    message = f"There are {len(published)} chapters and no sections, so readers see one long list."
    location = Location(file="content")
    return [Problem.hint("CHAP-010", message, location, advice)]


def _chapter(number: int, entry: Entry, outline: Outline, body: Body, updated: LocalMoment | None) -> Chapter:
    front = entry.front
    days = [day for day in (front.updated, updated) if day]

    def with_language(text: str) -> str:
        return StandInText(text, entry.language) if entry.language and text else text

    title = with_language(outline.title or entry.stem)
    return Chapter(
        number=number,
        slug=entry.slug,
        title=title,
        title_marks=outline.title_marks,
        nav_title=with_language(str(front.nav_title or title)),
        summary=with_language(str(front.summary or outline.first_words)),
        summary_given=front.summary is not None,
        section=with_language(str(front.section or "")),
        priority=front.priority or 0,
        updated=max(days, key=str) if days else None,
        redirect_from=tuple(f"{name}.html" for name in front.redirect_from),
        body=body,
        headings=tuple(structs.replace(each, text=with_language(each.text)) for each in outline.headings)
        if entry.language
        else outline.headings,
        words=outline.words,
        file=entry.file,
        in_menu=entry.in_menu,
        in_footer=entry.in_footer,
        language=entry.language,
    )


def _priority_problems(entries: Sequence[Entry], count: int) -> Iterator[Problem]:
    for entry in entries:
        priority = entry.front.priority
        if priority is not None and not 1 <= priority <= count:
            from microsite.model.priority_hints import no_such_priority

            yield no_such_priority("CHAP-005", int(priority), count, entry.place("priority"))


def _text_problems(entry: Entry, outline: Outline) -> list[Problem]:
    if not outline.title and entry.front_known:
        advice = "Add front matter with a title, or begin the text with a line such as # Our priorities."
        return [Problem.error("CHAP-004", f"This {entry.noun} has no title.", entry.whole, advice)]
    if not outline.html:
        advice = "Write some text, or add draft: yes to its front matter."
        return [Problem.warning("CHAP-009", f"This {entry.noun} has a title but no text.", entry.whole, advice)]
    return []


def _follow_heading_links(outlined: Sequence[tuple[Entry, Outline]]) -> tuple[dict[str, MendedLinks], list[Problem]]:
    """Resolve links to headings, once the headings of all chapters are known."""
    if not any(outline.to_headings for _, outline in outlined):
        return {}, []
    chapters = [
        Headings(
            file=entry.file_name,
            path=entry.path,
            slug=entry.slug,
            ids=frozenset(outline.ids),
            title_ids=outline.title_ids,
            noun=entry.noun,
            language=entry.language,
        )
        for entry, outline in outlined
    ]
    links = [
        LinkPlace(
            file=entry.file_name,
            place=entry.source.source.location(line + entry.source.body_offset, column, length),
            link=link,
        )
        for entry, outline in outlined
        for (line, column, length), link in outline.to_headings
    ]
    return follow_heading_links(chapters, links)
