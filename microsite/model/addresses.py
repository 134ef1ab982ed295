"""Addresses of published files, and links from one to another."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote

from microsite.model.records import Event
from microsite.model.results import Action


def relative_link(source: str, target: str) -> str:
    """Return a relative link from one published file to another: works in any folder, on any host and from a disk.

    Args:
        source: the path of the page that links, below the output folder.
        target: the path of the page or file that it links to.

    Returns:
        A relative address, percent-encoded where needed.
    """
    return _from_folder(posixpath.dirname(source), target)


@lru_cache(maxsize=8192)
def _from_folder(folder: str, target: str) -> str:
    path = target if not folder and target.startswith("../") else posixpath.relpath(target, folder or ".")
    return quote(path, safe="/-._~!$&'()*+,;=@")


def absolute_link(site_address: str, path: str) -> str:
    """Return the absolute address of a published file, for what is read away from the site: cards, sitemaps, print.

    Args:
        site_address: where the site is, with or without a slash at its end.
        path: the path of the file below the output folder; the home page is the site's address itself.
    """
    below = relative_link("", path).removeprefix("./")
    site_address = site_address.rstrip("/")
    while below.startswith("../"):  # Files shared by several languages are outside their folders.
        below, site_address = below[3:], site_address.rpartition("/")[0]
    return f"{site_address}/{'' if below == 'index.html' else below}"


def absolute_page(site_address: str, path: str) -> str:
    """Return the absolute address of a page in another language; its home page is the folder itself."""
    return absolute_link(site_address, path).removesuffix("index.html")


def action_path(action: Action) -> str:
    """Return the path of the calendar file for the day by which an action is due."""
    return f"calendar/action-{action.id}.ics"


def event_path(event: Event) -> str:
    """Return the path of the calendar file of an event."""
    return f"calendar/event-{event.id}.ics"


def anchor_of_changes(name: str) -> str:
    """Return the id of a chapter's entry on the page of changes, for a chapter that still exists, changed or not."""
    return f"site-changes-{name}"
