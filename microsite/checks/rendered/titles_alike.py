"""Titles, by which people tell pages apart in tabs, bookmarks and search results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from microsite.checks.rendered.page_facts import CheckedPage
from microsite.problems import Problem, Severity


def titles_alike(pages: Sequence[CheckedPage]) -> Iterator[Problem]:
    """Report titles that are missing, shared by several pages, or do not begin with the page's own heading."""
    by_title: dict[str, list[CheckedPage]] = defaultdict(list)
    for page in pages:
        if page.is_redirect:
            continue
        by_title[page.title].append(page)
        own = next((heading.text for heading in page.headings if heading.level == 1), "")
        if not page.title:
            yield page.problem("PAGE-007", "The page has no title.", Severity.WARNING)
        elif not page.title.startswith(own):
            message = f"The title “{page.title}” does not begin with the page's heading, “{own}”."
            yield page.problem("PAGE-007", message, Severity.WARNING)
    for title, sharing in by_title.items():
        if title and sharing[1:]:
            others = ", ".join(page.path for page in sharing[1:])
            message = f"The title “{title}” is also the title of {others}."
            advice = "Give each chapter its own title, one that no other page of the site has."
            yield sharing[0].problem("PAGE-007", message, Severity.WARNING, advice)
