"""Ids that a page has twice, so that links and labels lead to the wrong element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from microsite.checks.rendered.page_facts import CheckedPage
from microsite.problems import Problem


def repeated_ids(page: CheckedPage) -> Iterator[Problem]:
    """Report each id that several elements have, once per id."""
    if len(set(page.ids)) == len(page.ids):
        return
    for identifier, count in Counter(page.ids).items():
        if count > 1:
            yield page.problem("PAGE-002", f"The id “{identifier}” is given {count} times.")
