"""Addresses among the facts that deceive readers, or that lead them elsewhere than the author."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem
from microsite.validate.advice import write_line
from microsite.validate.record_fields import values_in
from microsite.validate.web_types import EmailAddress, PhoneNumber, QuestionLink, WebAddress

SURVEY = "survey.address"
#: Zones of the country where a number without a code begins with 0.
OF_THE_UK = frozenset(
    {"Europe/London", "Europe/Belfast", "Europe/Jersey", "Europe/Guernsey", "Europe/Isle_of_Man", "GB"}
)
#: At least nine digits, as a spreadsheet leaves them; short numbers and those of text relay have no 0.
_LACKS_ZERO = lazy_pattern(r"(?!1800[12])[1-9](?:[ -]?[0-9]){8}")
#: The problem of each kind of fault.
CODES = {"user": "CONF-023", "wrapped": "CONF-024", "private": "CONF-025"}


def address_problems(
    facts: object, places: Mapping[str, Location], path: str = "", *, language: str = "", zone: str = ""
) -> Iterator[Problem]:
    """Look at every address and phone number in a fact, in the records in it, and in their lists.

    Args:
        facts: any struct of the model, or a part of one.
        places: where each value is, by its path.
        path: its path.
        language: the language of the site, as `en-GB`; empty where it is not known.
        zone: the name of its time zone, likewise.
    """
    for own, value in values_in(facts, path):
        if isinstance(value, WebAddress | QuestionLink):
            yield from _of_address(str(value), places, own, language)
        elif isinstance(value, EmailAddress):
            yield from _of_host(value.rpartition("@")[2], places, own, language)
        elif isinstance(value, PhoneNumber) and zone in OF_THE_UK and _LACKS_ZERO.match(value):
            message = f"Nobody can dial “{value}” in the United Kingdom: there is no 0 in front of it."
            meant = f"+{value}" if value.startswith("44") else f"0{value}"
            yield Problem.error("CONF-013", message, _place(places, own), write_line(own, [(meant, "")]), path=own)


def _of_address(address: str, places: Mapping[str, Location], path: str, language: str) -> Iterator[Problem]:
    from microsite.validate.address_faults import fault_of

    plain = address.replace("{number}", "1").replace("{anchor}", "a")
    fault = fault_of(plain, survey=path == SURVEY)
    if fault is not None:
        yield Problem.warning(CODES[fault.kind], fault.message, _place(places, path), fault.advice, path=path)
        return
    parts = urlsplit(plain)
    if path == SURVEY and parts.scheme != "https":
        message = "The survey's address begins with http://, so other people on the network could read the answers."
        advice = "Ask whoever runs the survey for an address that begins with https://."
        yield Problem.warning("AWAY-003", message, _place(places, path), advice, path=path)
    yield from _of_host(parts.hostname or "", places, path, language)


def _of_host(host: str, places: Mapping[str, Location], path: str, language: str) -> Iterator[Problem]:
    from microsite.validate.host_names import COMPARE, why_distrusted

    why = why_distrusted(host, language)
    if not why:
        return
    if path == SURVEY:
        advice = "Ask whoever runs the survey for the address again, and compare it letter by letter."
        message = f"The survey's website {why}"
        yield Problem.warning("AWAY-004", message, _place(places, path), advice, path=path)
    else:
        yield Problem.warning("LINK-013", f"The website {why}", _place(places, path), COMPARE, path=path)


def _place(places: Mapping[str, Location], path: str) -> Location:
    return places.get(path) or next(
        (place for name, place in places.items() if name.startswith(path)), Location(file="site_config.yaml")
    )
