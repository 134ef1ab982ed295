"""Parses the text of a site's files into valid values, or reports every problem in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from zoneinfo import ZoneInfo

import msgspec

from microsite.load.chapters import noun_of, parse_chapter
from microsite.load.invisible_characters import invisible_characters
from microsite.load.misplaced_front_matter import misplaced_front_matter
from microsite.load.outside import NO_OUTSIDE, Outside
from microsite.load.site_files import CONFIG
from microsite.load.source_text import SourceText, parse_source
from microsite.load.yaml_values import BLANK, Value, parse_yaml
from microsite.model.address_checks import address_problems
from microsite.model.answers_by_language import with_translated_answers
from microsite.model.chapter import FrontMatter
from microsite.model.consultation import Consultation
from microsite.model.cross_checks import check_facts, code_problems
from microsite.model.facts import Certain
from microsite.model.foreign_keys import ForeignKeys, without_foreign_keys
from microsite.model.list_checks import chapter_problems, check_list, id_problems
from microsite.model.lists import DATA_FILES, Lists, with_ids
from microsite.model.missing_files import missing_files
from microsite.model.ordering import Places, ReadChapter
from microsite.model.own_pages import PageFront
from microsite.model.partial_facts import certain_facts, unread_keys, with_stand_ins
from microsite.model.plain_facts import without_markup
from microsite.model.records import Listed
from microsite.model.shared_facts import with_shared
from microsite.problems import Location, Problem, Severity, capped, did_you_mean
from microsite.record import OUTSIDE_KEYS, outside_names
from microsite.validate.by_language import ALL_TRANSLATED, ONE_LANGUAGE, InOneLanguage, Untranslated
from microsite.validate.date_types import TimeZoneName, zone_of
from microsite.validate.field_types import FieldError
from microsite.validate.key_names import folded, meant_key
from microsite.validate.reading import Reading
from microsite.validate.record_fields import fields_of
from microsite.validate.schema_problems import FAILED, parse_list, parse_record
from microsite.validate.web_types import LanguageTag

#: Codes about how a value is written; about a key itself; and those whose message shows an invisible character.
ABOUT_VALUE = frozenset({"YAML-003", "YAML-004", "YAML-005", "YAML-008", "YAML-009", "YAML-010", "YAML-013"})
ABOUT_KEYS = frozenset({"CONF-001", "CONF-002"})
SHOWS_INVISIBLE = frozenset({"YAML-008", "YAML-012"})


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
        if path and on_lines.get(key) != str(path).replace("\\", "/").rstrip("/"):
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
        return _unread_chapter([*problems, _empty(file)])
    chapter, syntax = parse_chapter(source)
    problems += _other_invisible_characters(syntax, source)
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


def parse_lists(
    data: Mapping[str, bytes],
    media: Mapping[str, bytes],
    chapters: Sequence[str],
    zone: str = "",
    wanted: InOneLanguage = ONE_LANGUAGE,
) -> tuple[Lists, frozenset[str], dict[str, Location], list[Problem], Untranslated]:
    """Read the lists.

    Args:
        data: the files in content/data.
        media: the files in content/media.
        chapters: the names of the chapters' files.
        zone: the name of the site's time zone, if known.
        wanted: the language to read them for, in a site that has several.

    Returns:
        The lists without the items that could not be read; the names of lists that lack some; where everything is;
        the problems; and what is not translated.
    """
    problems: list[Problem] = []
    lists: dict[str, tuple[Listed, ...]] = {}
    unread: set[str] = set()
    places: dict[str, Location] = {}
    untranslated: dict[str, Location] = {}
    other_files: dict[str, Location] = {}
    texts = 0
    questions: Value | None = None
    for file, content in sorted(data.items(), key=lambda item: item[0].rsplit("/", 1)[-1]):
        name = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        if name not in DATA_FILES:
            problems.append(_unknown_data(file, name))
            continue
        if content.strip() and all(
            line.lstrip(BLANK)[:1] in ("", "#") for line in content.decode(errors="replace").split("\n")
        ):
            continue  # A list whose items are all commented out is empty.
        reading, value, syntax = read_yaml(file, content, zone)
        if reading is None or value is None:
            problems += syntax
            unread.add(name)
            continue
        value = _without_its_name(value, name, reading)
        if wanted.languages and name == "questions":
            questions = value
        elif wanted.languages and name == "results" and questions is not None:
            value = with_translated_answers(value, questions)
        value = wanted.for_file(file).value_of(value, reading)
        if value.kind == "mapping":
            # If items lack their hyphens, every key is reported as a duplicate.
            syntax = [problem for problem in syntax if problem.code != "YAML-006"]
        items: list[tuple[int, Listed]] = []
        for number, item in parse_list(value, DATA_FILES[name], reading, name):
            plain, markup = without_markup(item, reading.places, f"{name}[{number}]")
            reading.problems += [*markup, *address_problems(plain, reading.places, f"{name}[{number}]")]
            items.append((number, with_ids((plain,))[0]))
        if len(items) < len(value.items) or value.kind != "list" or reading.incomplete:
            unread.add(name)
        for path, part in reading.parts.items():
            reading.problems += address_problems(part, reading.places, path)
            reading.problems += missing_files(part, path, reading, media)
        reading.problems += check_list(items, name, reading, media)
        reading.problems += chapter_problems(items, name, reading.places, chapters)
        lists[name] = (*lists.get(name, ()), *(item for _, item in items))
        places.update(reading.places)
        untranslated.update(reading.untranslated)
        other_files.update(reading.other_files)
        texts += reading.texts
        problems += merge_problems(syntax, reading)
    read = Lists(**cast("dict[str, Any]", lists))
    return read, frozenset(unread), places, problems, Untranslated(texts, untranslated, other_files)


def _without_its_name(value: Value, name: str, reading: Reading) -> Value:
    """Unwrap a list that is below a single key; the key is reported unless it is the list's own name."""
    if value.kind != "mapping" or len(value.entries) != 1 or value.entries[0][1].kind != "list":
        return value
    key, items = value.entries[0]
    own = folded(key.text)
    if own not in (name, name.removesuffix("s"), f"{name}s"):
        if meant_key(own, DATA_FILES[name].__name__, fields_of(DATA_FILES[name])):
            return value
        message = f"The list in this file does not need a key above it, and “{key.text}” is not its name."
        reading.add("LIST-005", message, key, name, f"Delete the line {key.text}: and keep the list below it.")
    return items


