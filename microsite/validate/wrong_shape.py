"""Wrong shape of YAML: text, a mapping or a list where something else is expected; say what it is and how to fix it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Literal, get_args, get_origin

from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import is_known_language, primary_subtag
from microsite.load.yaml_diagnosis import quoted
from microsite.load.yaml_syntax import as_key_line
from microsite.load.yaml_values import Value
from microsite.problems import listed, short
from microsite.validate.advice import as_pair, as_record, as_text, line_of, named, yaml_text
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import Lines, PostalLines
from microsite.validate.key_names import meant_choice, meant_key
from microsite.validate.reading import Reading
from microsite.validate.record_fields import WORDS, fields_of, is_record
from microsite.validate.record_keys import whole_moment
from microsite.validate.web_types import EmailAddress, PhoneNumber

NOTHING_IN_ITEM = "Write the item after the hyphen, or delete the line."
#: Kinds of which people list several although there is room for one.
SINGLE = (PhoneNumber, EmailAddress)
#: A key without the space after its colon.
GLUED_KEY = lazy_pattern(r"([A-Za-z_][\w-]*):(\S.*)", re.DOTALL)


def report_no_record(value: Value, kind: type, reading: Reading, path: str) -> None:
    """Report what was written where a record's keys are expected."""
    fields = fields_of(kind)
    if value.empty and path.endswith("]"):
        reading.add("CONF-004", f"{named(path)} is empty.", value, path, NOTHING_IN_ITEM)
        return
    what = "a list" if value.kind == "list" else f"the text “{short(value.text)}”" if value.text else "nothing"
    advice = f"Write keys with values, such as {next(iter(fields))}: …."
    if value.kind == "list" and len(value.items) == 1 and value.items[0].kind == "mapping":
        advice = "This needs one, not a list. Delete the hyphen in front of its first key, and write a space for it."
    elif value.kind == "list" and len(value.items) == 1 and value.items[0].kind == "text" and path:
        advice = as_record(value.items[0].text, path, kind, fields)
    elif value.kind == "list" and _repeats(value):
        advice = "This needs one, not a list. Keep one item without its hyphens, and delete the others."
    elif value.kind == "list" and all(each.kind == "mapping" for each in value.items):
        advice = "This needs one, not a list. Delete the hyphen in front of each key, and write a space for it."
    elif value.kind == "text" and not value.empty and path:
        glued = glued_key(value.text, fields)
        advice = f"Write a space after the colon: {glued}" if glued else as_record(value.text, path, kind, fields)
    elif value.kind == "text":
        first = reading.source.line(value.line).strip()
        line = as_key_line(first)
        if line.partition(":")[0] in fields:
            more = (
                ""
                if value.text == first
                else ", and do the same with the lines below it: a colon and a space after each key"
            )
            advice = f"Write {line}{more}"
    reading.add("CONF-003", f"{named(path)} holds {what}, but it needs keys.", value, path, advice)


def glued_key(text: str, fields: Collection[str]) -> str:
    """Return a text such as `key:value` with the missing space; empty if it does not begin with one of the keys."""
    glued = GLUED_KEY.match(text)
    return f"{glued[1]}: {yaml_text(glued[2])}" if glued and glued[1] in fields else ""


def report_hyphens(value: Value, kind: Any, reading: Reading, path: str) -> bool:
    """Report a list whose items are the keys of one record, each with a hyphen of its own; False for any other."""
    if len(value.items) < 2 or any(each.kind != "mapping" or len(each.entries) != 1 for each in value.items):
        return False
    names = [each.entries[0][0].text for each in value.items]
    if len({*names}) < len(names) or not {*names} <= {*fields_of(kind)}:
        return False
    message = f"Each key of “{path}” begins with a hyphen, so each is an item of its own."
    advice = "Keep the hyphen in front of the first key of an item; in front of its other keys, write a space for it."
    reading.add("CONF-003", message, value, path, advice)
    return True


def _repeats(value: Value) -> bool:
    keys = [key.text for each in value.items for key, _ in each.entries]
    return len({*keys}) < len(keys)


def report_no_list(value: Value, kind: Any, reading: Reading, path: str, key: Value) -> None:
    """Report what was written where a list is expected."""
    what = "keys" if value.kind == "mapping" else f"the text “{short(value.text)}”" if value.text else "nothing"
    advice = "Begin each item on a line of its own with a hyphen and a space."
    chosen = _chosen(value, get_args(kind)) if get_origin(kind) is Literal else []
    if chosen:
        lines = listed([f"- {each}" for each in chosen], joined="and")
        own = "each on a line of its own" if len(chosen) > 1 else "on a line of its own"
        advice = f"Below {path.rpartition('.')[2]}: write {lines}, {own}."
    elif value.kind == "mapping" and is_record(kind) and value.entries:
        first, item = value.entries[0]
        if meant_key(first.text, kind.__name__, fields_of(kind)):
            own = f"{first.text}: {yaml_text(item.text)}" if item.kind == "text" else f"{first.text}:"
            advice = f"Write - {own} and begin the other lines of the same item two spaces further in."
        elif item.kind == "text" and (pair := as_pair(first.text, item.text, kind, fields_of(kind))):
            advice = f"Write - {pair}" + (
                ", and do the same with the lines below it." if len(value.entries) > 1 else ""
            )
    elif value.kind == "mapping" and value.entries:
        parts = [key.text if item.empty else item.text for key, item in value.entries if item.kind == "text"]
        lines = listed([f"- {yaml_text(part)}" for part in parts], joined="and") if parts else ""
        advice = f"Below {path.rpartition('.')[2]}: write {lines}, each on a line of its own." if lines else advice
    elif value.kind == "text" and not value.empty:
        advice = f"Below {path.rpartition('.')[2]}:, on a line of its own, write - {yaml_text(value.text)}"
        if is_record(kind) and not hasattr(kind, "parse") and not hasattr(kind, "shorthand"):
            own = as_record(value.text, f"{path}[1]", kind, fields_of(kind))
            advice = f"Below {path.rpartition('.')[2]}:, on a line of its own, {own[0].lower()}{own[1:]}"
        elif value.typed:
            lines = listed([f"- {yaml_text(part)}" for part in value.typed.split("\n") if part], joined="and")
            advice = f"Begin each line with a hyphen and a space: {lines}"
        elif "," in value.text:
            parts = [part.strip() for part in value.text.split(",") if part.strip()]
            lines = listed([f"- {yaml_text(part)}" for part in parts], joined="and")
            if any(" " in part for part in parts):
                advice += f" – or, if there are several, {lines}, each on a line of its own"
            else:
                advice = f"Below {path.rpartition('.')[2]}: write {lines}, each on a line of its own."
    if path == "languages" and value.kind == "text" and value.text:
        tags = [each for each in re.split(r"[\s,;/]+", value.text.strip()) if each]
        advice = f"Write languages: [{', '.join(tags if len(tags) > 1 else ('en-GB', *tags))}]"
    reading.add("CONF-003", f"{named(path)} holds {what}, but it needs a list.", key, path, advice)


