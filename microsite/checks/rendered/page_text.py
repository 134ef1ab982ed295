"""A rendered page and what the rules need from it, parsed once and as browsers parse HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct, field
from selectolax.lexbor import LexborHTMLParser, LexborNode

from microsite.problems import Location, Problem, Severity

MISTAKE_IN_TEMPLATE = (
    "If this site has a theme/ folder, check its templates. Otherwise, please report it: it is our mistake."
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Elements whose text is collected.
_TEXT_ELEMENTS = frozenset({*_HEADINGS, "a", "script"})
#: Attributes with an address that a browser loads or follows.
_LOADING = ("action", "background", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href")
#: Those of them that may lead to a file of the site.
_LEADING = frozenset({"href", "src", "srcset"})


class Element(Struct, frozen=True, kw_only=True, eq=False):
    """A start tag; tags that are alike share one object across pages, so that rules can cache results by it."""

    name: str
    #: By name; an attribute without a value is an empty string.
    attributes: Mapping[str, str]
    #: The relative addresses that it leads to.
    within: tuple[str, ...]
    #: Its addresses on other hosts.
    elsewhere: tuple[str, ...]


# Most tags of a page appear on other pages as well.
@lru_cache(maxsize=2048)
def _read_element(name: str, written: tuple[tuple[str, str | None], ...]) -> Element:
    attributes = {key: value or "" for key, value in written}
    within: list[str] = []
    elsewhere: list[str] = []
    for key in _LOADING:
        for address in _addresses_in(key, attributes.get(key, "")):
            parts = parts_of(address)
            if parts.netloc:
                elsewhere.append(address)
            elif not parts.scheme and key in _LEADING:
                within.append(address)
    return Element(name=name, attributes=attributes, within=tuple(within), elsewhere=tuple(elsewhere))


def _addresses_in(attribute: str, value: str) -> list[str]:
    """Return the addresses in an attribute; a `srcset` may have several."""
    if attribute == "srcset":
        return [candidate.split()[0] for candidate in value.split(", ") if candidate.strip()]
    return [value] if value else []


class PageHeading(NamedTuple):
    """A heading as it is on a finished page."""

    level: int
    text: str


class PageText:
    """One page: its elements, headings, ids and links, parsed on first use."""

    def __init__(self, path: str, text: str) -> None:
        """Store the HTML of a page and its path below the output folder."""
        self.path = path
        self.text = text

    @property
    def with_attributes(self) -> Sequence[Element]:
        """Every element with attributes, in order."""
        return self._read.with_attributes

    @property
    def links(self) -> Sequence[tuple[str, str]]:
        """Every link to a file of the site, in order: the element's name and the address."""
        return [(each.name, value) for each in self.with_attributes for value in each.within]

    @property
    def headings(self) -> Sequence[PageHeading]:
        """Every heading, in order."""
        return self._read.headings

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order."""
        return tuple(self._read.ids)

    @property
    def title(self) -> str:
        """The page's title, as shown by browsers, bookmarks and search engines; empty if it has none."""
        return self._read.title

    @property
    def is_redirect(self) -> bool:
        """Whether the page only redirects to another, so that nobody reads it."""
        return any(each.attributes.get("http-equiv", "").lower() == "refresh" for each in self.named("meta"))

    @property
    def link_words(self) -> Sequence[tuple[str, str]]:
        """The accessible name and the address of each link outside the authors' own text, in order."""
        return self._read.link_words

    def named(self, name: str) -> Sequence[Element]:
        """Return the elements with a tag name, in order."""
        return self._read.by_name.get(name, ())

    @property
    def scripts(self) -> Sequence[tuple[Mapping[str, str], str]]:
        """Each script's attributes and inline text."""
        return self._read.scripts

    def problem(
        self, code: str, message: str, severity: Severity = Severity.ERROR, advice: str = MISTAKE_IN_TEMPLATE
    ) -> Problem:
        """Report something that is wrong with this page."""
        location = Location(file=f"output/{self.path}")
        return Problem.of(severity, code, message, location, advice)

    @cached_property
    def _read(self) -> _Read:
        """Everything that rules need; the tree itself takes too much memory to keep for every page."""
        tree = LexborHTMLParser(self.text)
        title = tree.css_first("head > title")
        read = _Read(title=" ".join(title.text().split()) if title else "")
        root = tree.root
        # Queried once per page, not once per link or heading.
        of_authors = {link.mem_id for link in tree.css(_AUTHORS_LINKS)}
        has_pictures = tree.css_first("a img") is not None
        has_marks = tree.css_first(_MARKS_IN_HEADINGS) is not None
        for node in root.traverse() if root else ():
            name = node.tag or ""
            attributes = node.attributes
            element = _read_element(name, tuple(attributes.items()) if attributes else ())
            if attributes:
                read.with_attributes.append(element)
                if "id" in attributes:
                    read.ids.append(element.attributes["id"])
            named = read.by_name.get(name)
            if named is None:
                read.by_name[name] = [element]
            else:
                named.append(element)
            if name not in _TEXT_ELEMENTS:
                continue
            if name in _HEADINGS:
                read.headings.append(PageHeading(_HEADINGS[name], _words_of(node, has_marks=has_marks)))
            elif name == "a" and "href" in attributes and node.mem_id not in of_authors:
                label = element.attributes.get("aria-label") or _name_of(node, has_pictures=has_pictures)
                read.link_words.append((" ".join(label.split()), element.attributes["href"]))
            elif name == "script":
                read.scripts.append((element.attributes, node.text()))
        return read


#: Links in chapters and in lists of their titles, which other rules check.
_AUTHORS_LINKS = ".prose a, .chapters a, .neighbours a, .pages__part--wide a"
_MARK = "a.footnote-ref"
_MARKS_IN_HEADINGS = ", ".join(f"{heading} {_MARK}" for heading in _HEADINGS)


def _name_of(link: LexborNode, *, has_pictures: bool) -> str:
    """Return the name of a link without a label: its text and the alt texts of its pictures."""
    pictures = " ".join(each.attributes.get("alt") or "" for each in link.css("img")) if has_pictures else ""
    return f"{link.text()} {pictures}"


def _words_of(heading: LexborNode, *, has_marks: bool) -> str:
    """Return the text of a heading, without footnote marks at its end."""
    text = " ".join(heading.text().split())
    for mark in reversed(heading.css(_MARK)) if has_marks else ():
        text = text.removesuffix(mark.text()).rstrip()
    return text


class _Read(Struct):
    title: str
    with_attributes: list[Element] = field(default_factory=lambda: [])
    ids: list[str] = field(default_factory=lambda: [])
    link_words: list[tuple[str, str]] = field(default_factory=lambda: [])
    headings: list[PageHeading] = field(default_factory=lambda: [])
    by_name: dict[str, list[Element]] = field(default_factory=lambda: {})
    scripts: list[tuple[Mapping[str, str], str]] = field(default_factory=lambda: [])


def parts_of(address: str) -> SplitResult:
    """Split an address into its parts; one that cannot be parsed becomes all path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")
