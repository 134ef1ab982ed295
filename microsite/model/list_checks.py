"""Rules for the items of lists: unique ids, files that exist, facts that belong together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from microsite.model.documents import Alternative, Document
from microsite.model.links import Destinations
from microsite.model.missing_files import missing_files
from microsite.model.records import LONGEST_ASIDE, Event, GlossaryTerm, Listed, Quote, reason_against_aside
from microsite.model.responses import Question
from microsite.problems import Location, Problem, Severity, did_you_mean
from microsite.validate.date_types import WEEKDAYS, day_in_words, zone_of
from microsite.validate.reading import Reading

if TYPE_CHECKING:
    from microsite.model.consultation import Consultation

#: A list read from a file: each item with its number from 1.
Numbered = Sequence[tuple[int, Listed]]


def check_list(items: Numbered, path: str, reading: Reading, media: Collection[str]) -> Iterator[Problem]:
    """Check what cannot be judged from a single field of an item.

    Args:
        items: the items that could be read, with the ids they will have.
        path: the path of the list, such as `documents`.
        reading: knows where every value is.
        media: the files in content/media, by their paths below the site's folder.
    """
    if path != "results":  # These are identified by the numbers of questions: RESULT-012.
        yield from id_problems(items, path, reading)
    for number, item in items:
        own = f"{path}[{number}]"
        yield from missing_files(item, own, reading, media)
        if isinstance(item, Document):
            yield from _document_problems(item, own, reading)
        elif isinstance(item, Event):
            yield from _event_problems(item, own, reading)
        elif isinstance(item, Question) and item.kind != "text" and len(item.answers) < 2:
            advice = "Add answers: with a list of at least two, or write kind: text."
            message = f"This question is of the kind {item.kind}, but has no answers to choose from."
            yield reading.problem("LIST-003", message, own, advice)
        elif isinstance(item, GlossaryTerm) and not item.in_sentence:
            yield _long_meaning(item, own, reading)
        elif isinstance(item, Quote) and item.picture and not item.picture_text:
            advice = "Add a line picture_text: that says what it shows."
            message = "The picture has no text for people who cannot see it."
            yield reading.problem("LIST-002", message, f"{own}.picture", advice)


def _long_meaning(term: GlossaryTerm, own: str, reading: Reading) -> Problem:
    """Return the hint for a term that chapters only link to, since its meaning is too long for a sentence."""
    key = "short" if term.short else "meaning"
    why = reason_against_aside(str(term.short or term.meaning))
    message = (
        f"The {key} of “{term.term}” has {why}. That is too much for the middle of a sentence, so chapters only link "
        "to it."
    )
    within = f"at most {LONGEST_ASIDE} characters"
    advice = (
        f"Shorten it to {within}." if term.short else f"Add a line short: that says it in {within}, in one sentence."
    )
    return reading.problem("LIST-006", message, f"{own}.{key}", advice, severity=Severity.HINT)


def chapter_problems(
    items: Numbered, path: str, places: Mapping[str, Location], chapters: Collection[str]
) -> Iterator[Problem]:
    """Report items about a chapter that does not exist; chapters are given by the names of their files."""
    for number, item in items:
        chapter = getattr(item, "chapter", None)
        key = f"{path}[{number}].chapter"
        if chapter and chapter not in chapters and key in places:
            meant = [each for each in chapters if _named(each) == _named(str(chapter))]
            advice = did_you_mean(chapter, chapters) or "Write the name of a file in content/, such as 02-play.md."
            if len(meant) == 1:
                from microsite.validate.advice import write_line

                advice = write_line(key, [(meant[0], "")])
            message = f"There is no chapter “{chapter}”."
            yield Problem.error("LIST-004", message, places[key], advice, path=key)


def _named(chapter: str) -> str:
    """Return the name of a chapter without its number and extension; just the number if it has no other name."""
    stem = chapter.strip().rsplit("/", 1)[-1].casefold().removesuffix(".md").removesuffix(".html")
    return re.sub(r"^[0-9]+[-_ .]+", "", stem).replace(" ", "-").replace("_", "-")


def document_page_problems(
    documents: Sequence[Document], places: Mapping[str, Location], destinations: Destinations
) -> Iterator[Problem]:
    """Report documents with an alternative on a page of this site that does not exist."""
    pages = {*destinations.pages, *destinations.chapters.values()}
    for number, document in enumerate(documents, 1):
        for position, each in enumerate(document.alternatives, 1):
            key = f"documents[{number}].alternatives[{position}].page"
            if each.page and f"{each.page}.html" not in pages and not destinations.unread:
                message = f"There is no page “{each.page}.html” on this site."
                advice = did_you_mean(f"{each.page}.html", pages) or "Write whole-document.html, or a chapter's page."
                location = places.get(key, Location(file="content/data/documents.yaml"))
                yield Problem.error("DOC-004", message, location, advice, path=key)


def id_problems(items: Numbered, path: str, reading: Reading) -> Iterator[Problem]:
    """Report ids that occur twice in one list."""
    first: dict[str, int] = {}
    for number, item in items:
        other = first.setdefault(item.id, number)
        if other == number:
            continue
        own = f"{path}[{number}]"
        message = f"Two items of this list have the id “{item.id}”."
        place = reading.places.get(f"{own}.id", reading.places[own])
        related = (("the other one", reading.places[f"{path}[{other}]"]),)
        yield Problem.error(
            "LIST-001",
            message,
            place,
            "Add a line id: with a different name to one of them.",
            path=own,
            related=related,
        )


def _document_problems(document: Document, path: str, reading: Reading) -> Iterator[Problem]:
    if document.file is None and document.address is None:
        advice = "Add a line file: with a file in content/media, or address: with its address on the web."
        yield reading.problem("DOC-003", f"The document “{document.title}” has neither file nor address.", path, advice)
    for number, each in enumerate(document.alternatives, 1):
        state = str(each.on_request or each.not_offered or "").casefold().strip(".!")
        if len(each.places) != 1 or state in ("yes", "no", "true", "false", "on", "off", "y", "n"):
            yield _state_problem(each, f"{path}.alternatives[{number}]", reading)
    if document.is_pdf and not document.has_page:
        location = reading.places.get(f"{path}.title", reading.source.whole)
        advice = (
            "A PDF is hard to read on a phone and with a screen reader. Add an alternative of the kind html, with "
            "page: whole-document.html or an address."
        )
        message = f"“{document.title}” is a PDF, and nothing says where to read it as a web page."
        yield Problem.hint("DOC-001", message, location, advice, path=path)


def _state_problem(alternative: Alternative, path: str, reading: Reading) -> Problem:
    given = alternative.places
    if len(given) == 1:
        message = f"“{getattr(alternative, given[0])}” is all that {given[0]} says."
        advice = "Write with whom to ask for it, and how." if given[0] == "on_request" else "Write why there is none."
        return reading.problem("DOC-002", message, f"{path}.{given[0]}", advice)
    message = (
        f"This format is given in {len(given)} ways: {', '.join(given)}."
        if given
        else "Nothing says whether this format exists."
    )
    advice = (
        "If it exists, write file, address or page. If people can ask for it, write on_request: and who to "
        "ask. If not, write not_offered: and why."
    )
    return reading.problem("DOC-002", message, path, advice)


def _event_problems(event: Event, path: str, reading: Reading) -> Iterator[Problem]:
    begins, ends = event.start, event.end or event.start
    same_day = ends.day == begins.day and begins.time_of_day is not None and ends.time_of_day is not None
    # Moments as the author writes them sort by time.
    if event.end and (ends.day < begins.day or (same_day and str(ends) <= str(begins))):
        message = f"This ends ({event.end}) before it begins ({event.start})."
        yield reading.problem("DATE-009", message, f"{path}.end", "Correct start or end.")
        return
    named = _weekday_named(str(event.what))
    days = {(begins.day + timedelta(days=step)).weekday() for step in range(min((ends.day - begins.day).days, 6) + 1)}
    if named is not None and named not in days:
        from microsite.validate.advice import write_line

        day = WEEKDAYS[named]
        others = [
            begins.day + timedelta(days=step)
            for step in ((named - begins.day.weekday()) % 7 - 7, (named - begins.day.weekday()) % 7)
        ]
        clock = f" {begins.time_of_day:%H:%M}" if begins.time_of_day else ""
        write = [(f"{each}{clock}", f"for {day} {day_in_words(each)}") for each in others]
        message = f"“{event.what}” says {day}, and {day_in_words(begins.day)} is a {WEEKDAYS[begins.day.weekday()]}."
        advice = f"{write_line(f'{path}.start', write)} If the day is right, correct the name."
        yield reading.problem("DATE-018", message, f"{path}.start", advice, severity=Severity.HINT)


def after_closing_hints(
    events: Sequence[Event], consultation: Consultation, places: Mapping[str, Location]
) -> Iterator[Problem]:
    """Report events after the closing: that may be right for a day about the results, but not for a drop-in session."""
    zone, close = zone_of(consultation.time_zone), consultation.last_close
    for number, event in enumerate(events, 1):
        path = f"events[{number}].start"
        if not event.cancelled and path in places and event.start.start(zone) >= close.end(zone):
            message = f"“{event.what}” is on {event.start}, after the closing ({close})."
            advice = (
                "Correct start or closes. If the event is about what comes after the consultation, leave it as it is."
            )
            yield Problem.hint("DATE-019", message, places[path], advice, path=path)


def question_count_hints(listed: int, consultation: Consultation, places: Mapping[str, Location]) -> Iterator[Problem]:
    """Report that the survey has a different number of questions from the list that readers can read and print."""
    announced = consultation.survey.questions.value if consultation.survey and consultation.survey.questions else None
    path = "survey.questions"
    if listed and announced is not None and announced != listed and path in places:
        count = f"{announced} question{'' if announced == 1 else 's'}"
        message = f"The survey has {count} here, but content/data/questions.yaml lists {listed}."
        other = (
            f"add the other {announced - listed} to the list"
            if announced > listed
            else "delete those that it does not ask"
        )
        advice = f"Write questions: {listed} here, or {other}. If the list is only a part on purpose, leave both."
        yield Problem.hint("RESP-002", message, places[path], advice, path=path)


def _weekday_named(words: str) -> int | None:
    """Return the only day of the week that some words name, as in `Saturday market`; 0 is Monday."""
    named = {number for number, day in enumerate(WEEKDAYS) if re.search(rf"\b{day}\b", words, re.IGNORECASE)}
    return named.pop() if len(named) == 1 else None
