"""Links within the site that lead nowhere."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from urllib.parse import unquote

from microsite.checks.rendered.page_facts import CheckedPage
from microsite.checks.rendered.page_text import MISTAKE_IN_TEMPLATE
from microsite.problems import Problem

_NO_ID = "but the page has no such id."
_IN_CHAPTER = "If a chapter links there, leave out what comes after the page's name. "


def broken_links(pages: Sequence[CheckedPage], files: Container[str], root: str) -> Iterator[Problem]:
    """Check that every link and picture of every page leads to a file, and to an id if it names one.

    Args:
        pages: all pages.
        files: the paths of everything that would be published.
        root: the path of the site's address on its host; links of the 404 page may begin with it.
    """
    ids = {page.path: frozenset(page.ids) for page in pages}
    #: What is wrong with an address, by the page's folder and the address: most pages share most links.
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for page in pages:
        here = ids[page.path]
        faults = known["//404" if _is_anywhere(page.path) else posixpath.dirname(page.path)]
        for name, value in page.links:
            if value[1:] in here and value[0] == "#":  # Most links of a long page.
                continue
            if value[:1] in ("#", "?"):
                wrong = _wrong(page.path, value, root, files, ids)
            else:
                wrong = faults.get(value)
                if wrong is None:
                    wrong = faults[value] = _wrong(page.path, value, root, files, ids)
            if wrong:
                # Links to headings of chapters are checked earlier; ids of other pages are known only here.
                advice = _IN_CHAPTER + MISTAKE_IN_TEMPLATE if wrong == _NO_ID else MISTAKE_IN_TEMPLATE
                yield page.problem("PAGE-001", f"<{name}> links to “{value}”, {wrong}", advice=advice)


def _wrong(path: str, value: str, root: str, files: Container[str], ids: Mapping[str, frozenset[str]]) -> str:
    """Say what is wrong with an address; empty if nothing is."""
    target, fragment = _target(path, value, root)
    if target not in files:
        return "which does not exist."
    # Browsers take “#top” for the top of the page even if no element has that id.
    if not fragment or target not in ids or fragment in ids[target] or fragment.lower() == "top":
        return ""
    return _NO_ID


def _is_anywhere(path: str) -> bool:
    """Whether a page may be shown at any address, as the 404 page is."""
    return posixpath.basename(path) == "404.html"


def _target(path: str, value: str, root: str) -> tuple[str, str]:
    if value.startswith(("#", "?")):
        return path, unquote(value.partition("#")[2])
    if _is_anywhere(path) and value.startswith("/"):
        return _from_root(value, root)
    return _from_folder(posixpath.dirname(path), value)


def _from_root(value: str, root: str) -> tuple[str, str]:
    """Return the file and the id that a root-relative address leads to."""
    address, _, fragment = value.partition("#")
    path, here = unquote(address.partition("?")[0]), unquote(root).rstrip("/") + "/"
    above = f"{here.rstrip('/').rpartition('/')[0]}/"
    if not path.startswith(here) and path.startswith(above):  # Languages share files beside their folders.
        return f"../{path.removeprefix(above)}", unquote(fragment)
    return path.removeprefix(here) or "index.html", unquote(fragment)


def _from_folder(folder: str, value: str) -> tuple[str, str]:
    """Return the file and the id that a relative address leads to from a page in a folder."""
    address, _, fragment = value.partition("#")
    path = unquote(address.partition("?")[0])
    return posixpath.normpath(posixpath.join(folder, path)), unquote(fragment)
