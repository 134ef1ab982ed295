"""Plain values + the model's own types → typed values, and every problem with its path and line.

The types are given as arguments: structs whose fields are further structs, tuples, choices of words, or
kinds of value with a `parse` method. Each field and each item is looked at, also after one has failed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct, field

from microsite.lazy_patterns import lazy_pattern
from microsite.load.source_text import SourceText
from microsite.load.yaml_values import Value
from microsite.problems import Location, Problem, Severity, did_you_mean, nearest, sentences
from microsite.validate.field_types import TO_BE_SUPPLIED, FieldError, MaybeSupplied

INVISIBLE = lazy_pattern("[\u200b\u2060\ufeff]")
#: Stands for a value that could not be read; its problem has been reported.
FAILED: Any = object()


class Reading(Struct):
    """What reading one file's values gave besides the values themselves."""

    source: SourceText
    problems: list[Problem] = field(default_factory=lambda: [])
    #: Where each value stands, by its path as `partners[2].name`.
    places: dict[str, Location] = field(default_factory=lambda: {})

    def place(self, value: Value) -> Location:
        """Name the place of a value."""
        return self.source.location(value.line, value.column, value.length)

    def problem(
        self,
        code: str,
        message: str,
        path: str,
        advice: str,
        *,
        severity: Severity = Severity.ERROR,
        related: tuple[tuple[str, Location], ...] = (),
    ) -> Problem:
        """Say what is wrong with a value that could be read, by its path; else with the file."""
        location = self.places.get(path, self.source.whole)
        return Problem.of(severity, code, message, location, advice, path=path, related=related)

    def add(self, code: str, message: str, value: Value, path: str, advice: str = "") -> None:
        """Report an error at a value."""
        self.problems.append(Problem.error(code, message, self.place(value), advice, path=path))


def parse_record(value: Value, kind: type, reading: Reading, path: str = "") -> Any:
    """Read one value as a struct.

    Args:
        value: what the file says.
        kind: the struct's class.
        reading: receives problems and places.
        path: what leads to the value, empty for the whole file.

    Returns:
        The struct, or FAILED when one of its fields could not be read.
    """
    if value.kind != "mapping":
        what = "a list" if value.kind == "list" else f"the text “{_short(value.text)}”" if value.text else "nothing"
        advice = f"Write keys with values, such as {_example(kind)}."
        reading.add("CONF-003", f"{_named(path)} holds {what} where keys are expected.", value, path, advice)
        return FAILED
    fields = _fields(kind)
    given: dict[str, Any] = {}
    mistyped: set[str] = set()
    for key, item in value.entries:
        key_path = f"{path}.{key.text}" if path else key.text
        reading.places[key_path] = reading.place(item if item.kind == "text" and not item.empty else key)
        if key.text not in fields:
            mistyped.add(_unknown_key(key, kind, reading, key_path))
        elif not (item.empty and not fields[key.text].required):
            given[key.text] = _parse(item, fields[key.text].kind, reading, key_path, key)
        elif item.empty:
            reading.add("CONF-004", f"“{key.text}” has no value.", key, key_path, "Write one, or delete the line.")
    missing = [name for name, each in fields.items() if each.required and name not in given]
    for name in (name for name in missing if name not in mistyped):
        _missing_key(value, name, fields[name], reading, path)
    if missing or any(item is FAILED for item in given.values()):
        return FAILED
    return kind(**given)


def parse_list(value: Value, kind: type, reading: Reading, path: str) -> tuple[tuple[int, Any], ...]:
    """Read a list of structs.

    Returns:
        Each item with its number from 1; the items that could not be read are left out, their problems reported.
    """
    items = enumerate(_parse_items(value, kind, reading, path, value), 1)
    return tuple((number, item) for number, item in items if item is not FAILED)


class _Field(Struct, frozen=True):
    kind: Any
    required: bool
    description: str


@cache
def _fields(kind: type) -> dict[str, _Field]:
    hints = get_type_hints(kind, include_extras=True)
    found: dict[str, _Field] = {}
    for each in msgspec.structs.fields(kind):
        hint, description = hints[each.name], ""
        if get_origin(hint) is Annotated:
            hint, *notes = get_args(hint)
            description = next((note.description or "" for note in notes if isinstance(note, msgspec.Meta)), "")
        if get_origin(hint) in (Union, UnionType):
            hint = next(choice for choice in get_args(hint) if choice is not NoneType)
        found[each.encode_name] = _Field(hint, each.required, description)
    return found


