"""A text, keys or a list where something else is expected: what it is, and how it is written right."""

from __future__ import annotations

import re
from typing import Any

from microsite.lazy_patterns import lazy_pattern
from microsite.load.yaml_syntax import as_key_line
from microsite.load.yaml_values import Value
from microsite.problems import listed, short
from microsite.validate.advice import as_record, named, yaml_text
from microsite.validate.key_names import meant_key
from microsite.validate.reading import Reading
from microsite.validate.record_fields import fields_of, is_record

#: A key without the space after its colon.
GLUED_KEY = lazy_pattern(r"([A-Za-z_][\w-]*):(\S.*)", re.DOTALL)


def report_no_record(value: Value, kind: type, reading: Reading, path: str) -> None:
    """Report what stands where a record's keys are expected."""
    fields = fields_of(kind)
    what = "a list" if value.kind == "list" else f"the text “{short(value.text)}”" if value.text else "nothing"
    advice = f"Write keys with values, such as {next(iter(fields))}: …."
    if value.kind == "list" and len(value.items) == 1 and value.items[0].kind == "mapping":
        advice = "This needs one, not a list. Delete the hyphen in front of its first key, and write a space for it."
    elif value.kind == "list" and len(value.items) == 1 and value.items[0].kind == "text" and path:
        advice = as_record(value.items[0].text, path, kind, fields)
    elif value.kind == "list" and all(each.kind == "mapping" for each in value.items):
        advice = "This needs one, not a list. Delete the hyphen in front of each key, and write a space for it."
    elif value.kind == "text" and not value.empty and path:
        glued = GLUED_KEY.match(value.text)
        if glued and glued[1] in fields:
            advice = f"Write a space after the colon: {glued[1]}: {yaml_text(glued[2])}"
        else:
            advice = as_record(value.text, path, kind, fields)
    elif value.kind == "text":
        first = reading.source.lines[value.line - 1].strip()
        line = as_key_line(first)
        if line.partition(":")[0] in fields:
            more = (
                ""
                if value.text == first
                else ", and do the same with the lines below it: a colon and a space after each key"
            )
            advice = f"Write {line}{more}"
    reading.add("CONF-003", f"{named(path)} holds {what}, but it needs keys.", value, path, advice)


def report_no_list(value: Value, kind: Any, reading: Reading, path: str, key: Value) -> None:
    """Report what stands where a list is expected."""
    what = "keys" if value.kind == "mapping" else f"the text “{short(value.text)}”" if value.text else "nothing"
    advice = "Begin each item on a line of its own with a hyphen and a space."
    if value.kind == "mapping" and is_record(kind) and value.entries:
        first, item = value.entries[0]
        if meant_key(first.text, kind.__name__, fields_of(kind)):
            own = f"{first.text}: {yaml_text(item.text)}" if item.kind == "text" else f"{first.text}:"
            advice = f"Write - {own} and begin the other lines of the same item two spaces further in."
    elif value.kind == "text" and not value.empty:
        advice = f"Below {path.rpartition('.')[2]}:, on a line of its own, write - {yaml_text(value.text)}"
        if is_record(kind) and not hasattr(kind, "parse") and not hasattr(kind, "shorthand"):
            own = as_record(value.text, f"{path}[1]", kind, fields_of(kind))
            advice = f"Below {path.rpartition('.')[2]}:, on a line of its own, {own[0].lower()}{own[1:]}"
        elif "," in value.text:
            parts = [part.strip() for part in value.text.split(",") if part.strip()]
            lines = listed([f"- {yaml_text(part)}" for part in parts], joined="and")
            if any(" " in part for part in parts):
                advice += f" – or, if there are several, {lines}, each on a line of its own"
            else:
                advice = f"Below {path.rpartition('.')[2]}: write {lines}, each on a line of its own."
    reading.add("CONF-003", f"{named(path)} holds {what}, but it needs a list.", key, path, advice)
