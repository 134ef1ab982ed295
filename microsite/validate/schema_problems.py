"""Parse plain values into the model's types, and report every problem with its path and line.

The types are given as arguments: structs whose fields are further structs, tuples, choices of words, or kinds of value
with a `parse` method. Every field and every item is checked, even after another has failed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin

from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.load.yaml_values import Value
from microsite.problems import Problem, listed, sentences, short
from microsite.validate.advice import line_of, named, with_other_keys, write_line, yaml_text
from microsite.validate.field_types import TO_BE_SUPPLIED, FieldError, MaybeSupplied, PostalLines, YesNo
from microsite.validate.key_names import meant_choice, meant_key
from microsite.validate.placeholders import is_non_answer, is_to_be_supplied, may_mean_none
from microsite.validate.reading import Reading
from microsite.validate.record_fields import WORDS, Field, fields_of, inner_kind, is_record
from microsite.validate.record_keys import Key, meant_keys
from microsite.validate.web_types import LanguageTag, SiteFile
from microsite.validate.words_warning import words_warning
from microsite.validate.wrong_shape import (
    as_one_text,
    is_other_shape,
    report_empty,
    report_hyphens,
    report_no_list,
    report_no_record,
    text_of_record,
)

INVISIBLE = lazy_pattern("[\u200b\u2060\ufeff]")
#: Invisible marks that a phone or address book puts around a copied number or address.
DIRECTION = lazy_pattern("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Stands for a value that could not be read; its problem has been reported.
FAILED: Any = object()


def parse_record(value: Value, kind: type, reading: Reading, path: str = "") -> Any:
    """Parse one value into a struct.

    Args:
        value: what the file says.
        kind: the struct's class.
        reading: receives problems and places.
        path: the path of the value, empty for the whole file.

    Returns:
        The struct, or FAILED when one of its fields could not be read.
    """
    if value.kind != "mapping":
        if not reading.incomplete:
            report_no_record(value, kind, reading, path)
        return FAILED
    fields = fields_of(kind)
    keys = meant_keys(value, kind, fields, reading, path)
    given: dict[str, Any] = {}
    empty: set[str] = set()
    lines = {each.name: each.key.line for each in keys if each.name}
    for each in keys:
        if each.problem is not None:
            reading.problems.append(each.problem)
        key_path = _record_location(each, reading, path)
        if not each.name or each.name in given:
            continue
        if not each.value.empty or (fields[each.name].required and each.name == each.key.text):
            problem_index = len(reading.problems) - 1
            reading.keys, reading.lines = fields, lines
            given[each.name] = _parse(each.value, fields[each.name], reading, key_path, each.key)
            _advise_line(each, problem_index, reading)
        else:
            empty.add(each.name)
            if each.problem is None:
                advice = "Write one, or delete the line."
                reading.add("CONF-004", f"“{each.key.text}” has no value.", each.key, key_path, advice)
    missing = [name for name, each in fields.items() if each.required and name not in given]
    for name in missing:
        if name not in empty and not reading.incomplete:
            _missing_key(value, name, fields[name], reading, path)
    failed = {*missing, *(name for name, item in given.items() if item is FAILED)}
    if not path:
        reading.given, reading.failed = given, failed
    elif failed:
        reading.parts |= {f"{path}.{name}": item for name, item in given.items() if name not in failed}
    return FAILED if failed else kind(**given)


def _advise_line(each: Key, problem_index: int, reading: Reading) -> None:
    """Advise the whole line if the key is certain, unless the problem with its value advises it already."""
    if each.problem is not None and each.key.line in reading.moved:
        moved = reading.problems.pop()
        reading.problems[problem_index] = replace(each.problem, advice=moved.advice)
        return
    if each.problem is not None and each.line and each.value.line not in reading.rewritten:
        reading.problems[problem_index] = replace(each.problem, advice=f"Write {each.line}")


def _record_location(each: Key, reading: Reading, path: str) -> str:
    """Record where a value is, under its key as written and as meant; return the path with the latter."""
    place = reading.place(each.value if each.value.kind == "text" and not each.value.empty else each.key)
    before = f"{path}." if path else ""
    reading.places[f"{before}{each.key.text}"] = place
    if each.name and each.name != each.key.text:
        reading.places.setdefault(f"{before}{each.name}", place)
    return f"{before}{each.name}"


def parse_list(value: Value, kind: type, reading: Reading, path: str) -> tuple[tuple[int, Any], ...]:
    """Parse a list of structs.

    Returns:
        Each item with its number from 1; the items that could not be read are left out, their problems reported.
    """
    items = enumerate(_parse_items(value, kind, reading, path, value), 1)
    return tuple((number, item) for number, item in items if item is not FAILED)


def _parse(value: Value, wanted: Field, reading: Reading, path: str, key: Value) -> Any:
    kind = wanted.kind
    if get_origin(kind) is tuple:
        items = _parse_items(value, get_args(kind)[0], reading, path, key)
        if all(item is not FAILED for item in items):
            return items
        reading.parts |= {f"{path}[{number}]": item for number, item in enumerate(items, 1) if item is not FAILED}
        return FAILED
    if is_record(kind):
        return _parse_record_or_text(value, wanted, reading, path)
    inner = inner_kind(kind)
    if is_record(inner):
        return _parse_maybe_record(value, inner, reading, path)
    text = value if value.kind == "text" else as_one_text(value, inner, reading, path, key)
    if text is None:
        return FAILED
    if text.empty:
        report_empty(key, reading, path)
        return FAILED
    return _parse_scalar(text, wanted, reading, path)


def _parse_record_or_text(value: Value, wanted: Field, reading: Reading, path: str) -> Any:
    """Parse a record, or the text that stands for one."""
    kind = wanted.kind
    text = text_of_record(value, kind)
    if is_other_shape(value, kind, reading, path):
        return FAILED
    if text is not None and hasattr(kind, "parse"):
        return _parse_scalar(text, wanted, reading, path)
    if text is not None and hasattr(kind, "shorthand"):
        if value.kind == "mapping":
            message = f"{named(path)} has a colon in it, so YAML reads what comes before the colon as a key."
            advice = f"Put quotation marks around the value: {line_of(path, yaml_text(text.text))}"
            reading.add("YAML-003", message, value, path, advice)
        return _parse_shorthand(text, kind, reading, path)
    if text is not None and is_non_answer(text.text):
        _report_non_answer(text.text, wanted, text, reading, path)
        return FAILED
    return parse_record(value if text is None else text, kind, reading, path)


def _parse_shorthand(value: Value, kind: type, reading: Reading, path: str) -> Any:
    """Parse a text that stands for a record: the value of the key that its class names."""
    key = str(getattr(kind, "shorthand", ""))
    given = _parse_scalar(value, fields_of(kind)[key], reading, path)
    if given is FAILED:
        return FAILED
    reading.places[f"{path}.{key}"] = reading.places[path]
    return kind(**{key: given})


def _parse_maybe_record(value: Value, kind: type, reading: Reading, path: str) -> Any:
    """Parse a record that may still be `to be supplied`; a text is the value of the key that its class names."""
    if value.kind != "text" or value.empty:
        record = parse_record(value, kind, reading, path)
        return FAILED if record is FAILED else MaybeSupplied[Any](record)
    key = str(getattr(kind, "shorthand", ""))
    wanted = Field(MaybeSupplied[fields_of(kind)[key].kind], required=False, description="")
    given = _parse_scalar(value, wanted, reading, path)
    if given is FAILED or not given.supplied:
        return given
    reading.places[f"{path}.{key}"] = reading.places[path]
    return MaybeSupplied[Any](kind(**{key: given.value}))


def _parse_scalar(value: Value, wanted: Field, reading: Reading, path: str) -> Any:
    kind = wanted.kind
    typed = value.typed if inner_kind(kind) is PostalLines else ""
    text = INVISIBLE.sub("", typed or value.text).strip(" \t\n\u00a0")
    maybe, inner = get_origin(kind) is MaybeSupplied, inner_kind(kind)
    (reading.quoted_lines if inner in WORDS else reading.unquoted_lines).add(value.line)
    if inner not in WORDS:
        # A file may really be named with such a character.
        text = (text if inner is SiteFile else DIRECTION.sub("", text)).strip("“”„‟«»‘’‚‛")
    if is_to_be_supplied(text):
        if maybe:
            reading.problems.append(Problem.to_supply(path, reading.place(value)))
            return MaybeSupplied[Any](None)
        _report_non_answer(text, wanted, value, reading, path)
        return FAILED
    choices = get_args(inner) if get_origin(inner) is Literal else ()
    may_be_known = inner in WORDS or inner in (YesNo, LanguageTag) or (choices and wanted.required)
    if text not in choices and is_non_answer(text) and not may_be_known:
        _report_non_answer(text, wanted, value, reading, path)
        return FAILED
    if inner in WORDS and (warning := words_warning(text, wanted, reading.place(value), path)):
        reading.problems.append(warning)
    given = (
        _parse_choice(text, choices, value, reading, path)
        if choices
        else _parse_kind(text, inner, value, wanted, reading, path)
    )
    return MaybeSupplied[Any](given) if maybe and given is not FAILED else given


def _parse_kind(text: str, kind: Any, value: Value, wanted: Field, reading: Reading, path: str) -> Any:
    parse: Callable[[str], Any] = kind.parse
    try:
        return reading.in_language(parse(text), value, path)
    except FieldError as error:
        if is_non_answer(text) and not (kind is LanguageTag and error.write):
            _report_non_answer(text, wanted, value, reading, path)
            return FAILED
        write, advice = error.to_write(path.rpartition(".")[2], reading.zone, reading.assumed_days.get(path))
        if error.no_day and not wanted.required:
            later = "write to be supplied" if get_origin(wanted.kind) is MaybeSupplied else "leave the line out"
            advice = advice.replace("year-month-day.", f"year-month-day, or {later} until it is known.", 1)
        if write:
            advice = sentences(advice, write_line(path, write))
            reading.rewritten.add(value.line)
        advice = with_other_keys(error, path, advice, reading)
        reading.add(error.code, error.message, value, path, advice)
        return FAILED


def _report_non_answer(text: str, wanted: Field, value: Value, reading: Reading, path: str) -> None:
    """Report a text that says that a fact is not known yet or does not exist, and say what to write instead."""
    if get_origin(wanted.kind) is MaybeSupplied:
        advice = f"Write {line_of(path, TO_BE_SUPPLIED)}"
        if not wanted.required and may_mean_none(text):
            advice = f"{advice} – or delete the line, if there is none."
        reading.add("CONF-026", f"“{text}” is not a value for {named(path)}.", value, path, advice)
    elif path.endswith("]"):
        reading.add("CONF-026", f"“{text}” is not a value for {named(path)}.", value, path, "Delete the line.")
    elif wanted.required:
        advice = "You must know this fact before you can build a site."
        reading.add("CONF-006", f"{named(path)} cannot stay “{text}”.", value, path, advice)
    else:
        advice = "Delete the line. Add it again once it is known."
        reading.add("CONF-026", f"“{text}” is not a value for {named(path)}.", value, path, advice)
    reading.rewritten.add(value.line)


def _parse_choice(text: str, choices: tuple[str, ...], value: Value, reading: Reading, path: str) -> Any:
    if text in choices:
        return text
    near = meant_choice(text, choices)
    if near:
        reading.rewritten.add(value.line)
    advice = f"Write {line_of(path, near)}" if near else f"It can be {listed(choices, joined='or')}."
    reading.add("CONF-005", f"“{short(text)}” is not a choice for {named(path)}.", value, path, advice)
    return FAILED


def _parse_items(value: Value, kind: Any, reading: Reading, path: str, key: Value) -> tuple[Any, ...]:
    if value.kind == "text" and (is_to_be_supplied(value.text) or is_non_answer(value.text)):
        message = f"“{value.text}” is not a value for {named(path)}."
        what = "file" if value is key else "line"
        reading.add("CONF-026", message, value, path, f"Delete the {what}. Add it again once it is known.")
        return (FAILED,)
    if value.kind != "list":
        report_no_list(value, kind, reading, path, key)
        if value.entries and is_record(kind) and meant_key(value.entries[0][0].text, kind.__name__, fields_of(kind)):
            parse_record(value, kind, reading, f"{path}[1]")  # So that its other problems are reported at once.
        return (FAILED,)
    if is_record(kind) and report_hyphens(value, kind, reading, path):
        return (FAILED,)
    wanted = Field(kind, required=True, description="")
    items: list[Any] = []
    for number, item in enumerate(value.items, 1):
        item_path = f"{path}[{number}]"
        reading.places[item_path] = reading.place(item)
        items.append(_parse(item, wanted, reading, item_path, item))
    return tuple(items)


def _missing_key(value: Value, name: str, missing: Field, reading: Reading, path: str) -> None:
    where = f"in {named(path)}" if path else "in this file"
    advice = f"Add a line {name}: with a value. {missing.description}"
    reading.add("CONF-002", f"The key “{name}” is missing {where}.", value, f"{path}.{name}" if path else name, advice)
