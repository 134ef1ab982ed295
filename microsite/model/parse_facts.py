"""Parses the text of a site's files into valid values, or reports every problem in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from zoneinfo import ZoneInfo

import msgspec

from microsite.load.chapters import noun_of, parse_chapter
from microsite.load.misplaced_front_matter import misplaced_front_matter
from microsite.load.outside import NO_OUTSIDE, Outside
from microsite.load.site_files import CONFIG
from microsite.load.source_text import parse_source
from microsite.load.yaml_values import Value
from microsite.model.address_checks import address_problems
from microsite.model.chapter import FrontMatter
from microsite.model.consultation import Consultation
from microsite.model.cross_checks import check_facts, code_problems
from microsite.model.facts import Certain
from microsite.model.foreign_keys import ForeignKeys, without_foreign_keys
from microsite.model.list_checks import id_problems
from microsite.model.lists import with_ids
from microsite.model.missing_files import missing_files
from microsite.model.ordering import Places, ReadChapter
from microsite.model.own_pages import PageFront
from microsite.model.partial_facts import certain_facts, unread_keys, with_stand_ins
from microsite.model.plain_facts import without_markup
from microsite.model.records import Listed
from microsite.model.shared_facts import with_shared
from microsite.problems import Location, Problem, Severity
from microsite.record import OUTSIDE_KEYS, outside_names, plain_path
from microsite.validate.by_language import ALL_TRANSLATED, ONE_LANGUAGE, InOneLanguage, Untranslated
from microsite.validate.date_types import TimeZoneName, zone_of
from microsite.validate.field_types import FieldError
from microsite.validate.reading import Reading
from microsite.validate.schema_problems import FAILED, parse_record
from microsite.validate.web_types import LanguageTag
from microsite.validate.yaml_file import empty_file, merge_problems, other_invisible_characters, read_yaml


def parse_consultation(
    config: bytes,
    media: Mapping[str, bytes],
    outside: Outside = NO_OUTSIDE,
    wanted: InOneLanguage = ONE_LANGUAGE,
) -> tuple[Consultation | None, Certain, dict[str, Location], list[Problem], Untranslated]:
    """Read site_config.yaml.

    Args:
        config: the file.
        media: the files in content/media.
        outside: files outside the site's folder.
        wanted: the language to read it for, in a site that has several.

    Returns:
        Its facts, or None if one of them could not be read; what is certain even so; where each of them is; the
        problems; and what is not translated.
    """
    reading, value, problems = read_yaml(CONFIG, config)
    if reading is None or value is None:
        return None, Certain(), {}, problems, ALL_TRANSLATED
    found_there: list[Problem] = []
    if outside.shared_content:
        there, shared, found_there = read_yaml(outside.shared, outside.shared_content)
        if there is not None and shared is not None:
            found_there += there.problems
            value = with_shared(value, reading, shared, there.source, Consultation)
        else:
            reading.incomplete = True
    elif outside.shared:
        reading.incomplete = True
    value = wanted.value_of(value, reading)
    reading.zone = _zone_in(value)
    consultation: Any = parse_record(value, Consultation, reading)
    unread = unread_keys(Consultation, reading)
    whole = consultation is not FAILED and not reading.incomplete
    consultation = consultation if whole else with_stand_ins(reading)
    consultation, found = without_markup(consultation, reading.places)
    survey, language = consultation.survey, reading.other_languages.get("survey.address", "")
    if survey and language and survey.language is None:
        survey = msgspec.structs.replace(survey, language=LanguageTag(language))
        consultation = msgspec.structs.replace(consultation, survey=survey)
    if wanted.tag:
        consultation = msgspec.structs.replace(consultation, language=LanguageTag(wanted.tag))
    reading.problems += [*found, *check_facts(consultation, reading, media, unread)]
    language, zone = str(consultation.language), "" if "time_zone" in unread else str(consultation.time_zone)
    reading.problems += address_problems(consultation, reading.places, language=language, zone=zone)
    for path, part in reading.parts.items():
        reading.problems += address_problems(part, reading.places, path, language=language, zone=zone)
        reading.problems += missing_files(part, path, reading, media)
    consultation = _with_ids_in_facts(consultation, reading)
    certain = certain_facts(consultation, unread, whole=whole)
    in_shared = [each for each in reading.problems if each.location.file == outside.shared]
    reading.problems = [each for each in reading.problems if each.location.file != outside.shared]
    problems = [*merge_problems(problems, reading), *found_there, *in_shared]
    on_lines = outside_names(config)
    for key in OUTSIDE_KEYS:
        path = getattr(consultation, key)
        if path and on_lines.get(key) != plain_path(str(path)):
            advice = f"Write {key}: {path}"
            message = f"We only read “{key}” where it is on one line, with nothing in front of it."
            problems.append(Problem.error("CONF-033", message, reading.places[key], advice, path=key))
    untranslated = Untranslated(reading.texts, reading.untranslated, reading.other_files)
    return (consultation if whole else None), certain, reading.places, problems, untranslated


def _zone_in(value: Value) -> ZoneInfo | None:
    """Find the site's time zone before anything else is read, since dates given in another zone depend on it."""
    entries = value.entries if value.kind == "mapping" else ()
    named = next((item.text.strip() for key, item in entries if key.text == "time_zone" and item.kind == "text"), "")
    try:
        return zone_of(TimeZoneName.parse(named)) if named else None
    except FieldError:
        return None


