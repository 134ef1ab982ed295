"""Say what to write instead of a value that does not fit, as a line that can be copied."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from microsite.lazy_patterns import lazy_pattern
from microsite.load.yaml_diagnosis import quoted
from microsite.load.yaml_values import Value
from microsite.problems import listed, short
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import FieldError
from microsite.validate.key_names import meant_choice
from microsite.validate.reading import Reading
from microsite.validate.record_fields import WORDS, Field, inner_kind
from microsite.validate.web_types import LANGUAGE_TAG, Colour, EmailAddress, PhoneNumber, SiteFile, WebAddress

#: A text that YAML would read as something else.
_NOT_PLAIN = lazy_pattern(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|:(?:\s|$)|\s#|\s$|^$|^(?:~|null)$")
_TELLING = (EmailAddress, WebAddress, PhoneNumber, SiteFile, Colour)
_YES_OR_NO = lazy_pattern(r"yes|no|true|false|y|n|on|off|[0-9.,]+", re.IGNORECASE)
_TWO_YEARS = lazy_pattern(r"([12][0-9]{3})\s*(?:[-/\u2013\u2014]|to|until|bis)\s*([12][0-9]{3}|[0-9]{2})")
#: A file as people name it: only its name, or with the folders of their own disk.
_FILE = lazy_pattern(
    r"(?:[^:]*[/\\]|[A-Za-z]:[^:]*[/\\])?([^/\\:]+\.(?:pdf|docx?|odt|xlsx?|csv|pptx?|png|jpe?g|svg|mp[34]))",
    re.IGNORECASE,
)
#: Keys that a text without a key is most likely for.
_WORDS = ("title", "name", "what", "question", "term", "text", "summary", "reason")


def yaml_text(text: str) -> str:
    """Write a text as the value of a key, in quotation marks if YAML needs them."""
    flat = " ".join(text.split())
    return quoted(flat) if _NOT_PLAIN.search(flat) else flat


def line_of(path: str, value: str) -> str:
    """Write the line for a value: `closes: 2027-05-31`, or `- value` for an item of a list."""
    key = path.rpartition(".")[2]
    return f"- {value}" if key.endswith("]") else f"{key}: {value}"


def write_line(path: str, write: Sequence[tuple[str, str]]) -> str:
    """Write the sentence that offers values, each with its meaning if there are several."""
    if len(write) == 1:
        return f"Write {line_of(path, write[0][0])}"
    offered = [f"{line_of(path, value)} {meaning}".strip() for value, meaning in write]
    return f"Write {', or '.join(offered)}."


def with_other_keys(error: FieldError, path: str, advice: str, reading: Reading) -> str:
    """Add to the advice which other key of the record a text, or a part of it, is for."""
    own = path.rpartition(".")[2]
    for key, text in error.instead:
        if key in reading.keys and key != own:
            if key not in reading.lines:
                reading.rewritten.add(reading.lines[own])
                reading.moved.add(reading.lines[own])
                return f"Write {key}: {yaml_text(text)} – in place of this line."
            where = f"{key}:, which stands in line {reading.lines[key]}"
            return f"“{short(text)}” is for {where}: put it there, and delete this line."
    for key, text in error.beside:
        if key in reading.keys:
            if key not in reading.lines:
                return f"{advice.rstrip('.')} and, on a line of its own, {key}: {yaml_text(text)}"
            return f"{advice.rstrip('.')} – and put “{short(text)}” into {key}:, in line {reading.lines[key]}"
    return advice


def as_record(text: str, path: str, record: type, fields: Mapping[str, Field]) -> str:
    """Say how to write a text that is where a record's keys are expected.

    Args:
        text: what the author wrote.
        path: its path.
        record: the class of the record.
        fields: the keys that the text can be meant for.
    """
    years = _TWO_YEARS.fullmatch(text.strip())
    if years and "first_year" in fields:
        last = years[2] if len(years[2]) == 4 else years[1][: 4 - len(years[2])] + years[2]
        own = f"first_year: {years[1]} and, on a line of its own, last_year: {last}"
    else:
        own = as_key(text, record, fields)
    name = path.rpartition(".")[2]
    required = [f"{key}:" for key, each in fields.items() if each.required]
    if not own and name and required and not name.endswith("]"):
        own = f"{' and '.join(required)} with a value, each on a line of its own"
    if not own:
        return f"Write keys with values, such as {next(iter(fields))}: …."
    if name.endswith("]"):
        return f"Write - {own}"
    if not name:
        return f"Write {own}"
    return f"Write {name}: alone on its line, and below it, two spaces further in, {own}"


def as_key(text: str, record: type, fields: Mapping[str, Field]) -> str:
    """Write a text after the key that takes it, and name the other required keys; empty if there is no such key."""
    required = [name for name, each in fields.items() if each.required]
    key, value = _key_for(text, record, fields, required)
    if not key:
        return ""
    others = [f"{name}:" for name in required if name != key]
    places: tuple[str, ...] = getattr(record, "one_of", ())
    if places and key not in places and {*places} <= {*fields}:
        others.append(listed([f"{name}:" for name in places], joined="or"))
    more = f", and below it {' and '.join(others)} with a value" if others else ""
    return f"{key}: {yaml_text(value)}{more}"


def as_pair(key: str, text: str, record: type, fields: Mapping[str, Field]) -> str:
    """Write an unknown key and its value under the two keys that they are for; empty if that is not certain.

    Args:
        key: what is before the colon: a term, a question, a day, a name, a number in front of an item.
        text: what is after it.
        record: the class of the record.
        fields: its keys.
    """
    if re.fullmatch(r"[0-9]+[.)]?", key):
        return as_key(text, record, fields)
    required = [name for name, each in fields.items() if each.required]
    days = [name for name in required if inner_kind(fields[name].kind) is LocalMoment]
    words = getattr(record, "shorthand", "") or next((name for name in required if name in _WORDS), "")
    if days and _fits(key, LocalMoment):
        pair = {days[0]: key, words: text}
    else:
        fitting = [
            name
            for name, each in fields.items()
            if (inner_kind(each.kind) in _TELLING or name in days) and _fits(text, inner_kind(each.kind))
        ]
        texts = [name for name in required if name not in (words, *days) and inner_kind(fields[name].kind) in WORDS]
        other = next(iter((*fitting, *texts)), "")
        pair = {words: key, other: text} if other else {}
    if not words or not pair:
        return ""
    lines = [f"{name}: {yaml_text(value)}" for name, value in pair.items()]
    lines += [f"{name}: with a value" for name in required if name not in pair]
    return f"{lines[0]} and, below it, two spaces further in, {' and '.join(lines[1:])}"


def as_text(value: Value, *, joined: bool = False) -> str:
    """Return the one text that a list or mapping was meant as; empty if there is none.

    Args:
        value: the list or the mapping.
        joined: whether several texts may be joined into one, like the parts of a postal address.
    """
    parts = value.items if value.kind == "list" else [item for _, item in value.entries]
    if not parts or any(part.kind != "text" for part in parts) or (len(parts) > 1 and not joined):
        return ""
    keys = [key.text for key, _ in value.entries]
    if len(keys) == 1:
        return ": ".join(filter(None, (keys[0], parts[0].text.strip())))
    if keys and all(LANGUAGE_TAG.fullmatch(key) for key in keys):
        return parts[0].text  # Only one text is wanted, in the site's language.
    return ", ".join(part.text for part in parts if part.text)


def _key_for(text: str, record: type, fields: Mapping[str, Field], required: Sequence[str]) -> tuple[str, str]:
    """Choose the key for a text, one whose kind it fits or else one for words; return it with the value to write.

    Both are empty if no key is certain.
    """
    if _YES_OR_NO.fullmatch(text.strip()):
        return "", ""
    days = [name for name, each in fields.items() if inner_kind(each.kind) is LocalMoment]
    if len(days) == 1 and _fits(text, LocalMoment):
        return days[0], text
    for name in required:
        choices = get_args(fields[name].kind) if get_origin(fields[name].kind) is Literal else ()
        choice = meant_choice(text, choices) if choices else ""
        if choice:
            return name, choice
    file = _FILE.fullmatch(text.strip())
    for kind in _TELLING:
        for name, each in fields.items():
            if inner_kind(each.kind) is kind and (_fits(text, kind) or (kind is SiteFile and file)):
                return name, f"content/media/{file[1]}" if kind is SiteFile and file else text
    shorthand = getattr(record, "shorthand", "")
    words = [name for name in (*required, *fields) if name in _WORDS or len(fields) == 1]
    return shorthand or next(iter(words), ""), text


def _fits(text: str, kind: Any) -> bool:
    if kind is SiteFile:
        return text.startswith("content/")
    try:
        kind.parse(text)
    except FieldError:
        return False
    return True


def named(path: str) -> str:
    """Name what is at a path, for a message."""
    return f"“{path}”" if path else "The file"
