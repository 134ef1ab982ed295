"""Load what an import needs to know about the site: the survey's questions in every language, and when it was open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from microsite import typed_program
from microsite.authoring.results.survey_words import Question
from microsite.authoring.results.table import ExportRefused
from microsite.load.site_files import CONFIG, SiteFiles, leading_files, load_site_files, site_files_in
from microsite.model import responses
from microsite.model.consultation import Consultation
from microsite.model.dates import resolve_dates
from microsite.model.parse_facts import parse_consultation
from microsite.model.parse_lists import parse_lists
from microsite.model.read_facts import wanted_language
from microsite.problems import Location, Problem, Severity, SiteUnreadable
from microsite.validate.date_types import zone_of

QUESTIONS = "content/data/questions.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """The questions in order, the first and last day on which people could answer, and the tags of the languages."""

    questions: tuple[Question, ...]
    first_day: date
    last_day: date
    languages: tuple[str, ...] = ()


def load_site_facts(site: Path) -> SiteFacts:
    """Load what an import needs; nothing is stored.

    Raises:
        ExportRefused: there is no site, its questions or dates cannot be read, or it has no questions.
    """
    try:
        files = load_site_files(site)
    except SiteUnreadable as unreadable:
        raise ExportRefused(unreadable.problems) from unreadable
    versions = [site_files_in(files, each) for each in files.languages] or [files]
    lists = [_questions(each) for each in versions]
    consultation = _consultation(leading_files(files))
    first, last = _days(consultation)
    return SiteFacts(
        questions=tuple(_question(number, together) for number, together in enumerate(zip(*lists, strict=False), 1)),
        first_day=first,
        last_day=last,
        languages=tuple(each.tag for each in files.languages),
    )


def _questions(files: SiteFiles) -> tuple[responses.Question, ...]:
    data = {
        file: content for file, content in files.data.items() if file.endswith(("/questions.yaml", "/questions.yml"))
    }
    there = {**files.media, **dict.fromkeys(files.unread_media, b"")}
    chapters = [file.rsplit("/", 1)[-1] for file in files.chapters]
    lists, _, _, problems, _ = parse_lists(data, there, chapters, "", wanted_language(files))
    errors = [each for each in problems if each.severity is Severity.ERROR]
    if errors:
        raise ExportRefused(errors)
    if not lists.questions:
        raise ExportRefused([_no_questions()])
    return lists.questions


def _no_questions() -> Problem:
    message = "This site does not have the questions of the survey, so there is nothing to count the answers to."
    advice = (
        f"Write the file {QUESTIONS}: each question of the survey in its own words, with kind: and answers:. To see "
        f"an example, type: {typed_program()} explain SURVEY-004"
    )
    return Problem.error("SURVEY-004", message, Location(file=QUESTIONS), advice)


def _question(number: int, versions: tuple[responses.Question, ...]) -> Question:
    first = versions[0]
    answers = tuple(
        tuple(str(each.answers[at]) for each in versions if at < len(each.answers)) for at in range(len(first.answers))
    )
    texts = tuple(str(each.text) for each in versions)
    return Question(number=number, kind=first.kind, texts=texts, answers=answers if first.kind != "text" else ())


def _consultation(files: SiteFiles) -> Consultation:
    media = {**files.media, **dict.fromkeys(files.unread_media, b"")}
    consultation, _, _, problems, _ = parse_consultation(files.config, media, files.outside, wanted_language(files))
    if consultation is None:
        errors = [each for each in problems if each.severity is Severity.ERROR]
        raise ExportRefused(errors or [Problem.error("FILE-014", "This file cannot be read.", Location(file=CONFIG))])
    return consultation


def _days(consultation: Consultation) -> tuple[date, date]:
    zone, dates = zone_of(consultation.time_zone), resolve_dates(consultation)
    ends = [dates.closes, *(each.ends for each in dates.reopenings)]
    last = max(end.timestamp() for end in ends)
    end = next(end for end in ends if end.timestamp() == last)
    return dates.opens.astimezone(zone).date(), (end.astimezone(zone) - timedelta(seconds=1)).date()
