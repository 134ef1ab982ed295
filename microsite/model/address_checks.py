"""Addresses among the facts that deceive readers, or that lead them elsewhere than the author."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import msgspec

from microsite.problems import Location, Problem
from microsite.validate.field_types import MaybeSupplied
from microsite.validate.web_types import EmailAddress, QuestionLink, WebAddress

SURVEY = "survey.address"
#: The problem of each kind of fault.
CODES = {"user": "CONF-023", "wrapped": "CONF-024", "private": "CONF-025"}


def address_problems(
    facts: msgspec.Struct, places: Mapping[str, Location], path: str = "", *, language: str = ""
) -> Iterator[Problem]:
    """Look at every address in a struct, in the structs in it, and in their lists.

    Args:
        facts: any struct of the model.
        places: where each value stands, by its path.
        path: what leads to the struct.
        language: the language of the site, as `en-GB`; empty where it is not known.
    """
    for name in facts.__struct_fields__:
        yield from problems_in(getattr(facts, name), places, f"{path}.{name}" if path else name, language)


def problems_in(value: object, places: Mapping[str, Location], path: str, language: str) -> Iterator[Problem]:
    """Look at the addresses in one value; the arguments are those of `address_problems`."""
    if isinstance(value, WebAddress | QuestionLink):
        yield from _of_address(str(value), places, path, language)
    elif isinstance(value, EmailAddress):
        yield from _of_host(value.rpartition("@")[2], places, path, language)
    elif isinstance(value, MaybeSupplied):
        inner: object = value.value  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        yield from problems_in(inner, places, path, language)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(value, msgspec.Struct):
        yield from address_problems(value, places, path, language=language)
    elif isinstance(value, tuple):
        items: tuple[object, ...] = value  # pyright: ignore[reportUnknownVariableType]
        for number, item in enumerate(items, 1):
            yield from problems_in(item, places, f"{path}[{number}]", language)


def _of_address(address: str, places: Mapping[str, Location], path: str, language: str) -> Iterator[Problem]:
    from microsite.validate.address_faults import fault_of

    plain = address.replace("{number}", "1").replace("{anchor}", "a")
    fault = fault_of(plain, survey=path == SURVEY)
    if fault is not None:
        yield Problem.warning(CODES[fault.kind], fault.message, _place(places, path), fault.advice, path=path)
        return
    parts = urlsplit(plain)
    if path == SURVEY and parts.scheme != "https":
        message = "The survey's address begins with http://, so that anybody on the way can read the answers."
        advice = "Ask whoever runs the survey for an address that begins with https://."
        yield Problem.warning("AWAY-003", message, _place(places, path), advice, path=path)
    yield from _of_host(parts.hostname or "", places, path, language)


def _of_host(host: str, places: Mapping[str, Location], path: str, language: str) -> Iterator[Problem]:
    from microsite.validate.host_names import why_distrusted

    why = why_distrusted(host, language)
    if not why:
        return
    if path == SURVEY:
        advice = "Copy the address anew from whoever runs the survey, and compare it letter by letter."
        message = f"The survey's host {why}"
        yield Problem.warning("AWAY-004", message, _place(places, path), advice, path=path)
    else:
        advice = "Copy the address anew from where it is open, and compare it letter by letter."
        yield Problem.warning("LINK-013", f"The host {why}", _place(places, path), advice, path=path)


def _place(places: Mapping[str, Location], path: str) -> Location:
    return places.get(path) or next(
        (place for name, place in places.items() if name.startswith(path)), Location(file="site_config.yaml")
    )
