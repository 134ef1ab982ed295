"""What the rules that compare pages need to know of each, small enough to be kept for every page of a site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from microsite.checks.rendered.page_text import MISTAKE_IN_TEMPLATE, PageHeading, PageText
from microsite.problems import Location, Problem, Severity


class CheckedPage(Protocol):
    """A page, read whole or known by its facts."""

    @property
    def path(self) -> str:
        """Its path below the output folder."""
        ...

    @property
    def title(self) -> str:
        """What browsers call it."""
        ...

    @property
    def leads_on(self) -> bool:
        """Whether it only leads on to another page."""
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
        """What leads to files of the site: the element's name and the address."""
        ...

    def problem(self, code: str, message: str, severity: Severity = ..., advice: str = ...) -> Problem:
        """Report something that is wrong with it."""
        ...


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A page that has been read."""

    path: str
    title: str
    leads_on: bool
    #: Whether it asks search engines to leave it out.
    left_out: bool
    headings: tuple[PageHeading, ...]
    ids: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    #: What the rules for single pages have found.
    problems: tuple[Problem, ...] = ()

    def problem(
        self, code: str, message: str, severity: Severity = Severity.ERROR, advice: str = MISTAKE_IN_TEMPLATE
    ) -> Problem:
        """Report something that is wrong with this page."""
        location = Location(file=f"output/{self.path}")
        return Problem.of(severity, code, message, location, advice)


def facts_of(page: PageText, problems: Sequence[Problem]) -> PageFacts:
    """Take down the facts of a page.

    Args:
        page: the page.
        problems: what the rules for single pages have found in it.
    """
    robots = (each.attributes for each in page.named("meta") if each.attributes.get("name") == "robots")
    return PageFacts(
        path=page.path,
        title=page.title,
        leads_on=page.leads_on,
        left_out=any(each.get("content", "").startswith("noindex") for each in robots),
        headings=tuple(page.headings),
        ids=page.ids,
        links=tuple(dict.fromkeys(page.links)),
        problems=tuple(problems),
    )
