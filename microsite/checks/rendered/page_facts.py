"""What the rules that compare pages need to know about each, small enough to keep for every page of a site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from microsite.checks.rendered.page_text import MISTAKE_IN_TEMPLATE, PageHeading, PageText
from microsite.problems import Location, Problem, Severity
from microsite.store import digest_of


class CheckedPage(Protocol):
    """A page: parsed just now, or known by its stored facts."""

    @property
    def path(self) -> str:
        """Its path below the output folder."""
        ...

    @property
    def title(self) -> str:
        """Its title, as browsers show it."""
        ...

    @property
    def is_redirect(self) -> bool:
        """Whether it only redirects to another page."""
        ...

    @property
    def headings(self) -> Sequence[PageHeading]:
        """Its headings, in order."""
        ...

    @property
    def ids(self) -> Sequence[str]:
        """Its ids, in order."""
        ...

    @property
    def links(self) -> Sequence[tuple[str, str]]:
        """Its links to files of the site: the element's name and the address."""
        ...

    def problem(self, code: str, message: str, severity: Severity = ..., advice: str = ...) -> Problem:
        """Report something that is wrong with it."""
        ...


class PageStructure(msgspec.Struct, frozen=True, array_like=True):
    """The headings, ids and links of a page."""

    headings: tuple[PageHeading, ...]
    ids: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


_DECODER = msgspec.msgpack.Decoder(PageStructure)


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of a page; `PageStructure` is kept packed, as it is needed only when some page has changed."""

    path: str
    title: str
    is_redirect: bool
    #: Whether it asks search engines not to index it.
    noindex: bool
    packed: bytes
    #: The digest of `packed`.
    digest: bytes
    #: What the rules for single pages have found.
    problems: tuple[Problem, ...] = ()

    @property
    def structure(self) -> PageStructure:
        """Its headings, ids and links; unpacked on each access."""
        return _DECODER.decode(self.packed)

    @property
    def headings(self) -> tuple[PageHeading, ...]:
        """Its headings, in order."""
        return self.structure.headings

    @property
    def ids(self) -> tuple[str, ...]:
        """Its ids, in order."""
        return self.structure.ids

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Its links to files of the site, each once."""
        return self.structure.links

    def problem(
        self, code: str, message: str, severity: Severity = Severity.ERROR, advice: str = MISTAKE_IN_TEMPLATE
    ) -> Problem:
        """Report something that is wrong with this page."""
        location = Location(file=f"output/{self.path}")
        return Problem.of(severity, code, message, location, advice)


class OpenPage:
    """A page whose headings, ids and links are unpacked once, for rules that compare pages."""

    def __init__(self, facts: PageFacts) -> None:
        """Unpack the facts."""
        structure = facts.structure
        self.path, self.title, self.is_redirect = facts.path, facts.title, facts.is_redirect
        self.headings, self.ids, self.links = structure.headings, structure.ids, structure.links
        self.problem = facts.problem


def packed_facts(
    page: CheckedPage, structure: PageStructure, problems: Sequence[Problem], *, noindex: bool
) -> PageFacts:
    """Pack the facts of a page.

    Args:
        page: the page.
        structure: its headings, ids and links.
        problems: what the rules for single pages have found in it.
        noindex: whether it asks search engines not to index it.
    """
    packed = msgspec.msgpack.encode(structure)
    return PageFacts(
        path=page.path,
        title=page.title,
        is_redirect=page.is_redirect,
        noindex=noindex,
        packed=packed,
        digest=digest_of(packed),
        problems=tuple(problems),
    )


def facts_of(page: PageText, problems: Sequence[Problem]) -> PageFacts:
    """Collect the facts of a page.

    Args:
        page: the page.
        problems: what the rules for single pages have found in it.
    """
    robots = (each.attributes for each in page.named("meta") if each.attributes.get("name") == "robots")
    noindex = any(each.get("content", "").startswith("noindex") for each in robots)
    structure = PageStructure(headings=tuple(page.headings), ids=page.ids, links=tuple(dict.fromkeys(page.links)))
    return packed_facts(page, structure, problems, noindex=noindex)