def _unread_chapter(problems: list[Problem]) -> ReadChapter:
    return ReadChapter(
        front=None,
        places=Places.of({}),
        front_known=False,
        problems=tuple(problems),
        in_menu=False,
        in_footer=False,
    )


def parse_front_matter(file: str, content: bytes) -> ReadChapter:
    """Read the front matter of a chapter."""
    source, found = parse_source(file, content)
    problems = list(found)
    if source is None:
        return _unread_chapter(problems)
    if not source.text.strip():
        return _unread_chapter([*problems, empty_file(file)])
    chapter, syntax = parse_chapter(source)
    problems += other_invisible_characters(syntax, source)
    misplaced = misplaced_front_matter(source, chapter.body_offset, has_own=chapter.front is not None)
    if misplaced is not None:
        problems.append(misplaced)
    if misplaced is not None or any(problem.code == "CHAP-001" for problem in syntax):
        return _unread_chapter([*problems, *syntax])
    reading = Reading(source)
    kind = PageFront if noun_of(file) == "page" else FrontMatter
    front: Any = kind()
    foreign_keys = ForeignKeys()
    if chapter.front is not None:
        reading.incomplete = chapter.front.incomplete
        ours, foreign_keys, found = without_foreign_keys(chapter.front, source)
        reading.problems += found
        front = parse_record(ours, kind, reading)
    if front is not FAILED:
        front, markup = without_markup(front, reading.places)
        reading.problems += [*markup, *code_problems([str(each.code) for each in front.silence], reading)]
    problems += merge_problems(syntax, reading)
    failed = front is FAILED or any(problem.severity is Severity.ERROR for problem in syntax)
    front = cast("Any", kind() if front is FAILED else front)
    is_page = isinstance(front, PageFront)
    page: Any = front if is_page else PageFront()
    return ReadChapter(
        front=page.as_chapters() if is_page else front,
        in_menu=bool(page.in_menu),
        in_footer=page.in_footer is None or bool(page.in_footer),
        places=Places.of(reading.places),
        front_known=not failed,
        problems=tuple(problems),
        foreign_keys=foreign_keys,
    )


def _with_ids_in_facts(consultation: Consultation, reading: Reading) -> Consultation:
    lists: dict[str, tuple[Listed, ...]] = {
        "partners": with_ids(consultation.partners),
        "priorities": with_ids(consultation.priorities),
        "ways_to_respond": with_ids(consultation.ways_to_respond),
    }
    for name, items in lists.items():
        # check_facts has already looked for the files they name.
        reading.problems += id_problems(tuple(enumerate(items, 1)), name, reading)
    return msgspec.structs.replace(consultation, **lists)
