"""Headings that do not form an outline: no title, several titles, a heading before it, or a skipped level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from microsite.checks.rendered.page_facts import CheckedPage
from microsite.problems import Problem, Severity


def headings_out_of_order(page: CheckedPage) -> Iterator[Problem]:
    """Report headings that do not form an outline, each kind of mistake once."""
    levels = [heading.level for heading in page.headings]
    titles = levels.count(1)
    if titles != 1:
        found = "no heading at level 1" if not titles else f"{titles} headings at level 1"
        yield _problem(page, f"The page has {found}. It should have one: its title.")
    elif levels[0] != 1:
        yield _problem(page, f"The heading “{page.headings[0].text}” comes before the page's title.")
    for before, heading in pairwise(page.headings):
        if heading.level > before.level + 1:
            message = (
                f"The heading “{heading.text}” is level {heading.level}, but the one before it is level {before.level}."
            )
            yield _problem(page, message)
            return


def _problem(page: CheckedPage, message: str) -> Problem:
    return page.problem("PAGE-004", message, Severity.WARNING)
