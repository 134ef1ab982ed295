"""The entries of the navigation, the footer and the site map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from microsite.model.menu import MOST_ENTRIES, MOST_OWN
from microsite.model.site import Site
from microsite.model.status import Status
from microsite.render.words import Words

Options = dict[str, Any]
Link = Callable[[str], str]

#: Candidates for the main navigation between the strategy and the last entry, most wanted first.
WANTED = ("what_people_said", "what_we_did", "documents", "questions", "partners", "priorities", "contact")
#: The order in which those chosen are shown.
STANDING = ("what_people_said", "what_we_did", "priorities", "documents", "questions", "partners", "contact")
#: The pages of the footer's list, in order; those in the main navigation are left out.
IN_FOOTER = (
    "what_people_said",
    "what_we_did",
    "proposal",
    "events",
    "faqs",
    "documents",
    "questions",
    "glossary",
    "updates",
    "changes_to_the_text",
    "partners",
    "priorities",
)
_TO_READ = "whole_document proposal documents priorities glossary faqs updates changes_to_the_text".split()
#: The parts of the site map, below the chapters.
MAP_PARTS = (
    ("map.respond", ("have_your_say", "what_people_said", "what_we_did", "questions", "events")),
    ("map.read", tuple(_TO_READ)),
    ("map.about", ("home", "partners", "contact", "accessibility", "privacy")),
)


class Navigation:
    """The navigation of one site."""

    def __init__(self, site: Site, words: Words) -> None:
        """Take the site, and the interface's words, which name its pages."""
        self._site = site
        self._words = words
        # Only a menu that the author has chosen can name chapters, of which there may be thousands.
        self._pages = {page.path: page for page in (site.texts if site.menu else site.pages)}
        self._chosen = site.menu or self._usual()

    def _usual(self) -> tuple[str, ...]:
        own = [page.path for page in self._site.pages if page.in_menu][:MOST_OWN]
        chosen = [name for name in WANTED if self._is_there(name)][: MOST_ENTRIES - 3 - len(own)]
        return ("home", "strategy", *(name for name in STANDING if name in chosen), *own, "have_your_say")

    @property
    def respond_name(self) -> str:
        """The name of the page on how to answer: whatever people look for there in the stage the site is made in."""
        site = self._site
        if site.takes_answers:
            return self._words("nav.have_your_say")
        if not site.dates.taking:
            return self._words("nav.what_happened")
        if site.consultation.results or site.status is Status.OUTCOME_PUBLISHED:
            return self._words("say.outcome")
        plans_next_steps = site.consultation.next_steps and not site.plans_are_outdated
        return self._words("say.next" if plans_next_steps else "nav.how_people_responded")

    def main(self, link: Link, current: str, path: str = "") -> list[Options]:
        """Return the entries of the main navigation.

        Args:
            link: returns addresses relative to the page.
            current: the entry that the page belongs to.
            path: the path of the page; if it is an entry itself, that is the current one.
        """
        current = path if path in self._chosen else current
        return [
            {
                **self._entry(name, link),
                "current": "" if name != current else "true" if name == "strategy" else "page",
            }
            for name in self._chosen
        ]

    def footer(self, link: Link) -> list[Options]:
        """Return the entries of the footer's list of pages."""
        names = [name for name in IN_FOOTER if self._is_there(name)]
        names += [page.path for page in self._site.pages if page.in_footer]
        others = (name for name in names if name not in self._chosen)
        return [self._entry(name, link) for name in ("whole_document", "have_your_say", *others, "privacy", "site_map")]

    def site_map(self, link: Link) -> list[Options]:
        """Return every page except the chapters, in titled parts; the author's own pages are in the last."""
        last, about = MAP_PARTS[-1]
        return [
            {
                "title": self._words(key),
                "entries": [self._entry(name, link) for name in names if self._is_there(name)],
            }
            for key, names in (*MAP_PARTS[:-1], (last, (*about, *(page.path for page in self._site.pages))))
        ]

    def _entry(self, name: str, link: Link) -> Options:
        page = self._pages.get(name)
        own = page.nav_title if page else ""
        text = own or (self.respond_name if name == "have_your_say" else self._words(f"nav.{name}"))
        return {"text": text, "href": link(self._path(name))}

    def _path(self, name: str) -> str:
        if name in self._pages:
            return name
        if name == "strategy":
            return self._site.chapters[0].path if self._site.chapters else "whole-document.html"
        return "index.html" if name == "home" else f"{name.replace('_', '-')}.html"

    def _is_there(self, name: str) -> bool:
        return self._site.has_page(self._path(name))
