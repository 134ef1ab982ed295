"""Look at the rendered files, before anything is written: one rule per file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from microsite.checks.rendered.broken_links import broken_links
from microsite.checks.rendered.page_text import PageText
from microsite.checks.rendered.repeated_ids import repeated_ids
from microsite.checks.rendered.third_parties import third_parties
from microsite.model.site import Site
from microsite.problems import Problem


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
    pages: list[PageText] = []
    for path in rendered:
        between()
        pages.append(PageText(path, files[path].decode()))
    problems = [*broken_links(pages, files, root)]
    for page in pages:
        between()
        problems += [*repeated_ids(page), *third_parties(page)]
    return problems
