"""Links from one published file to another, and full addresses."""

from types import SimpleNamespace
from typing import Any

from microsite.model.addresses import (
    absolute_link,
    absolute_page,
    action_path,
    anchor_of_changes,
    event_path,
    relative_link,
)

#: The page that links, the target, and the link.
RELATIVE = [
    ("index.html", "contact.html", "contact.html"),
    ("index.html", "media/a plan (new).pdf", "media/a%20plan%20(new).pdf"),
    ("index.html", "../assets/style.css", "../assets/style.css"),
    ("index.html", "a/../contact.html", "contact.html"),
    ("calendar/opens.ics", "index.html", "../index.html"),
    ("calendar/opens.ics", "calendar/closes.ics", "closes.ics"),
    ("calendar/opens.ics", "../assets/style.css", "../../assets/style.css"),
    ("cy/index.html", "cy/contact.html", "contact.html"),
    ("cy/index.html", "contact.html", "../contact.html"),
]
#: The site's address, the file, its full address, and the full address as a page.
ABSOLUTE = [
    ("https://plan.example", "index.html", "https://plan.example/", "https://plan.example/"),
    ("https://plan.example/", "contact.html", "https://plan.example/contact.html", "https://plan.example/contact.html"),
    ("https://a.example/plan", "a b.html", "https://a.example/plan/a%20b.html", "https://a.example/plan/a%20b.html"),
    ("https://a.example/plan/cy", "../feed.xml", "https://a.example/plan/feed.xml", "https://a.example/plan/feed.xml"),
    ("https://a.example/x/y/cy", "../../1/2.pdf", "https://a.example/x/1/2.pdf", "https://a.example/x/1/2.pdf"),
    ("https://a.example", "cy/index.html", "https://a.example/cy/index.html", "https://a.example/cy/"),
]


def test_relative_links():
    """A link is relative to the folder of its page, and characters that an address cannot contain are encoded."""
    assert [(source, target, relative_link(source, target)) for source, target, _ in RELATIVE] == RELATIVE


def test_full_addresses():
    """A full address starts with the site's, and a page's ends without index.html."""
    found = [(site, path, absolute_link(site, path), absolute_page(site, path)) for site, path, *_ in ABSOLUTE]
    assert found == ABSOLUTE


def test_names():
    """Calendar files and the anchors on the page of changes are named after what they are about."""
    one: Any = SimpleNamespace(id="street-trees")
    assert action_path(one) == "calendar/action-street-trees.ics"
    assert event_path(one) == "calendar/event-street-trees.ics"
    assert anchor_of_changes("02-play") == "site-changes-02-play"
