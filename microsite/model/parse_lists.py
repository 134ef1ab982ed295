"""Parses the lists in content/data into valid items, or reports every problem in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from microsite.load.yaml_values import BLANK, Value
from microsite.model.address_checks import address_problems
from microsite.model.answers_by_language import with_translated_answers
from microsite.model.list_checks import chapter_problems, check_list
from microsite.model.lists import DATA_FILES, Lists, with_ids
from microsite.model.missing_files import missing_files
from microsite.model.plain_facts import without_markup
from microsite.model.records import Listed
from microsite.problems import Location, Problem, did_you_mean
from microsite.validate.by_language import ONE_LANGUAGE, InOneLanguage, Untranslated
from microsite.validate.key_names import folded, meant_key
from microsite.validate.reading import Reading
from microsite.validate.record_fields import fields_of
from microsite.validate.schema_problems import parse_list
from microsite.validate.yaml_file import merge_problems, read_yaml


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
    questions: dict[str, Value] = {}
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
        if name == "questions" and wanted.languages:
            questions = _in_each_language(file, content, zone, wanted)
        elif name == "results" and questions:
            value = with_translated_answers(value, questions)
        value = wanted.for_file(file).value_of(value, reading)
        value = _without_its_name(value, name, reading)
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


def _in_each_language(file: str, content: bytes, zone: str, wanted: InOneLanguage) -> dict[str, Value]:
    """Read a list in each language of the site, by tag, without reporting anything."""
    found: dict[str, Value] = {}
    for language in wanted.languages:
        reading, value, _ = read_yaml(file, content, zone)
        if reading is not None and value is not None:
            in_language = InOneLanguage(wanted.languages, language.tag).for_file(file)
            found[language.tag] = _without_its_name(in_language.value_of(value, reading), "questions", reading)
    return found


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


def _unknown_data(file: str, name: str) -> Problem:
    return Problem.warning(
        "FILE-010",
        f"There is no list called “{name}”, so we do not use this file.",
        Location(file=file),
        did_you_mean(name, DATA_FILES) or f"The lists in content/data are {', '.join(DATA_FILES)}.",
    )
