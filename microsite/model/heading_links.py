"""Links to headings, found once the headings of all chapters are known: as they are written, or as they are meant."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from microsite.html.addresses import encoded
from microsite.html.context import HeadingLink
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem, did_you_mean
from microsite.source.slugs import slug_of

#: Every page has it above the chapter's title.
MAIN = "site-main"
_LINK = lazy_pattern(r"<a (?:[^\"<>]++|\"[^\"]*+\")*+>")
_ADDRESS = lazy_pattern(r"(?<= href=\")[^\"]*+")
_HYPHENS = lazy_pattern(r"-{2,}")


class Headings(Struct, kw_only=True):
    """What links to one chapter can lead to."""

    #: The chapter's file, without its folder.
    file: str
    #: Its page, and what is in front of its ids on the page with all chapters.
    path: str
    slug: str
    ids: frozenset[str]
    #: Names of its title.
    title_ids: Sequence[str]
    #: Whether it is a chapter, which is on the page with all of them as well, or a page.
    noun: str = "chapter"
    #: Its language, where it stands in for a text that the language of the site lacks.
    language: str = ""
    _by_likeness: dict[str, list[str]] | None = None

    def find(self, wanted: str) -> tuple[str | None, bool]:
        """Find the id that is wanted.

        Returns:
            The id, an empty text for the title or None for nothing, and whether it is written as it is.
        """
        if wanted in self.ids:
            return wanted, True
        if wanted in self.title_ids or wanted.casefold() == "top":
            return "", True
        alike = self._alike.get(_likeness(wanted), [])
        if len(alike) > 1:
            alike = [each for each in alike if each.casefold() == wanted.casefold()]
        return (alike[0], False) if len(alike) == 1 else (None, False)

    @property
    def _alike(self) -> Mapping[str, list[str]]:
        """The ids by what is left of them when capitals, commas and doubled hyphens do not count."""
        if self._by_likeness is None:
            self._by_likeness = defaultdict(list)
            for each in sorted(self.ids):
                self._by_likeness[_likeness(each)].append(each)
            for each in self.title_ids:
                self._by_likeness.setdefault(_likeness(each), [""])
        return self._by_likeness


class MendedLinks(Struct, frozen=True, kw_only=True):
    """Where links of a chapter lead, by the address that is in them."""

    #: On the chapter's own page.
    own: dict[str, str]
    #: On the page with all chapters.
    in_whole: dict[str, str]

    def note(self, link: HeadingLink, there: Headings, found: str) -> None:
        """Let a link lead to an id of a chapter; to the chapter's title where it is empty."""
        page = encoded(there.path) if link.chapter else ""
        self.own[link.address] = f"{page}#{found}" if found else page or f"#{MAIN}"
        mark = link.address.partition("#")[2]
        if there.noun == "page":
            self.in_whole[link.address] = self.own[link.address]
            return
        self.in_whole[f"#{there.slug}--{mark}"] = f"#{there.slug}--{found}" if found else f"#{there.slug}"


class LinkPlace(Struct, frozen=True, kw_only=True):
    """A link with the chapter's file and the place that it is at."""

    file: str
    place: Location
    link: HeadingLink


def follow_heading_links(
    chapters: Iterable[Headings], links: Iterable[LinkPlace]
) -> tuple[dict[str, MendedLinks], list[Problem]]:
    """Follow links to headings.

    Args:
        chapters: every chapter that is shown.
        links: those that have yet to be followed.

    Returns:
        By the name of a chapter's file the links in it that lead elsewhere than they say, and what is to be told.
    """
    known = {each.file: each for each in chapters}
    mended: dict[str, MendedLinks] = {}
    problems: list[Problem] = []
    for each in links:
        there = known[each.link.chapter or each.file]
        found, exact = there.find(each.link.id)
        if found is None and there.language != known[each.file].language:
            found, exact = "", True  # The heading is there in another language, under a name that is not known here.
        if found is None:
            problems.append(_not_there(each, there))
            continue
        if not exact:
            problems.append(_repair(each, found))
        if found != each.link.id:
            mended.setdefault(each.file, MendedLinks(own={}, in_whole={})).note(each.link, there, found)
    return mended, problems


def with_addresses(safe_html: str, addresses: Mapping[str, str]) -> str:
    """Let links lead elsewhere.

    Args:
        safe_html: the text of a chapter.
        addresses: where links lead by the address that is in them.
    """

    def address(match: re.Match[str]) -> str:
        new = addresses.get(html.unescape(match[0]))
        return match[0] if new is None else html.escape(new)

    return _LINK.sub(lambda link: _ADDRESS.sub(address, link[0], count=1), safe_html)


def _likeness(identifier: str) -> str:
    return _HYPHENS.sub("-", slug_of(identifier))


def _repair(each: LinkPlace, found: str) -> Problem:
    leads = f"the heading with the id “{found}”" if found else "the chapter's title"
    return Problem.repair(f"The link to “{each.link.id}” goes to {leads}.", each.place)


def _not_there(each: LinkPlace, there: Headings) -> Problem:
    where = f"the {there.noun} {each.link.chapter}" if each.link.chapter else f"this {there.noun}"
    return Problem.error(
        "TEXT-009",
        f"There is no heading “{each.link.id}” in {where}.",
        each.place,
        did_you_mean(each.link.id, [*there.ids, *there.title_ids])
        or "The id of a heading is its words, in small letters with hyphens.",
    )
