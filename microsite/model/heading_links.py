"""Resolves links to headings once the headings of all chapters are known, even if an id is not written exactly."""

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

#: The id of `<main>` on every page, which begins above the chapter's title.
MAIN = "site-main"
_LINK = lazy_pattern(r"<a (?:[^\"<>]++|\"[^\"]*+\")*+>")
_ADDRESS = lazy_pattern(r"(?<= href=\")[^\"]*+")
_HYPHENS = lazy_pattern(r"-{2,}")


class Headings(Struct, kw_only=True):
    """The link targets in one chapter."""

    #: The chapter's file, without its folder.
    file: str
    #: The path of its page, and its slug, which prefixes its ids in the whole document.
    path: str
    slug: str
    ids: frozenset[str]
    #: The ids of its title.
    title_ids: Sequence[str]
    #: `chapter` if it is in the whole document too, or `page`.
    noun: str = "chapter"
    #: Its language, if it stands in for a text that is missing in the site's language.
    language: str = ""
    _by_likeness: dict[str, list[str]] | None = None

    def find(self, wanted: str) -> tuple[str | None, bool]:
        """Find the id that a link means.

        Returns:
            The id, an empty text for the title or None if there is none, and whether the link has it exactly.
        """
        if wanted in self.ids:
            return wanted, True
        if wanted in self.title_ids or wanted.casefold() == "top":
            return "", True
        alike = self._alike.get(_similarity_key(wanted), [])
        if len(alike) > 1:
            alike = [each for each in alike if each.casefold() == wanted.casefold()]
        return (alike[0], False) if len(alike) == 1 else (None, False)

    @property
    def _alike(self) -> Mapping[str, list[str]]:
        """The ids, grouped ignoring capitals, punctuation and repeated hyphens."""
        if self._by_likeness is None:
            self._by_likeness = defaultdict(list)
            for each in sorted(self.ids):
                self._by_likeness[_similarity_key(each)].append(each)
            for each in self.title_ids:
                self._by_likeness.setdefault(_similarity_key(each), [""])
        return self._by_likeness


class MendedLinks(Struct, frozen=True, kw_only=True):
    """Replacement addresses for links in a chapter, by the address that is in them."""

    #: On the chapter's own page.
    own: dict[str, str]
    #: In the whole document.
    in_whole: dict[str, str]

    def note(self, link: HeadingLink, there: Headings, found: str) -> None:
        """Point a link at an id in a chapter; at the chapter's title if the id is empty."""
        page = encoded(there.path) if link.chapter else ""
        self.own[link.address] = f"{page}#{found}" if found else page or f"#{MAIN}"
        mark = link.address.partition("#")[2]
        if there.noun == "page":
            self.in_whole[link.address] = self.own[link.address]
            return
        self.in_whole[f"#{there.slug}--{mark}"] = f"#{there.slug}--{found}" if found else f"#{there.slug}"


class LinkPlace(Struct, frozen=True, kw_only=True):
    """A link, with the name of the chapter's file and its place there."""

    file: str
    place: Location
    link: HeadingLink


def follow_heading_links(
    chapters: Iterable[Headings], links: Iterable[LinkPlace]
) -> tuple[dict[str, MendedLinks], list[Problem]]:
    """Resolve links to headings.

    Args:
        chapters: every chapter that is shown.
        links: those still to be resolved.

    Returns:
        The replacement addresses by the name of a chapter's file, and the problems.
    """
    known = {each.file: each for each in chapters}
    mended: dict[str, MendedLinks] = {}
    problems: list[Problem] = []
    for each in links:
        there = known[each.link.chapter or each.file]
        found, exact = there.find(each.link.id)
        if found is None and there.language != known[each.file].language:
            found, exact = "", True  # The heading exists in the other language, under an id that is not known here.
        if found is None:
            problems.append(_not_there(each, there))
            continue
        if not exact:
            problems.append(_repair(each, found))
        if found != each.link.id:
            mended.setdefault(each.file, MendedLinks(own={}, in_whole={})).note(each.link, there, found)
    return mended, problems


def with_addresses(safe_html: str, addresses: Mapping[str, str]) -> str:
    """Replace the addresses of links.

    Args:
        safe_html: the text of a chapter.
        addresses: the new address of each link, by the one that is in it.
    """

    def address(match: re.Match[str]) -> str:
        new = addresses.get(html.unescape(match[0]))
        return match[0] if new is None else html.escape(new)

    return _LINK.sub(lambda link: _ADDRESS.sub(address, link[0], count=1), safe_html)


def _similarity_key(identifier: str) -> str:
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