def _parse(value: Value, kind: Any, reading: Reading, path: str, key: Value) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        items = _parse_items(value, get_args(kind)[0], reading, path, key)
        return FAILED if any(item is FAILED for item in items) else items
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        if value.kind == "text" and not value.empty and hasattr(kind, "parse"):
            return _parse_scalar(value, kind, reading, path)
        return parse_record(value, kind, reading, path)
    if (
        origin is MaybeSupplied
        and isinstance(get_args(kind)[0], type)
        and issubclass(get_args(kind)[0], msgspec.Struct)
    ):
        return _parse_maybe_record(value, get_args(kind)[0], reading, path)
    if value.kind != "text":
        what = "a list" if value.kind == "list" else "keys"
        reading.add(
            "CONF-003",
            f"{_named(path)} holds {what} where one value is expected.",
            key,
            path,
            _one_value(path),
        )
        return FAILED
    if value.empty:
        reading.add("CONF-004", f"“{key.text}” has no value.", key, path, "Write one after the colon and a space.")
        return FAILED
    return _parse_scalar(value, kind, reading, path)


def _parse_maybe_record(value: Value, kind: type, reading: Reading, path: str) -> Any:
    """Read a record that may still be to be supplied; a text stands for the key that its class names."""
    if value.kind != "text" or value.empty:
        record = parse_record(value, kind, reading, path)
        return FAILED if record is FAILED else MaybeSupplied[Any](record)
    key = str(getattr(kind, "shorthand", ""))
    given = _parse_scalar(value, MaybeSupplied[_fields(kind)[key].kind], reading, path)
    if given is FAILED or not given.supplied:
        return given
    reading.places[f"{path}.{key}"] = reading.places[path]
    return MaybeSupplied[Any](kind(**{key: given.value}))


def _parse_scalar(value: Value, kind: Any, reading: Reading, path: str) -> Any:
    text = INVISIBLE.sub("", value.text).strip(" \t\n\u00a0")
    to_supply = text.casefold().rstrip(".") == TO_BE_SUPPLIED
    if get_origin(kind) is MaybeSupplied:
        if to_supply:
            reading.problems.append(_fact_to_supply(path, reading.place(value)))
            return MaybeSupplied[Any](None)
        inner = _parse_scalar(value, get_args(kind)[0], reading, path)
        return FAILED if inner is FAILED else MaybeSupplied[Any](inner)
    if to_supply:
        advice = "This fact must be known before a site can be built."
        reading.add("CONF-006", f"{_named(path)} cannot stay “{TO_BE_SUPPLIED}”.", value, path, advice)
        return FAILED
    if get_origin(kind) is Literal:
        return _parse_choice(text, get_args(kind), value, reading, path)
    parse: Callable[[str], Any] = kind.parse
    try:
        return parse(text)
    except FieldError as error:
        reading.add(error.code, error.message, value, path, error.advice)
        return FAILED


def _parse_choice(text: str, choices: tuple[str, ...], value: Value, reading: Reading, path: str) -> Any:
    if text in choices:
        return text
    advice = sentences(did_you_mean(text, choices), f"It can be {_listed(choices)}.")
    reading.add("CONF-005", f"“{_short(text)}” is not possible for {_named(path)}.", value, path, advice)
    return FAILED


def _parse_items(value: Value, kind: Any, reading: Reading, path: str, key: Value) -> tuple[Any, ...]:
    if value.kind != "list":
        what = "keys" if value.kind == "mapping" else f"the text “{_short(value.text)}”" if value.text else "nothing"
        advice = "Begin each item on a line of its own with a hyphen and a space."
        reading.add("CONF-003", f"{_named(path)} holds {what} where a list is expected.", key, path, advice)
        return (FAILED,)
    items: list[Any] = []
    for number, item in enumerate(value.items, 1):
        item_path = f"{path}[{number}]"
        reading.places[item_path] = reading.place(item)
        items.append(_parse(item, kind, reading, item_path, item))
    return tuple(items)


def _unknown_key(key: Value, kind: type, reading: Reading, path: str) -> str:
    """Report a key that there is not, and give the key that was probably meant, or an empty string."""
    text = INVISIBLE.sub("", key.text).strip()
    fields, renamed = _fields(kind), getattr(kind, "renamed", {})
    near = renamed.get(text) or nearest(text.replace("-", "_").replace(" ", "_"), fields)
    advice = f"Did you mean “{near}”?" if near else f"The keys here are {_listed(tuple(fields))}."
    reading.add("CONF-001", f"There is no key “{_short(key.text)}”{_inside(path)}.", key, path, advice)
    return near


def _missing_key(value: Value, name: str, missing: _Field, reading: Reading, path: str) -> None:
    where = f"in {_named(path)}" if path else "in this file"
    advice = f"Add a line {name}: with a value. {missing.description}"
    reading.add("CONF-002", f"The key “{name}” is missing {where}.", value, f"{path}.{name}" if path else name, advice)


def _fact_to_supply(path: str, location: Location) -> Problem:
    return Problem.to_supply(f"{path} is to be supplied.", location, path=path)


def _inside(path: str) -> str:
    parent = path.rpartition(".")[0]
    return f" in {_named(parent)}" if parent else ""


def _named(path: str) -> str:
    return f"“{path}”" if path else "The file"


def _one_value(path: str) -> str:
    return f"Write one value after {path.rpartition('.')[2]}: on the same line."


def _example(kind: type) -> str:
    return f"{next(iter(_fields(kind)))}: …"


def _listed(words: tuple[str, ...]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}…"
