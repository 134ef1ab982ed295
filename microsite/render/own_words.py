"""Reads a site's own words for the interface, in `theme/locales/`, and checks them against the engine's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import primary_subtag
from microsite.load.yaml_values import Value
from microsite.model.plain_facts import plain_fact
from microsite.problems import Problem, listed, nearest
from microsite.render.templates import OwnWords
from microsite.render.words import FALLBACK_LANGUAGE, read_words, words_path_and_stand_in
from microsite.store import Store, digest_of
from microsite.validate.advice import yaml_text
from microsite.validate.reading import Reading
from microsite.validate.yaml_file import merge_problems, read_yaml

#: How similar an unknown key must be to a key of another part of the interface for that to be suggested.
_ALIKE = 0.8
#: The engine's file that has every key.
_PATTERN = f"{FALLBACK_LANGUAGE}.yaml"
_PLACE = lazy_pattern(r"\{[^{}]*\}")
#: Placeholders for the kind of document, which can be used anywhere, but need not be.
_ANYWHERE = frozenset({"{kind}", "{Kind}"})


class ReadWords(Struct, frozen=True, kw_only=True):
    """The result of reading a site's files of words."""

    words: OwnWords
    problems: tuple[Problem, ...]
    #: Files for languages that the site does not use.
    unused: tuple[str, ...]


def read_own_words(files: Mapping[str, bytes], language: str, engine: Path, store: Store) -> ReadWords:
    """Read a site's own words.

    Args:
        files: the files in `theme/locales/`, by path.
        language: the tag of the site's language; empty if it could not be read.
        engine: the folder of the engine's templates.
        store: caches what was read.
    """
    file, stands_in = words_path_and_stand_in(engine, language or FALLBACK_LANGUAGE)
    text = file.read_text(encoding="utf-8")
    written = (part for name, content in files.items() for part in (name, content))

    def read() -> ReadWords:
        return _read(files, language or FALLBACK_LANGUAGE, read_words(text), stands_in=stands_in)

    return store.get("own words", (digest_of(*written), language, text), read, ReadWords)


def _read(files: Mapping[str, bytes], language: str, engine: Mapping[str, str], *, stands_in: bool) -> ReadWords:
    by_tag = {file.rsplit("/", 1)[-1].removesuffix(".yaml").casefold(): file for file in files}
    tags = dict.fromkeys((primary_subtag(language), language.casefold()))
    in_site_language = [by_tag.pop(tag) for tag in tags if tag in by_tag]
    stand_in = [by_tag.pop(FALLBACK_LANGUAGE)] if stands_in and FALLBACK_LANGUAGE in by_tag else []
    problems: list[Problem] = []

    def words_of(names: list[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in names:
            found |= _words_of(name, files[name], engine, problems)
        return found

    words = OwnWords(in_site_language=words_of(in_site_language), stand_in=words_of(stand_in))
    return ReadWords(words=words, problems=tuple(problems), unused=tuple(sorted(by_tag.values())))


def _words_of(file: str, content: bytes, engine: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    reading, value, syntax = read_yaml(file, content)
    if reading is None or value is None:
        problems += syntax
        return {}
    words: dict[str, str] = {}
    if value.kind == "mapping":
        for key, given in value.entries:
            word = _word(key, given, engine, reading)
            if word:
                words[key.text] = word
    else:
        message = "The file has no keys with words."
        reading.add("CONF-003", message, value, "", "Write one on each line, such as nav.contact: Get in touch")
    problems += merge_problems(syntax, reading)
    return words


def _word(key: Value, given: Value, engine: Mapping[str, str], reading: Reading) -> str:
    """Return the words of a key; empty if they cannot be used."""
    name = key.text
    if name not in engine:
        same_part = [each for each in engine if each.partition(".")[0] == name.partition(".")[0].strip().casefold()]
        near = nearest(name, same_part) or nearest(name, engine, alike=_ALIKE)
        advice = f"Did you mean “{near}”?" if near else f"The keys are those in templates/locales/{_PATTERN}."
        reading.add("CONF-001", f"There is no key “{name}”.", key, name, advice)
        return ""
    if given.kind != "text":
        what = "a list" if given.kind == "list" else "keys"
        advice = f"Write its words after it on one line, such as {name}: {yaml_text(engine[name])}"
        reading.add("CONF-003", f"“{name}” holds {what}, but it needs words.", key, name, advice)
        return ""
    if given.empty:
        advice = "Write its words after the colon and a space, or delete the line."
        reading.add("CONF-004", f"“{name}” has no value.", key, name, advice)
        return ""
    reading.places[name] = reading.place(given)
    text = plain_fact(re.sub(r"[ \n\t]+", " ", given.text).strip(), reading.places, name, reading.problems)
    return text if _placeholders_match(text, engine[name], given, name, reading) else ""


def _placeholders_match(text: str, model: str, given: Value, name: str, reading: Reading) -> bool:
    """Whether words have the engine's placeholders, no others, and no stray brackets; problems are reported."""
    there, wanted = set(_PLACE.findall(text)), set(_PLACE.findall(model)) - _ANYWHERE
    missing, unknown = wanted - there, sorted(there - wanted - _ANYWHERE)
    right = not missing and not unknown
    for place in unknown:
        near = nearest(place, sorted(missing or wanted | _ANYWHERE))
        missing -= {near}
        offer = f"Did you mean {near}?" if near else f"Delete {place}."
        reading.add("THEME-003", f"“{name}” cannot use {place}: nothing would appear there.", given, name, offer)
    if missing:
        message = f"The words for “{name}” leave out {listed(sorted(missing))}, and the pages need it."
        reading.add("THEME-003", message, given, name, f"Put it in, as our own words do: {yaml_text(model)}")
    elif right and set("{}") & set(_PLACE.sub("", text)):
        message = f"The words for “{name}” have a curly bracket that does not belong there."
        reading.add(
            "THEME-003",
            message,
            given,
            name,
            "Delete it: curly brackets only go around a name that we fill in, such as {date}.",
        )
        return False
    return right
