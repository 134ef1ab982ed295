"""Anything that would store a cookie or similar data on a reader's device."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from microsite.checks.rendered.page_text import MISTAKE_IN_TEMPLATE, PageText
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem

_KEEPS = lazy_pattern(r"\b(document\s*\.\s*cookie|cookieStore|localStorage|sessionStorage|indexedDB)\b")


def cookies_set(page: PageText) -> Iterator[Problem]:
    """Report a page that sets a cookie in a `meta` element."""
    if any(each.attributes.get("http-equiv", "").lower() == "set-cookie" for each in page.named("meta")):
        yield page.problem("PAGE-012", "The page sets a cookie.")


def kept_by_scripts(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Report each script that mentions cookies or another storage API of browsers."""
    for path, content in files.items():
        found = _KEEPS.search(content.decode("utf-8", "replace")) if path.endswith((".js", ".mjs")) else None
        if found:
            message = f"The script uses {found[1]}, but the site tells readers that it stores nothing on their devices."
            location = Location(file=f"output/{path}")
            yield Problem.error("PAGE-012", message, location, MISTAKE_IN_TEMPLATE)
