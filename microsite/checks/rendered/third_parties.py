"""Anything a page would load from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.rendered.page_text import PageText
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem

#: Elements whose links a browser follows only when the reader asks it to.
_FOLLOWED_ON_REQUEST = frozenset({"a", "area"})
_INFORMATION = frozenset({"canonical", "alternate", "license", "author"})
_IN_STYLE = lazy_pattern(r"(?:url\(\s*|@import\s+)[\"']?((?:https?:)?//[^\"')\s;]+)", re.IGNORECASE)


def third_parties(page: PageText) -> Iterator[Problem]:
    """Report each address on another host that a page would load, not just link to, and each `ping`."""
    for element in page.with_attributes:
        name, attributes = element.name, element.attributes
        if attributes.get("ping"):
            yield page.problem("PAGE-003", f"<{name}> would tell “{attributes['ping']}” when somebody follows it.")
        if not element.elsewhere or name in _FOLLOWED_ON_REQUEST or attributes.get("rel") in _INFORMATION:
            continue
        for value in element.elsewhere:
            yield page.problem("PAGE-003", f"<{name}> would load “{value}” from another website.")


def third_parties_of_style(path: str, style: str) -> Iterator[Problem]:
    """Report each address on another host that a stylesheet would load.

    Args:
        path: the stylesheet below the output folder.
        style: its text.
    """
    for address in dict.fromkeys(_IN_STYLE.findall(style)):
        advice = "If this site has a theme/site.css, leave it out there, or put a copy of the file in content/media/."
        message = f"The styles would load “{address}” from another website."
        location = Location(file=f"output/{path}")
        yield Problem.error("PAGE-003", message, location, advice)
