"""Rules for addresses in facts that deceive readers, or lead them somewhere other than the author meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem
from microsite.validate.advice import write_line
from microsite.validate.record_fields import values_in
from microsite.validate.web_types import EmailAddress, PhoneNumber, QuestionLink, WebAddress

SURVEY = "survey.address"
#: Time zones of the UK and its islands, where a phone number without a country code begins with 0.
OF_THE_UK = frozenset(
    {"Europe/London", "Europe/Belfast", "Europe/Jersey", "Europe/Guernsey", "Europe/Isle_of_Man", "GB"}
)
#: A number of nine digits or more whose leading 0 a spreadsheet has dropped; short and text relay numbers have none.
_LACKS_ZERO = lazy_pattern(r"(?!1800[12])[1-9](?:[ -]?[0-9]){8}")
#: The problem code for each kind of fault.
CODES = {"user": "CONF-023", "wrapped": "CONF-024", "private": "CONF-025"}


def address_problems(
    facts: object, places: Mapping[str, Location], path: str = "", *, language: str = "", zone: str = ""
) -> Iterator[Problem]:
    """Check every address and phone number in a fact, including nested records and lists.

    Args:
        facts: any struct of the model, or a part of one.
        places: where each value is, by its path.
        path: the path of `facts`.
        language: the language of the site, such as `en-GB`; empty if not known.
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
    from microsite.validate.host_names import COMPARE, reason_to_distrust

    why = reason_to_distrust(host, language)
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
