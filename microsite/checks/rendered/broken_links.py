"""Links within the site that lead nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from microsite.checks.rendered.page_text import PageText, parts_of
from microsite.problems import Problem


def broken_links(pages: Sequence[PageText], files: Mapping[str, bytes], root: str) -> Iterator[Problem]:
    """Follow every link and picture of every page to a file, and to an id where one is named.

    Args:
        pages: all pages.
        files: everything that would be published.
        root: the path of the site's address on its host, which the page for missing pages may use.
    """
    ids = {page.path: frozenset(page.ids) for page in pages}
    for page in pages:
        for tag, attributes in page.elements:
            value = attributes.get("href") or attributes.get("src")
            if not value or parts_of(value).scheme or parts_of(value).netloc:
                continue
            target, fragment = _target(page.path, value, root)
            if target not in files:
                yield page.problem("PAGE-001", f"<{tag}> leads to “{value}”, which does not exist.")
            elif fragment and target in ids and fragment not in ids[target]:
                yield page.problem("PAGE-001", f"<{tag}> leads to “{value}”, and the page has no such id.")


def _target(path: str, value: str, root: str) -> tuple[str, str]:
    address, _, fragment = value.partition("#")
    address = unquote(address.partition("?")[0])
    if not address:
        return path, unquote(fragment)
    if path == "404.html" and address.startswith("/"):
        inside = address.removeprefix(root.rstrip("/") + "/")
        return inside or "index.html", unquote(fragment)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address)), unquote(fragment)
