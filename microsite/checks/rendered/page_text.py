"""A rendered page with what the rules ask of it, found once."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from microsite.problems import Location, Problem, Severity

_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"\s([\w:-]+)=\"([^\"]*)\"")
MISTAKE_IN_TEMPLATE = (
    "If this site has a theme/ folder, look at its templates; else report it, please: it is our mistake."
)


#: Attributes whose address a browser loads or follows.
_LOADING = ("action", "data", "href", "poster", "src", "srcset")
#: Those of them that can name a file of the site.
_LEADING = frozenset({"href", "src", "srcset"})


class Element(NamedTuple):
    """What a tag says; those of a site's header are the same on every page."""

    name: str
    attributes: Mapping[str, str]
    #: The addresses it leads to within the site.
    within: tuple[str, ...]
    #: The addresses it has on other hosts.
    elsewhere: tuple[str, ...]


# Most tags of a page stand on other pages as well.
@lru_cache(maxsize=16384)
def read_element(name: str, written: str) -> Element:
    """Read a tag.

    Args:
        name: the element's name.
        written: its attributes as they are written.
    """
    attributes = {key: html.unescape(value) if "&" in value else value for key, value in _ATTRIBUTE.findall(written)}
    within: list[str] = []
    elsewhere: list[str] = []
    for key in _LOADING:
        for address in _addresses_in(key, attributes.get(key, "")):
            parts = _parts_of(address)
            if parts.netloc:
                elsewhere.append(address)
            elif not parts.scheme and key in _LEADING:
                within.append(address)
    return Element(name, attributes, tuple(within), tuple(elsewhere))


def _addresses_in(attribute: str, value: str) -> list[str]:
    """Give the addresses in an attribute; a `srcset` holds several."""
    if attribute == "srcset":
        return [candidate.split()[0] for candidate in value.split(", ") if candidate.strip()]
    return [value] if value else []


class PageText:
    """One page and the attributes of its elements."""

    def __init__(self, path: str, text: str) -> None:
        """Take a page by its path below the output folder."""
        self.path = path
        self.text = text

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element that has attributes."""
        return tuple(read_element(name, written) for name, written in _TAG.findall(self.text) if "=" in written)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order."""
        return tuple(each.attributes["id"] for each in self.elements if "id" in each.attributes)

    def problem(self, code: str, message: str) -> Problem:
        """Report an error of this page."""
        location = Location(file=f"output/{self.path}")
        return Problem(code=code, severity=Severity.ERROR, message=message, location=location, hint=MISTAKE_IN_TEMPLATE)


def _parts_of(address: str) -> SplitResult:
    """Cut an address into its parts; one that cannot be read is all path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")
