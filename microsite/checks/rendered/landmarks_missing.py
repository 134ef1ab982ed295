"""Landmarks, which screen reader users move around by: one `main`, and a name for each `nav`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from microsite.checks.rendered.page_text import PageText
from microsite.problems import Problem, Severity


def landmarks_missing(page: PageText) -> Iterator[Problem]:
    """Report a page without exactly one `main`, and each `nav` without a name of its own."""
    by_role = sum(each.attributes.get("role") == "main" and each.name != "main" for each in page.with_attributes)
    mains = len(page.named("main")) + by_role
    if mains != 1:
        yield _problem(page, f"The page has {mains or 'no'} main part{'s' if mains > 1 else ''}. It needs one <main>.")
    names = [
        each.attributes.get("aria-label", "").strip() or each.attributes.get("aria-labelledby", "").strip()
        for each in page.named("nav")
    ]
    if "" in names:
        yield _problem(page, "A <nav> has no name. Give it aria-label or aria-labelledby.")
    for name, count in Counter(name for name in names if name).items():
        if count > 1:
            yield _problem(page, f"{count} navigations have the name “{name}”, so nobody can tell them apart.")


def _problem(page: PageText, message: str) -> Problem:
    return page.problem("PAGE-005", message, Severity.WARNING)
