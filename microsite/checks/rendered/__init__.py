"""Look at the rendered files, before anything is written: one rule per file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from microsite.checks.rendered.broken_links import broken_links
from microsite.checks.rendered.contrast_too_low import contrast_too_low
from microsite.checks.rendered.cookies_set import cookies_set
from microsite.checks.rendered.headings_out_of_order import headings_out_of_order
from microsite.checks.rendered.landmarks_missing import landmarks_missing
from microsite.checks.rendered.language_missing import language_missing
from microsite.checks.rendered.page_text import PageText
from microsite.checks.rendered.pages_too_heavy import pages_too_heavy
from microsite.checks.rendered.pictures_without_size import pictures_without_size
from microsite.checks.rendered.repeated_ids import repeated_ids
from microsite.checks.rendered.third_parties import third_parties, third_parties_of_style
from microsite.checks.rendered.titles_alike import titles_alike
from microsite.checks.rendered.written_into_page import written_into_page
from microsite.model.site import Site
from microsite.problems import Problem

#: Rules that look at one page at a time.
PAGE_RULES = (
    repeated_ids,
    third_parties,
    written_into_page,
    headings_out_of_order,
    landmarks_missing,
    language_missing,
    pictures_without_size,
)


def check_pages(files: Mapping[str, bytes], site: Site, between: Callable[[], None] = lambda: None) -> list[Problem]:
    """Run every rule over every page.

    Args:
        files: everything that would be published, by path.
        site: what the pages were drawn from.
        between: called again and again, so that what is not wanted any more can be left by an exception.
    """
    address = site.facts.site_address
    root = urlsplit(str(address.value)).path if address and address.supplied else ""
    given = {file.path for file in site.media}  # What an author gave as it is, whatever it is.
    rendered = [path for path in files if path.endswith(".html") and path not in given]
    made = {path: content for path, content in files.items() if path not in given}
    pages: list[PageText] = []
    for path in rendered:
        between()
        pages.append(PageText(path, files[path].decode()))
    problems = [*broken_links(pages, files, root), *titles_alike(pages), *cookies_set(pages, made)]
    problems += pages_too_heavy(pages, made)
    for page in pages:
        between()
        for rule in PAGE_RULES:
            problems += rule(page)
    for path, content in made.items():
        if path.endswith(".css"):
            style = content.decode("utf-8", "replace")
            problems += [*contrast_too_low(path, style), *third_parties_of_style(path, style)]
    return problems
