"""A rendered page with what the rules ask of it, found once by a parser that reads HTML as browsers do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, urlsplit

from selectolax.lexbor import LexborHTMLParser

from microsite.problems import Location, Problem, Severity

MISTAKE_IN_TEMPLATE = (
    "If this site has a theme/ folder, look at its templates; else report it, please: it is our mistake."
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}

#: An element: its name, and its attributes by name, an attribute without a value as an empty text.
Element = tuple[str, dict[str, str]]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHeading:
    """A heading as it stands on a finished page."""

    level: int
    text: str


class PageText:
    """One page, its elements and its headings."""

    def __init__(self, path: str, text: str) -> None:
        """Take a page by its path below the output folder."""
        self.path = path
        self.text = text

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element, in order."""
        return self._read[0]

    @cached_property
    def headings(self) -> tuple[PageHeading, ...]:
        """Every heading, in order."""
        return self._read[1]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order."""
        return tuple(attributes["id"] for _, attributes in self.elements if "id" in attributes)

    @cached_property
    def title(self) -> str:
        """What browsers, bookmarks and search engines call the page; empty where it says nothing."""
        found = self._tree.css_first("head > title")
        return " ".join(found.text().split()) if found else ""

    @cached_property
    def leads_on(self) -> bool:
        """Whether the page only leads on to another, so that nobody reads it."""
        return any(attributes.get("http-equiv", "").lower() == "refresh" for _, attributes in self.elements)

    def scripts(self) -> Iterator[tuple[dict[str, str], str]]:
        """Give each script's attributes and what is written in it."""
        for node in self._tree.css("script"):
            yield {name: value or "" for name, value in node.attributes.items()}, node.text()

    def problem(
        self, code: str, message: str, severity: Severity = Severity.ERROR, hint: str = MISTAKE_IN_TEMPLATE
    ) -> Problem:
        """Report something that is wrong with this page."""
        location = Location(file=f"output/{self.path}")
        return Problem(code=code, severity=severity, message=message, location=location, hint=hint)

    @cached_property
    def _tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    @cached_property
    def _read(self) -> tuple[tuple[Element, ...], tuple[PageHeading, ...]]:
        root = self._tree.root
        elements: list[Element] = []
        headings: list[PageHeading] = []
        for node in root.traverse() if root else ():
            tag = str(node.tag)
            elements.append((tag, {name: value or "" for name, value in node.attributes.items()}))
            if tag in _HEADINGS:
                headings.append(PageHeading(level=_HEADINGS[tag], text=" ".join(node.text().split())))
        return tuple(elements), tuple(headings)


def parts_of(address: str) -> SplitResult:
    """Cut an address into its parts; one that cannot be read is all path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")
