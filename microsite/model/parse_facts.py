"""The text of the files of a site → valid values, or every problem in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec

from microsite.load.chapters import parse_chapter
from microsite.load.misplaced_front_matter import misplaced_front_matter
from microsite.load.site_files import CONFIG
from microsite.load.source_text import parse_source
from microsite.load.unseen import unseen_characters
from microsite.load.yaml_values import Value, parse_yaml
from microsite.model.address_checks import address_problems
from microsite.model.chapter import FrontMatter
from microsite.model.consultation import Consultation
from microsite.model.cross_checks import check_facts, code_problems
from microsite.model.keys_elsewhere import KeysElsewhere, without_keys_elsewhere
from microsite.model.list_checks import chapter_problems, check_list, id_problems
from microsite.model.lists import DATA_FILES, Lists, with_ids
from microsite.model.ordering import Places, ReadChapter
from microsite.model.plain_facts import without_markup
from microsite.model.records import Listed
from microsite.problems import Location, Problem, Severity, did_you_mean
from microsite.validate.schema_problems import FAILED, Reading, parse_list, parse_record


def parse_consultation(
    config: bytes, media: Mapping[str, bytes]
) -> tuple[Consultation | None, dict[str, Location], list[Problem]]:
    """Read site_config.yaml; gives its facts, or None, where each of them stands, and what is wrong."""
    reading, value, problems = _read_yaml(CONFIG, config)
    if reading is None or value is None:
        return None, {}, problems
    facts: Any = parse_record(value, Consultation, reading)
    if facts is not FAILED:
        facts, found = without_markup(facts, reading.places)
        reading.problems += [*found, *check_facts(facts, reading, media)]
        reading.problems += address_problems(facts, reading.places, language=str(facts.language))
        facts = _with_ids_in_facts(facts, reading)
    found = [*problems, *_without_echoes(reading.problems, problems)]
    return (None if facts is FAILED else facts), reading.places, found


def _unread_chapter(problems: list[Problem]) -> ReadChapter:
    return ReadChapter(front=None, places=Places.of({}), front_known=False, problems=tuple(problems))


def parse_front_matter(file: str, content: bytes) -> ReadChapter:
    """Read the front matter of a chapter."""
    source, found = parse_source(file, content)
    problems = list(found)
    if source is None:
        return _unread_chapter(problems)
    if not source.text.strip():
        return _unread_chapter([*problems, _empty(file)])
    chapter, syntax = parse_chapter(source)
    problems += [*syntax, *_without_echoes(list(unseen_characters(source)), syntax)]
    misplaced = misplaced_front_matter(source, chapter.body_offset, has_own=chapter.front is not None)
    if misplaced is not None:
        problems.append(misplaced)
    if misplaced is not None or any(problem.code == "CHAP-001" for problem in syntax):
        return _unread_chapter(problems)
    reading = Reading(source)
    front: Any = FrontMatter()
    elsewhere = KeysElsewhere()
    if chapter.front is not None:
        ours, elsewhere, found = without_keys_elsewhere(chapter.front, source)
        reading.problems += found
        front = parse_record(ours, FrontMatter, reading)
    if front is not FAILED:
        front, markup = without_markup(front, reading.places)
        reading.problems += [*markup, *code_problems([str(each.code) for each in front.silence], reading)]
    problems += _without_echoes(reading.problems, syntax)
    failed = front is FAILED or any(problem.severity is Severity.ERROR for problem in syntax)
    return ReadChapter(
        front=FrontMatter() if front is FAILED else front,
        places=Places.of(reading.places),
        front_known=not failed,
        problems=tuple(problems),
        elsewhere=elsewhere,
    )


def _with_ids_in_facts(facts: Consultation, reading: Reading) -> Consultation:
    lists: dict[str, tuple[Listed, ...]] = {
        "partners": with_ids(facts.partners),
        "priorities": with_ids(facts.priorities),
        "ways_to_respond": with_ids(facts.ways_to_respond),
    }
    for name, items in lists.items():
        # The files they name have been looked for by check_facts.
        reading.problems += id_problems(tuple(enumerate(items, 1)), name, reading)
    return msgspec.structs.replace(facts, **lists)


def parse_lists(
    data: Mapping[str, bytes], media: Mapping[str, bytes], chapters: Sequence[str]
) -> tuple[Lists, dict[str, Location], list[Problem]]:
    """Read the lists, and give them with the places of everything in them."""
    problems: list[Problem] = []
    lists: dict[str, tuple[Listed, ...]] = {}
    places: dict[str, Location] = {}
    for file, content in data.items():
        name = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        if name not in DATA_FILES:
            problems.append(_unknown_data(file, name))
            continue
        reading, value, found = _read_yaml(file, content)
        problems += found
        if reading is None or value is None:
            continue
        items: list[tuple[int, Listed]] = []
        for number, item in parse_list(value, DATA_FILES[name], reading, name):
            plain, markup = without_markup(item, reading.places, f"{name}[{number}]")
            reading.problems += [*markup, *address_problems(plain, reading.places, f"{name}[{number}]")]
            items.append((number, with_ids((plain,))[0]))
        reading.problems += check_list(items, name, reading, media)
        reading.problems += chapter_problems(items, name, reading.places, chapters)
        lists[name] = (*lists.get(name, ()), *(item for _, item in items))
        places.update(reading.places)
        problems += _without_echoes(reading.problems, found)
    return Lists(**cast("dict[str, Any]", lists)), places, problems


def _read_yaml(file: str, content: bytes) -> tuple[Reading | None, Value | None, list[Problem]]:
    source, problems = parse_source(file, content)
    if source is None:
        return None, None, list(problems)
    value, syntax = parse_yaml(source)
    if value is None and not syntax:
        syntax = (_empty(file),)
    unseen = _without_echoes(list(unseen_characters(source)), syntax)
    return Reading(source), value, [*problems, *unseen, *syntax]


def _without_echoes(problems: list[Problem], syntax: tuple[Problem, ...] | list[Problem]) -> list[Problem]:
    """Leave out what follows from a problem of the same line that has been named already."""
    said = {problem.location.line for problem in syntax if problem.code in ("YAML-008", "YAML-012")}
    return [problem for problem in problems if problem.location.line not in said]


def _empty(file: str) -> Problem:
    advice = "Write something in it, or delete it."
    location = Location(file=file)
    return Problem.error("FILE-003", "The file is empty.", location, advice)


def _unknown_data(file: str, name: str) -> Problem:
    return Problem.warning(
        "FILE-010",
        f"There is no list named “{name}”, so this file is not used.",
        Location(file=file),
        did_you_mean(name, DATA_FILES) or f"The lists in content/data are {', '.join(DATA_FILES)}.",
    )
