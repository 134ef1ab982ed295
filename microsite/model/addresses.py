"""Addresses of pages, and links from one to another."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote

from microsite.model.records import Event
from microsite.model.results import Action


def relative_link(source: str, target: str) -> str:
    """Link from one published file to another, so that it works in any folder of any host and from a disk.

    Args:
        source: the path of the page that links, below the output folder.
        target: the path of the page or file that is linked to.

    Returns:
        A relative address; what an address cannot contain is percent-encoded.
    """
    return _from_folder(posixpath.dirname(source), target)


@lru_cache(maxsize=8192)
def _from_folder(folder: str, target: str) -> str:
    way = target if not folder and target.startswith("../") else posixpath.relpath(target, folder or ".")
    return quote(way, safe="/-._~!$&'()*+,;=@")


def absolute_link(site_address: str, path: str) -> str:
    """Give the full address of a published file, for what is read apart from its page: cards, sitemaps, print.

    Args:
        site_address: where the site is, with or without a slash at its end.
        path: the path of the file below the output folder; the home page is the site's address itself.
    """
    below = relative_link("", path).removeprefix("./")
    site_address = site_address.rstrip("/")
    while below.startswith("../"):  # What several languages share is beside their folders.
        below, site_address = below[3:], site_address.rpartition("/")[0]
    return f"{site_address}/{'' if below == 'index.html' else below}"


def absolute_page(site_address: str, path: str) -> str:
    """Give the full address of a page in another language; the first page there is the folder itself."""
    return absolute_link(site_address, path).removesuffix("index.html")


def action_path(action: Action) -> str:
    """Where the calendar file of the day is published by which an action is due."""
    return f"calendar/action-{action.id}.ics"


def event_path(event: Event) -> str:
    """Where the calendar file of an event is published."""
    return f"calendar/event-{event.id}.ics"


def anchor_of_changes(name: str) -> str:
    """Where the page of changes speaks of a chapter that is still there, whether it changed or not."""
    return f"site-changes-{name}"
