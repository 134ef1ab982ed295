"""Turn the model's types into a JSON Schema, so that an editor completes and checks YAML as it is typed."""

from __future__ import annotations

from typing import Any, Literal, Protocol, cast, get_args, get_origin

from microsite.validate.date_types import When
from microsite.validate.field_types import TO_BE_SUPPLIED, Lines, LocalText, MaybeSupplied
from microsite.validate.record_fields import Field, fields_of, is_record
from microsite.validate.web_types import EmailAddress, PhoneNumber, SiteFile, WebAddress

#: Kinds whose values can be given by language, as `{en-GB: Paths, cy: Llwybrau}`.
BY_LANGUAGE = (LocalText, Lines, When, WebAddress, EmailAddress, PhoneNumber, SiteFile)


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
    fields = fields_of(kind)
    return {
        "type": "object",
        "description": (kind.__doc__ or "").split("\n")[0],
        "properties": {name: _field(each, definitions) for name, each in fields.items()},
        "required": [name for name, each in fields.items() if each.required],
        "additionalProperties": False,
    }


def _field(field: Field, definitions: dict[str, Any]) -> dict[str, Any]:
    schema = _kind(field.kind, definitions)
    return {"description": field.description, **schema} if field.description else schema


def _kind(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin is tuple:
        return {"type": "array", "items": _kind(get_args(hint)[0], definitions)}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is MaybeSupplied and hasattr(get_args(hint)[0], "shorthand"):
        # Any text is valid there, including `to be supplied`.
        return _kind(get_args(hint)[0], definitions)
    if origin is MaybeSupplied:
        words = [TO_BE_SUPPLIED, TO_BE_SUPPLIED.capitalize()]
        return {"anyOf": [{"enum": words}, _kind(get_args(hint)[0], definitions)]}
    if is_record(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _struct(hint, definitions)
        reference = {"$ref": f"#/$defs/{hint.__name__}"}
        # A text can stand for one key of the record.
        short = hasattr(hint, "parse") or hasattr(hint, "shorthand")
        return {"anyOf": [{"type": "string"}, reference]} if short else reference
    described = cast("_Described", hint)
    schema = dict(described.json_schema)
    if not issubclass(hint, BY_LANGUAGE):
        return schema
    return {"if": {"type": "object"}, "then": {"additionalProperties": schema}, "else": schema}
