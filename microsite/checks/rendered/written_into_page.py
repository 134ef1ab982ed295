"""Inline style and script: the page's content security policy keeps browsers from using them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from microsite.checks.rendered.page_text import Element, PageText
from microsite.problems import Problem

#: Types of script that hold data, such as facts for search engines, and are never run.
_DATA = frozenset({"application/ld+json", "application/json"})


def written_into_page(page: PageText) -> Iterator[Problem]:
    """Report style, script and event handlers that do not come from a file."""
    for element in page.with_attributes:
        for message in _faults(element):
            yield _problem(page, message)
    for _ in page.named("style"):
        yield _problem(page, "The page has a <style>.")
    for attributes, text in page.scripts:
        if text.strip() and "src" not in attributes and attributes.get("type") not in _DATA:
            yield _problem(page, "The page has a <script> that is not in a file.")


@lru_cache(maxsize=2048)
def _faults(element: Element) -> tuple[str, ...]:
    """Say what an element has in its attributes that no page may have."""
    found: list[str] = []
    for name, value in element.attributes.items():
        if name == "style" or (name.startswith("on") and name.isalpha()):
            found.append(f"<{element.name}> has {name}=, which no page may have.")
        elif name in ("href", "src", "action") and value.strip().lower().startswith("javascript:"):
            found.append(f"<{element.name}> runs a program: “{value}”.")
    return tuple(found)


def _problem(page: PageText, message: str) -> Problem:
    return page.problem("PAGE-011", message)
