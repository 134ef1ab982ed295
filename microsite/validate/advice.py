"""What to write instead of a value that does not fit, as a line that can be copied."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from microsite.lazy_patterns import lazy_pattern
from microsite.load.yaml_diagnosis import quoted
from microsite.load.yaml_values import Value
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import FieldError
from microsite.validate.record_fields import Field, inner_kind
from microsite.validate.web_types import Colour, EmailAddress, PhoneNumber, SiteFile, WebAddress

#: A text that YAML would read as something else.
_NOT_PLAIN = lazy_pattern(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|:(?:\s|$)|\s#|\s$|^$|^(?:~|null)$")
_TELLING = (EmailAddress, WebAddress, PhoneNumber, SiteFile, Colour)
_YES_OR_NO = lazy_pattern(r"yes|no|true|false|y|n|on|off|[0-9.,]+", re.IGNORECASE)
_TWO_YEARS = lazy_pattern(r"([12][0-9]{3})\s*(?:[-/\u2013\u2014]|to|until|bis)\s*([12][0-9]{3}|[0-9]{2})")
#: Keys that a text without a key most likely is for.
_WORDS = ("title", "name", "what", "question", "term", "text", "summary", "reason")


def yaml_text(text: str) -> str:
    """Write a text as the value of a key: in quotation marks where YAML needs them."""
    flat = " ".join(text.split())
    return quoted(flat) if _NOT_PLAIN.search(flat) else flat


def line_of(path: str, value: str) -> str:
    """Write the line that gives a value: `closes: 2027-05-31`, or `- value` for an item of a list."""
    key = path.rpartition(".")[2]
    return f"- {value}" if key.endswith("]") else f"{key}: {value}"


def write_line(path: str, write: Sequence[tuple[str, str]]) -> str:
    """Write the sentence that offers values, each with its meaning where there are several."""
    if len(write) == 1:
        return f"Write {line_of(path, write[0][0])}"
    offered = [f"{line_of(path, value)} {meaning}".strip() for value, meaning in write]
    return f"Write {', or '.join(offered)}."


def as_record(text: str, path: str, record: type, fields: Mapping[str, Field]) -> str:
    """Say how a text is written that stands where a record's keys are expected.

    Args:
        text: what the author wrote.
        path: what leads to it.
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
    """Write a text after the key that takes it, and name the keys that are needed beside it; empty for no such key."""
    required = [name for name, each in fields.items() if each.required]
    key = _key_for(text, record, fields, required)
    if not key:
        return ""
    others = [f"{name}:" for name in required if name != key]
    more = f", and below it {' and '.join(others)} with a value" if others else ""
    return f"{key}: {yaml_text(text)}{more}"


def as_text(value: Value) -> str:
    """Give the one text that a list or a mapping stands for by mistake; empty where there is none."""
    if value.kind == "list" and len(value.items) == 1 and value.items[0].kind == "text":
        return value.items[0].text
    if value.kind == "mapping" and len(value.entries) == 1 and value.entries[0][1].kind == "text":
        key, item = value.entries[0]
        return f"{key.text}: {item.text}".strip()
    return ""


def _key_for(text: str, record: type, fields: Mapping[str, Field], required: Sequence[str]) -> str:
    """Choose the key that takes a text: one whose kind it fits, else the one for words; empty where none is sure."""
    if _YES_OR_NO.fullmatch(text.strip()):
        return ""
    days = [name for name, each in fields.items() if inner_kind(each.kind) is LocalMoment]
    if len(days) == 1 and _fits(text, LocalMoment):
        return days[0]
    for kind in _TELLING:
        for name, each in fields.items():
            if inner_kind(each.kind) is kind and _fits(text, kind):
                return name
    shorthand = getattr(record, "shorthand", "")
    words = [name for name in (*required, *fields) if name in _WORDS or len(fields) == 1]
    return shorthand or next(iter(words), "")


def _fits(text: str, kind: Any) -> bool:
    if kind is SiteFile:
        return text.startswith("content/")
    try:
        kind.parse(text)
    except FieldError:
        return False
    return True


def named(path: str) -> str:
    """Name what a path leads to."""
    return f"“{path}”" if path else "The file"
