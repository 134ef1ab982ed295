"""Turn the model's types into a page of Markdown that lists every key: what is documented is what is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

import msgspec

from microsite.problems import listed
from microsite.validate.field_types import TO_BE_SUPPLIED, MaybeSupplied
from microsite.validate.record_fields import fields_of, is_record

#: A file or part of one: its heading, what it is for, the struct in it.
Part = tuple[str, str, type]


def reference_page(title: str, introduction: str, parts: Sequence[Part]) -> str:
    """Describe structs as a page: a heading and a table for each of them, and for each struct inside.

    Args:
        title: the page's heading.
        introduction: Markdown to put below it.
        parts: the structs to describe, in order.
    """
    blocks = [f"# {title}", introduction]
    for heading, purpose, kind in parts:
        blocks += [f"## {heading}", purpose, *_struct(kind, "")]
    return "\n\n".join(blocks) + "\n"


def heading_id(heading: str) -> str:
    """The id that a Markdown viewer gives a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _struct(kind: type, path: str) -> Iterator[str]:
    """Yield the table of a struct, then a heading and a table for each struct inside."""
    defaults = {each.encode_name: each.default for each in msgspec.structs.fields(kind)}
    rows = ["| Key | What it says | What can stand there |", "| --- | --- | --- |"]
    inside: list[tuple[str, type]] = []
    for name, each in fields_of(kind).items():
        key_path = f"{path}.{name}" if path else name
        must = " **Must be given.**" if each.required else ""
        cells = (f"`{name}`", f"{each.description}{must}", f"{_words(each.kind, key_path)}{_default(defaults[name])}")
        rows.append(f"| {' | '.join(cells)} |")
        record = _record_in(each.kind)
        if record is not None:
            inside.append((key_path, record))
    yield "\n".join(rows)
    for key_path, record in inside:
        yield f"### {key_path}"
        yield (record.__doc__ or "").split("\n")[0]
        yield from _struct(record, key_path)


def _record_in(hint: Any) -> type | None:
    """The struct in a field, alone or in a list."""
    inner = get_args(hint)[0] if get_origin(hint) in (tuple, MaybeSupplied) else hint
    return inner if is_record(inner) else None


def _words(hint: Any, path: str) -> str:
    """Say in words what a field can be."""
    origin = get_origin(hint)
    if origin is Literal:
        return f"{listed([f'`{choice}`' for choice in get_args(hint)], joined='or')}."
    if origin is MaybeSupplied:
        return f"{_words(get_args(hint)[0], path)} Or `{TO_BE_SUPPLIED}`."
    record = _record_in(hint)
    if record is not None:
        link = f"[its own keys](#{heading_id(path)})"
        alone = getattr(record, "parse", None)
        if alone is not None:
            word = (alone.__doc__ or "").rstrip(".")
            return f"A list; each item: {word}, or {link}."
        shorthand = getattr(record, "shorthand", "")
        if shorthand and origin is tuple:
            return f"A list; each item: its {shorthand} alone, or {link}."
        return f"A list; each item has {link}." if origin is tuple else f"Has {link}."
    if origin is tuple:
        return f"A list; each item: {_words(get_args(hint)[0], path)}"
    return (hint.__doc__ or "").split("\n")[0]


def _default(default: Any) -> str:
    """Say what a key's default is, unless that is empty or a struct."""
    if default is None or default is msgspec.NODEFAULT or default == () or isinstance(default, msgspec.Struct):
        return ""
    return f" If left out: `{default}`."
