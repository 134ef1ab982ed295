"""The keys of a record, taken from its class."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from microsite.validate.field_types import FieldText, Lines, LocalText, MaybeSupplied, PostalLines

#: Kinds that accept any words.
WORDS = (LocalText, Lines, PostalLines, FieldText)


class Field(Struct, frozen=True):
    """A key of a record."""

    kind: Any
    required: bool
    description: str


@cache
def fields_of(kind: type) -> dict[str, Field]:
    """Return the keys of a record by name, in the order of the class."""
    hints = get_type_hints(kind, include_extras=True)
    found: dict[str, Field] = {}
    for each in msgspec.structs.fields(kind):
        hint, description = hints[each.name], ""
        if get_origin(hint) is Annotated:
            hint, *notes = get_args(hint)
            description = next((note.description or "" for note in notes if isinstance(note, msgspec.Meta)), "")
        if get_origin(hint) in (Union, UnionType):
            hint = next(choice for choice in get_args(hint) if choice is not NoneType)
        found[each.encode_name] = Field(hint, each.required, description)
    return found


def is_record(kind: Any) -> TypeGuard[type[Struct]]:
    """Whether a kind is a record with keys of its own."""
    return isinstance(kind, type) and issubclass(kind, Struct)


def values_in(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield every single value in a record, in its nested records and in lists, each with its path."""
    if isinstance(value, MaybeSupplied):
        yield from values_in(value.value, path)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from values_in(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        items: tuple[object, ...] = value  # pyright: ignore[reportUnknownVariableType]
        for number, item in enumerate(items, 1):
            yield from values_in(item, f"{path}[{number}]")
    else:
        yield path, value


def inner_kind(kind: Any) -> Any:
    """Return the kind of a fact inside `MaybeSupplied`; any other kind unchanged."""
    return get_args(kind)[0] if get_origin(kind) is MaybeSupplied else kind