def _chosen(value: Value, choices: Collection[str]) -> list[str]:
    """Return the choices that a text or keys stand for; none if one of them is not a choice."""
    words = re.split(r"\s*(?:[,;/&+\n]|\band\b)\s*", value.text) if value.kind == "text" else []
    words += [key.text for key, item in value.entries if item.text.casefold() not in ("no", "false", "off")]
    meant = [meant_choice(word, choices) for word in words if word]
    return meant if all(meant) else []


def as_one_text(value: Value, kind: Any, reading: Reading, path: str, key: Value) -> Value | None:
    """Return the text that a list or keys stand for, if that is certain; else report them, and return None."""
    text = as_text(value, joined=kind in (*WORDS, *SINGLE))
    if text and (kind in SINGLE or (kind in (Lines, PostalLines) and value.kind == "list")):
        lines = "\n".join(item.text for item in value.items)
        return replace(value, kind="text", text=lines if kind is Lines else text, typed=lines)
    if value.kind == "mapping" and kind is LocalMoment:
        moment = whole_moment([item.text for _, item in value.entries if item.kind == "text"])
        text = moment[0] if len(moment) == 1 else text
    what = "a list" if value.kind == "list" else "keys"
    advice = f"Write one value after {path.rpartition('.')[2]}: on the same line."
    if text:
        advice = f"Write {line_of(path, yaml_text(text))}"
        reading.rewritten.add(key.line)
    if what == "keys" and (by_language := _by_language(value, reading)):
        advice = by_language
    reading.add("CONF-003", f"{named(path)} holds {what}, but it needs one value.", key, path, advice)
    return None


def _by_language(value: Value, reading: Reading) -> str:
    """Say what to do with a text given by language in a site with one language; empty for anything else."""
    tags = [tag for key, _ in value.entries if (tag := key.text.strip()) != "all"]
    if not tags or not all(map(is_known_language, tags)):
        return ""
    if reading.source.file != "site_config.yaml" and not reading.source.file.startswith("content/data/"):
        folder = primary_subtag(next((tag for tag in tags if not tag.startswith("en")), tags[-1]))
        name = reading.source.file.rsplit("/", 1)[-1]
        return f"Write the text in the language of this file alone. The other one goes in content/{folder}/{name}"
    return f"If the site is in several languages, write in site_config.yaml: languages: [{', '.join(tags)}]"


def report_empty(key: Value, reading: Reading, path: str) -> None:
    """Report a key or an item without a value."""
    if path.endswith("]"):
        meant = f" If you mean the word, write - {quoted(key.text)}" if key.text.strip() else ""
        reading.add("CONF-004", f"{named(path)} is empty.", key, path, f"{NOTHING_IN_ITEM}{meant}")
    else:
        reading.add("CONF-004", f"“{key.text}” has no value.", key, path, "Write one after the colon and a space.")


def is_other_shape(value: Value, kind: type, reading: Reading, path: str) -> bool:
    """Report two facts written as key and value, or a key without its space; return False for anything else."""
    fields = fields_of(kind)
    if value.kind == "text" and hasattr(kind, "shorthand") and glued_key(value.text, fields):
        report_no_record(value, kind, reading, path)
        return True
    if value.kind != "mapping" or len(value.entries) != 1 or not path.endswith("]"):
        return False
    key, item = value.entries[0]
    if item.kind != "text" or item.empty or meant_key(key.text, kind.__name__, fields):
        return False
    pair = as_pair(key.text, item.text, kind, fields)
    if pair:
        message = f"“{short(key.text)}” is not a key of {named(path)}."
        reading.add("CONF-003", message, key, path, f"Write - {pair}")
    return bool(pair)


def text_of_record(value: Value, kind: type) -> Value | None:
    """Return the text that stands for a record, also if YAML took a colon in it for a key's; else None."""
    if value.kind == "text" and not value.empty:
        return value
    if value.kind == "mapping" and len(value.entries) == 1:
        key, item = value.entries[0]
        sentence = " " in key.text.strip() or key.text[:1].isupper()
        if item.kind == "text" and sentence and not meant_key(key.text, kind.__name__, fields_of(kind)):
            return replace(key, text=f"{key.text}: {item.text}")
    return None
