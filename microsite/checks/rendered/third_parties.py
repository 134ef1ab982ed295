"""Anything a page would load from another host."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.rendered.page_text import PageText, addresses_in, parts_of
from microsite.problems import Problem

#: Links that a browser follows only when asked to.
_FOLLOWED_ON_REQUEST = frozenset({"a", "area"})
_LOADING = frozenset({"href", "src", "srcset", "data", "poster", "action"})
_INFORMATION = frozenset({"canonical", "alternate", "license", "author"})


def third_parties(page: PageText) -> Iterator[Problem]:
    """Report each address on another host that is not merely linked to."""
    for tag, attributes in page.elements:
        if tag in _FOLLOWED_ON_REQUEST or attributes.get("rel") in _INFORMATION:
            continue
        for value in addresses_in(attributes, sorted(attributes.keys() & _LOADING)):
            if parts_of(value).netloc:
                yield page.problem("PAGE-003", f"<{tag}> would load “{value}” from another host.")
