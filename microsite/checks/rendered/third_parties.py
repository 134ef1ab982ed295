"""Anything a page would load from another host."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from microsite.checks.rendered.page_text import PageText
from microsite.problems import Problem

#: Links that a browser follows only when asked to.
_FOLLOWED_ON_REQUEST = frozenset({"a", "area"})
_INFORMATION = frozenset({"canonical", "alternate", "license", "author"})


def third_parties(page: PageText) -> Iterator[Problem]:
    """Report each address on another host that is not merely linked to."""
    for tag, name, value in page.attributes:
        if name in ("id", "content") or tag in _FOLLOWED_ON_REQUEST or not urlsplit(value).netloc:
            continue
        if tag == "link" and any(f'rel="{kind}"' in page.text for kind in _INFORMATION):
            continue
        yield page.problem("PAGE-003", f"<{tag}> would load “{value}” from another host.")
