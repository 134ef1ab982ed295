"""Match the keys that an author wrote to the keys of the record, and say what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.load.yaml_values import Value
from microsite.problems import Problem, listed, short
from microsite.validate.advice import as_key, as_record, yaml_text
from microsite.validate.date_types import LocalMoment
from microsite.validate.key_names import folded, meant_key
from microsite.validate.key_synonyms import NEEDLESS
from microsite.validate.reading import Reading
from microsite.validate.record_fields import WORDS, Field, fields_of, inner_kind, is_record

#: Nobody would read more keys than this in a message.
MOST_LISTED = 15
#: The longest value that advice repeats with its key.
SHORT = 40
ISO_DAY = lazy_pattern(r"\s*\d{4}-")
_YES_OR_NO = lazy_pattern(r"yes|no|true|false|on|off|y|n|ok", re.IGNORECASE)
TIME_ALONE = lazy_pattern(r"\d{1,2}:\d{2}")


class Key(Struct):
    """A key as it was written, with its value."""

    key: Value
    value: Value
    #: The key of the record that is meant; empty if there is none.
    name: str
    #: What is wrong with the key.
    problem: Problem | None = None
    #: The line to write, if it is certain which key is meant; not used if its value has to be rewritten as well.
    line: str = ""


def meant_keys(value: Value, kind: type, fields: Mapping[str, Field], reading: Reading, path: str) -> list[Key]:
    """Match each key of a mapping to a key of the record.

    Args:
        value: the mapping.
        kind: the record's class.
        fields: the keys of the record.
        reading: knows where everything is; no problems are added to it.
        path: the path of the mapping.
    """
    keys = [Key(key, item, key.text if key.text in fields else "") for key, item in value.entries]
    by_name = {each.name: each for each in keys if each.name}
    first_parts: dict[str, Key] = {}
    for each in keys:
        if each.name:
            continue
        near = _near(each.key.text, kind, fields, reading)
        other = by_name.get(near)
        needless = NEEDLESS.get(kind.__name__, {}).get(folded(each.key.text), "")
        if needless or not near:
            _add_problem(each, needless or keys_here(fields), reading, path)
        elif _is_part(each, fields[near]):
            first = first_parts.setdefault(near, each)
            _add_problem(each, _advice_on_part(each, near, other, fields[near], first), reading, path)
        elif inner_kind(fields[near].kind) in WORDS and _YES_OR_NO.fullmatch(each.value.text):
            _add_problem(each, _advice_on_yes_or_no(each, near, other), reading, path)
        elif other is None:
            advice = f"Write {near}: with a value." if each.value.empty else f"Did you mean “{near}”?"
            _add_problem(each, advice, reading, path)
            each.name = near
            each.line = _same_key(each, near)
            by_name[near] = each
        else:
            _merge_or_report(other, each, near, fields[near], reading, path)
    for name, start in getattr(kind, "day_from", {}).items():
        if name in by_name and start in by_name:
            _fill_in_day(by_name[name], by_name[start], f"{path}.{name}", reading)
    return keys


def keys_here(fields: Mapping[str, Field]) -> str:
    """List the keys of a record, or if there are many, name the page that explains them."""
    if len(fields) > MOST_LISTED:
        return f"It is not like any of the {len(fields)} keys here. They are listed in docs/guide/reference.md."
    return f"The keys here are {listed(tuple(fields), joined='or')}."


def _near(word: str, kind: type, fields: Mapping[str, Field], reading: Reading) -> str:
    if not reading.may_look_up():
        return ""
    renamed: Mapping[str, str] = getattr(kind, "renamed", {})
    return renamed.get(word.strip()) or meant_key(word, kind.__name__, fields)


def _same_key(each: Key, name: str) -> str:
    """Return the line with the key corrected, if it is the same word with a short value beside it; else empty."""
    value, same = each.value, re.sub(r"[\W_]", "", each.key.text).casefold() == name.replace("_", "")
    if not same or value.kind != "text" or value.empty or value.line != each.key.line:
        return ""
    # Authors can correct the key and keep a long value; and a full stop at the end could be taken for ours.
    short_enough = len(value.text) <= SHORT and not value.text.endswith(".")
    return f"{name}: {yaml_text(value.text)}" if short_enough else ""


def _add_problem(each: Key, advice: str, reading: Reading, path: str) -> None:
    where = f" in “{path}”" if path else ""
    message = f"There is no key “{short(each.key.text)}”{where}."
    own = f"{path}.{each.key.text}" if path else each.key.text
    each.problem = Problem.error("CONF-001", message, reading.place(each.key), advice, path=own)


def _advice_on_yes_or_no(each: Key, name: str, other: Key | None) -> str:
    """Say what to write for `online: yes`, where the key is itself the text for another key."""
    word = each.key.text.strip().replace("_", " ")
    if each.value.text.casefold() in ("no", "false", "off", "n"):
        return "Delete this line."
    if other is None:
        return f"Write {name}: {word.capitalize()}"
    return f"Put “{word}” into {name}:, on line {other.key.line}, and delete this line."


def _is_part(each: Key, field: Field) -> bool:
    """Whether a text is given for a record, so that it can be no more than a part of it."""
    kind = inner_kind(field.kind)
    return is_record(kind) and not hasattr(kind, "shorthand") and each.value.kind == "text" and not each.value.empty


def _advice_on_part(each: Key, name: str, record: Key | None, field: Field, first: Key) -> str:
    """Say where a part of a record belongs; `first` is the first part found outside it."""
    kind = inner_kind(field.kind)
    parts = fields_of(kind)
    own = meant_key(each.key.text, kind.__name__, parts)
    parts = {own: parts[own]} if own else parts
    line = as_key(each.value.text, kind, parts)
    if record is None and first is not each and line:
        return f"Write {line} below {name}: as well, under what line {first.key.line} becomes, and delete this line."
    if record is None:
        return as_record(each.value.text, name, kind, parts)
    if not line:
        keys = listed(tuple(parts), joined="or")
        return f"“{name}” is for that, and is already on line {record.key.line}. The keys below it are {keys}."
    return f"Write {line} two spaces further in, below {name}: on line {record.key.line}, and delete this line."


def _merge_or_report(first: Key, second: Key, name: str, field: Field, reading: Reading, path: str) -> None:
    """Report a second key for the same thing; join a day and its time that are on separate lines."""
    texts = [each.value.text for each in (first, second) if each.value.kind == "text"]
    whole = whole_moment(texts) if inner_kind(field.kind) is LocalMoment else ()
    if not whole:
        _add_problem(
            second,
            f"“{name}” is for that, and is already on line {first.key.line}. Keep one of the two.",
            reading,
            path,
        )
        return
    moment, *end = whole
    advice = f"Write {name}: {moment}"
    advice += f" and, on a line of its own, end: {end[0]}" if end else ""
    if first.problem is None:
        _add_problem(second, f"{advice} – and delete this line.", reading, path)
    else:
        _add_problem(
            first,
            f"{advice} – in place of this line and of {second.key.text}: on line {second.key.line}",
            reading,
            path,
        )
        _add_problem(second, f"Delete this line: {name}: holds the day and the time.", reading, path)
    first.value = replace(first.value, text=moment)


def whole_moment(texts: list[str]) -> tuple[str, ...]:
    """Join a day and its time; returns two moments if the time is a span, and none if they cannot be joined."""
    from microsite.validate.date_mistakes import DateError, date_error
    from microsite.validate.written_dates import read_written

    if len(texts) != 2:
        return ()
    found = [read_written(text) for text in texts]
    if sum(bool(each and each.days) for each in found) != 1 or not all(
        each and (each.days or each.times) for each in found
    ):
        return ()
    day, hours = sorted((each for each in found if each), key=lambda each: not each.days)
    if day.times and hours.times and len(day.days) == 1 and not day.last_day:
        if day.times[0].choices[:1] != hours.times[0].choices[:1]:
            return ()  # Only the author knows which of the two is right.
        texts = [str(day.days[0]), texts[found.index(hours)]]
    error = date_error(" ".join(texts))
    if not isinstance(error, DateError) or error.apart:
        return ()
    return error.span or (tuple(value for value, _ in error.write) if len(error.write) == 1 else ())


def _fill_in_day(time: Key, start: Key, path: str, reading: Reading) -> None:
    """Give a time without a day the day of another key."""
    if time.value.kind != "text" or start.value.kind != "text" or ISO_DAY.match(time.value.text):
        return
    from microsite.validate.written_dates import read_written

    written = read_written(start.value.text)
    if written is None or len(written.days) != 1:
        return
    begins = [each.choices[0] for each in written.times if len(each.choices) == 1]
    reading.assumed_days[path] = datetime.combine(written.days[0], begins[0]) if begins else written.days[0]
    if TIME_ALONE.fullmatch(time.value.text.strip()):
        time.value = replace(time.value, text=f"{written.days[0]} {time.value.text.strip()}")
