"""A rendered page with what the rules ask of it, found once."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from urllib.parse import SplitResult, urlsplit

from microsite.problems import Location, Problem, Severity

_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"\s([\w:-]+)=\"([^\"]*)\"")
MISTAKE_IN_TEMPLATE = (
    "If this site has a theme/ folder, look at its templates; else report it, please: it is our mistake."
)


def addresses_in(attributes: Mapping[str, str], names: Sequence[str]) -> Iterator[str]:
    """Give the addresses in some attributes of an element; a `srcset` holds several.

    Args:
        attributes: all attributes of the element.
        names: the attributes that hold addresses.
    """
    for name in names:
        value = attributes.get(name, "")
        if name == "srcset":
            yield from (candidate.split()[0] for candidate in value.split(", ") if candidate.strip())
        elif value:
            yield value


class PageText:
    """One page and the attributes of its elements."""

    def __init__(self, path: str, text: str) -> None:
        """Take a page by its path below the output folder."""
        self.path = path
        self.text = text

    @cached_property
    def elements(self) -> tuple[tuple[str, dict[str, str]], ...]:
        """Every element that has attributes: its name, and their values by name."""
        return tuple(
            (
                tag,
                {name: html.unescape(value) if "&" in value else value for name, value in _ATTRIBUTE.findall(written)},
            )
            for tag, written in _TAG.findall(self.text)
            if "=" in written
        )

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order."""
        return tuple(attributes["id"] for _, attributes in self.elements if "id" in attributes)

    def problem(self, code: str, message: str) -> Problem:
        """Report an error of this page."""
        location = Location(file=f"output/{self.path}")
        return Problem(code=code, severity=Severity.ERROR, message=message, location=location, hint=MISTAKE_IN_TEMPLATE)


def parts_of(address: str) -> SplitResult:
    """Cut an address into its parts; one that cannot be read is all path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")
