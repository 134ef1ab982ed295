"""Anything a page would load from another host."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.rendered.page_text import PageText, parts_of
from microsite.problems import Problem

#: Links that a browser follows only when asked to.
_FOLLOWED_ON_REQUEST = frozenset({"a", "area"})
_LOADING = ("href", "src", "srcset", "data", "poster", "action")
_INFORMATION = frozenset({"canonical", "alternate", "license", "author"})


def third_parties(page: PageText) -> Iterator[Problem]:
    """Report each address on another host that is not merely linked to."""
    for tag, attributes in page.elements:
        if tag in _FOLLOWED_ON_REQUEST or attributes.get("rel") in _INFORMATION:
            continue
        for name in _LOADING:
            if parts_of(attributes.get(name, "")).netloc:
                yield page.problem("PAGE-003", f"<{tag}> would load “{attributes[name]}” from another host.")
