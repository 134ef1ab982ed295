"""Strips markup from facts, which are shown as plain text, and reports it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec

from microsite.html.leftovers import find_leftovers, leftover_message
from microsite.html.plain_words import without_angles, without_markdown
from microsite.html.sanitise import plain_text
from microsite.lazy_patterns import lazy_pattern
from microsite.load.wrong_encoding import garbled_characters, message_and_advice
from microsite.problems import Location, Problem, Severity
from microsite.validate.field_types import Lines, LocalText, MaybeSupplied

_PLAIN = "Write plain text here: just the words, without symbols around them."
_IN_CODE = lazy_pattern(r"`[^`]*`")
Facts = TypeVar("Facts", bound=msgspec.Struct)


def without_markup(facts: Facts, places: Mapping[str, Location], path: str = "") -> tuple[Facts, list[Problem]]:
    """Strip markup from every text of a struct, including nested structs and lists.

    Args:
        facts: any struct of the model.
        places: where each value is, by its path.
        path: the path of the struct.
    """
    problems: list[Problem] = []
    changed: dict[str, object] = {}
    for name in facts.__struct_fields__:
        value = getattr(facts, name)
        cleaned = _clean(value, places, f"{path}.{name}" if path else name, problems)
        if cleaned is not value:
            changed[name] = cleaned
    return (msgspec.structs.replace(facts, **changed) if changed else facts), problems


def _clean(value: object, places: Mapping[str, Location], path: str, problems: list[Problem]) -> object:
    if isinstance(value, LocalText | Lines):
        plain = plain_fact(str(value), places, path, problems)
        if plain == str(value):
            return value
        return LocalText(plain, value.language) if isinstance(value, LocalText) else type(value).parse(plain)
    if isinstance(value, MaybeSupplied):
        inner: object = value.value  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        cleaned = _clean(inner, places, path, problems)  # pyright: ignore[reportUnknownArgumentType]
        return value if cleaned is inner else MaybeSupplied(cleaned)  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, msgspec.Struct):
        struct, found = without_markup(value, places, path)
        problems.extend(found)
        return struct
    if isinstance(value, tuple):
        items: tuple[object, ...] = value  # pyright: ignore[reportUnknownVariableType]
        cleaned_items = tuple(
            _clean(item, places, f"{path}[{number}]", problems) for number, item in enumerate(items, 1)
        )
        same = all(new is old for new, old in zip(cleaned_items, items, strict=True))
        return items if same else cleaned_items
    return value


def plain_fact(text: str, places: Mapping[str, Location], path: str, problems: list[Problem]) -> str:
    """Return one text without markup; adds problems for what was stripped and for symbols that readers would see."""
    without_tags, removed = plain_text(without_angles(text))
    if removed:
        problems.append(_markup(path, places, nothing_left=not without_tags.strip()))
    plain = without_markdown(without_tags)
    messages = (sentence.replace("{}", f"“{path}”") for sentence in plain.repairs)
    problems += (Problem.repair(sentence, places[path], path=path) for sentence in messages)
    for address in plain.links:
        message = f"We left out the link to “{address}” in “{path}”, and kept its words."
        advice = "Write plain text here. A link belongs in a chapter, or in a key that asks for an address."
        problems.append(Problem.warning("TEXT-008", message, places[path], advice, path=path))
    for left in find_leftovers(plain.text) if not path.startswith("silence") else ():
        message = f"{leftover_message(plain.text[left.start : left.end], left)} It is in “{path}”."
        problems.append(Problem.warning("TEXT-017", message, places[path], _PLAIN, path=path))
    problems += _wrong_encoding(text, places, path)
    return plain.text


def _wrong_encoding(text: str, places: Mapping[str, Location], path: str) -> Iterator[Problem]:
    """Report characters that a wrong encoding has lost or changed, except between backticks."""
    read = _IN_CODE.sub("", text)
    wrongs = [(read[each.start : each.end], each.meant) for each in garbled_characters(read)]
    if wrongs and not path.startswith("silence"):
        message, advice = message_and_advice(wrongs)
        yield Problem.warning("TEXT-024", f"{message} It is in “{path}”.", places[path], advice, path=path)


def _markup(path: str, places: Mapping[str, Location], *, nothing_left: bool) -> Problem:
    return Problem.of(
        Severity.ERROR if nothing_left else Severity.WARNING,
        "TEXT-008",
        f"“{path}” has nothing but markup in it." if nothing_left else f"We left out the markup in “{path}”.",
        places[path],
        "Write plain text here. Markdown and HTML belong in chapters.",
        path=path,
    )
