"""A site's own pages that only the site map links to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from microsite.checks.rendered.page_facts import CheckedPage
from microsite.problems import Location, Problem

_MAP = "site-map.html"


def pages_without_way(pages: Sequence[CheckedPage], unlisted: Mapping[str, str]) -> Iterator[Problem]:
    """Report each page outside the footer that nothing but the site map links to.

    Args:
        pages: every page.
        unlisted: the source files of the pages that are not in the footer, by path of the page.
    """
    if not unlisted:
        return
    reached = {
        unquote(value.partition("#")[0])
        for page in pages
        if page.path != _MAP
        for _, value in page.links
        if value.partition("#")[0] != page.path
    }
    for path, file in unlisted.items():
        if path not in reached:
            message = (
                "Readers only find this page in the site map: it is not in menu or footer, and no text links to it."
            )
            advice = "Link to it from a chapter, or delete in_footer: no."
            yield Problem.warning("PAGE-015", message, Location(file=file), advice)
