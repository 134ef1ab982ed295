"""Anything a page would load from another host."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.rendered.page_text import PageText
from microsite.problems import Problem

#: Links that a browser follows only when asked to.
_FOLLOWED_ON_REQUEST = frozenset({"a", "area"})
_INFORMATION = frozenset({"canonical", "alternate", "license", "author"})


def third_parties(page: PageText) -> Iterator[Problem]:
    """Report each address on another host that is not merely linked to."""
    for element in page.elements:
        if not element.elsewhere or element.name in _FOLLOWED_ON_REQUEST:
            continue
        if element.attributes.get("rel") not in _INFORMATION:
            for value in element.elsewhere:
                yield page.problem("PAGE-003", f"<{element.name}> would load “{value}” from another host.")
