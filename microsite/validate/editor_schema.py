"""The model's types → a JSON Schema, so that an editor completes and checks the YAML as it is typed."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Protocol, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from microsite.validate.field_types import TO_BE_SUPPLIED, MaybeSupplied


class _Described(Protocol):
    json_schema: dict[str, Any]


def editor_schema(kind: type, title: str) -> dict[str, Any]:
    """Describe a struct in JSON Schema (draft 2020-12).

    Args:
        kind: the struct's class.
        title: what the schema is called.
    """
    definitions: dict[str, Any] = {}
    root = _struct(kind, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _struct(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    fields = msgspec.structs.fields(kind)
    return {
        "type": "object",
        "description": (kind.__doc__ or "").split("\n")[0],
        "properties": {each.encode_name: _field(hints[each.name], definitions) for each in fields},
        "required": [each.encode_name for each in fields if each.required],
        "additionalProperties": False,
    }


def _field(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    description = ""
    if get_origin(hint) is Annotated:
        hint, *notes = get_args(hint)
        description = next((note.description or "" for note in notes if isinstance(note, msgspec.Meta)), "")
    schema = _kind(hint, definitions)
    return {"description": description, **schema} if description else schema


def _kind(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _kind(next(choice for choice in get_args(hint) if choice is not NoneType), definitions)
    if origin is tuple:
        return {"type": "array", "items": _kind(get_args(hint)[0], definitions)}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is MaybeSupplied and hasattr(get_args(hint)[0], "shorthand"):
        # Any text is right there, `to be supplied` among them.
        return _kind(get_args(hint)[0], definitions)
    if origin is MaybeSupplied:
        words = [TO_BE_SUPPLIED, TO_BE_SUPPLIED.capitalize()]
        return {"anyOf": [{"enum": words}, _kind(get_args(hint)[0], definitions)]}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _struct(hint, definitions)
        reference = {"$ref": f"#/$defs/{hint.__name__}"}
        # A text stands for one key of the record.
        short = hasattr(hint, "parse") or hasattr(hint, "shorthand")
        return {"anyOf": [{"type": "string"}, reference]} if short else reference
    described = cast("_Described", hint)
    return dict(described.json_schema)