def read_yaml(file: str, content: bytes, zone: str = "") -> tuple[Reading | None, Value | None, list[Problem]]:
    """Read a YAML file.

    Returns:
        Where its problems are collected, and its value, or None for both if it has none; and its syntax problems.
    """
    source, problems = parse_source(file, content)
    if source is None:
        return None, None, list(problems)
    value, syntax = parse_yaml(source)
    if value is None and not syntax:
        syntax = (_empty(file),)
    reading = Reading(source, zone=zone_of(zone) if zone else None)
    reading.incomplete = value is not None and value.incomplete
    reading.problems += [*problems, *_other_invisible_characters(syntax, source)]
    if value is None:
        return None, None, [*reading.problems, *syntax]
    return reading, value, list(syntax)


def _other_invisible_characters(syntax: Sequence[Problem], source: SourceText) -> list[Problem]:
    """Report invisible characters, except on lines where a syntax problem shows them already."""
    shown_lines = {problem.location.line for problem in syntax if problem.code in SHOWS_INVISIBLE}
    return [problem for problem in invisible_characters(source) if problem.location.line not in shown_lines]


def merge_problems(syntax: Sequence[Problem], reading: Reading) -> list[Problem]:
    """Merge a file's syntax problems with the problems of its values, so that no two pieces of advice contradict.

    If a value has a syntax error and is also invalid, advice that says what to write instead covers both; without
    such advice, only the syntax error is reported, and the value is judged once it can be read.
    """
    broken = {each.location.line for each in syntax if each.code in ABOUT_VALUE and each.severity is Severity.ERROR}
    covered = {
        each.location.line
        for each in reading.problems
        if each.location.line in reading.rewritten and each.code not in ABOUT_KEYS
    }
    # A value that starts with a special character and would be invalid in quotation marks too: report it as invalid.
    covered |= {
        each.location.line
        for each in syntax
        if each.code in ("YAML-004", "YAML-009", "YAML-010") and not each.advice.startswith("Below")
    } & {each.location.line for each in reading.problems if each.code.startswith("CONF-01")}
    lines = [each for each in syntax if each.code not in ABOUT_VALUE or each.location.line not in covered]
    lines = [line_problem for each in lines if (line_problem := _as_quoted(each, reading))]
    open_lines = broken - covered
    values = [each for each in reading.problems if each.code in ABOUT_KEYS or each.location.line not in open_lines]
    return list(capped((*lines, *values)))


def _as_quoted(problem: Problem, reading: Reading) -> Problem | None:
    """Turn YAML-013 into a hint if curly quotation marks were stripped from a value that is not text for readers.

    Returns:
        The problem as it should be reported; None if its line has neither text for readers nor a stripped value.
    """
    line = problem.location.line
    if problem.code != "YAML-013" or line in reading.quoted_lines:
        return problem
    if line not in reading.unquoted_lines:
        return None
    message = "We read the value without the curly quotation marks around it."
    return Problem.hint("YAML-013", message, problem.location, "Type straight ones, or none.")


def _empty(file: str) -> Problem:
    advice = "Write something in it, or delete it."
    location = Location(file=file)
    return Problem.error("FILE-003", "The file is empty.", location, advice)


def _unknown_data(file: str, name: str) -> Problem:
    return Problem.warning(
        "FILE-010",
        f"There is no list called “{name}”, so we do not use this file.",
        Location(file=file),
        did_you_mean(name, DATA_FILES) or f"The lists in content/data are {', '.join(DATA_FILES)}.",
    )
