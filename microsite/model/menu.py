"""Resolves the main menu that the author has chosen: from names under `navigation` to existing pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from microsite.model.chapter import Chapter
from microsite.model.consultation import Consultation
from microsite.model.facts import Facts
from microsite.model.fixed_pages import FIXED_PAGES
from microsite.model.ordering import Entry, in_order
from microsite.model.site import absent_pages
from microsite.problems import Location, Problem, did_you_mean, listed

#: More entries in a row than this, and readers stop reading.
MOST_ENTRIES = 6
#: How many of them the author's own pages can take, besides the first two entries and the last.
MOST_OWN = MOST_ENTRIES - 3
#: Pages that only exist after the closing, so no menu can name them.
_COME_LATER = ("changes_to_the_text", "what_people_said", "what_we_did")
#: The names of the generated pages that a menu can list.
_OWN = (path.removesuffix(".html").replace("-", "_") for path, *_ in FIXED_PAGES[:-1])
NAMES = ("home", "strategy", *(name for name in _OWN if name not in _COME_LATER))
#: What to add so that a page exists, if it is not a list in content/data.
_SOURCES = {
    "partners": "partners: to site_config.yaml",
    "priorities": "priorities: to site_config.yaml",
    "proposal": "proposal: to site_config.yaml",
}


def chosen_menu(
    consultation: Consultation, facts: Facts, shown: Facts, texts: Sequence[Chapter]
) -> tuple[tuple[str, ...], list[Problem]]:
    """Resolve the author's choice of menu entries.

    Args:
        consultation: the facts of site_config.yaml.
        facts: everything that was read.
        shown: the part of it that is shown at the moment.
        texts: the chapters and pages that are shown.

    Returns:
        The entries, which are names of the site's pages and paths of chapters and pages; none if the author has not
        chosen. And the problems.
    """
    if not consultation.navigation:
        return (), list(_too_many_pages(shown.pages))
    problems: list[Problem] = []
    menu: list[str] = []
    leads_to: dict[str, str] = {}
    there = {entry.file: entry for entry in facts.texts}
    paths = {text.file: text.path for text in texts}
    listed_files: set[str] = set()
    for number, written in enumerate(consultation.navigation, 1):
        path = f"navigation[{number}]"
        place = facts.places.get(path, Location(file="site_config.yaml"))
        name, file = _meant(str(written), there)
        listed_files.add(file)
        if not name and not file:
            if written.rsplit("/", 1)[-1] not in facts.unread:
                problems.append(_unknown(str(written), there.values(), place, path))
            continue
        left_out = (
            _absent(name, consultation, shown, place, path)
            if name
            else _hidden(there[file], file in paths, shown, place, path)
        )
        if left_out is not None:
            problems.append(left_out)
            continue
        entry = name or paths.get(file, "")
        address = _address(entry, texts)
        if address in leads_to:
            message = f"“{written}” is the same page as “{leads_to[address]}” above it."
            problems.append(Problem.warning("NAV-003", message, place, "Delete one of the two lines.", path=path))
        elif entry:
            leads_to[address] = str(written)
            menu.append(entry)
    if len(menu) > MOST_ENTRIES:
        place = facts.places.get(f"navigation[{MOST_ENTRIES + 1}]", Location(file="site_config.yaml"))
        message = f"The main menu would have {len(menu)} entries, and readers stop reading after {MOST_ENTRIES}."
        advice = f"Delete lines until {MOST_ENTRIES} are left. All other pages are in the footer."
        problems.append(Problem.error("NAV-002", message, place, advice, path="navigation"))
    problems += (_not_listed(page) for page in shown.pages if page.in_menu and page.file not in listed_files)
    return tuple(menu), problems


def _meant(written: str, there: Mapping[str, Entry]) -> tuple[str, str]:
    """Return the name of a generated page, or the file of a chapter or page; both empty if there is no such thing."""
    last = written.strip().replace("\\", "/").rsplit("/", 1)[-1]
    folded = _folded(re.sub(r"\.(html?|md|markdown)$", "", last, flags=re.IGNORECASE))
    if folded in NAMES or folded == "index":
        return ("home" if folded == "index" else folded), ""
    found = [entry for entry in there.values() if entry.file_name.casefold() == last.casefold()]
    found = found or [
        entry for entry in there.values() if folded in map(_folded, (_name(entry), entry.stem, entry.slug))
    ]
    return "", found[0].file if found else ""


def _name(entry: Entry) -> str:
    return entry.file_name.rpartition(".")[0]


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.casefold())


def _address(entry: str, texts: Sequence[Chapter]) -> str:
    if entry == "strategy":
        return next((text.path for text in texts if text.number == 1), "whole-document.html")
    return entry if entry.endswith(".html") else f"{entry.replace('_', '-')}.html"


def _unknown(written: str, there: Iterable[Entry], place: Location, path: str) -> Problem:
    files = [entry.file_name for entry in there]
    advice = did_you_mean(written, [*NAMES, *files]) or (
        f"Write the name of a file, such as 02-play.md or about.md, or one of these: {listed(NAMES, joined='or')}."
    )
    message = f"There is no page “{written}” to put into the menu."
    return Problem.error("NAV-001", message, place, advice, path=path)


def _absent(name: str, consultation: Consultation, shown: Facts, place: Location, path: str) -> Problem | None:
    lists = ("documents", "evidence", "related") if name == "documents" else (name,)
    if f"{name}.html" not in absent_pages(consultation, shown.lists) or shown.unread_lists.intersection(lists):
        return None
    source = _SOURCES.get(name, f"an item to content/data/{name}.yaml")
    message = f"The page “{name}” is empty, so there is no such page, and the menu leaves it out."
    return Problem.warning("NAV-004", message, place, f"Add {source}, or delete this line.", path=path)


def _hidden(entry: Entry, is_shown: bool, shown: Facts, place: Location, path: str) -> Problem | None:
    if is_shown:
        return None
    if entry.front.draft:
        message = f"{entry.file_name} is a draft, so the menu leaves it out."
        advice = f"Delete this line, or publish the {entry.noun}."
        return Problem.warning("NAV-004", message, place, advice, path=path)
    message = f"{entry.file_name} is left out {shown.held_back.get(entry.file_name, 'for now')}, and so is its entry."
    advice = f"If you meant that, you do not need to do anything: a build that shows the {entry.noun} adds the entry."
    return Problem.hint("NAV-004", message, place, advice, path=path)


def _not_listed(page: Entry) -> Problem:
    message = "This page asks for a place in the main menu, and navigation in site_config.yaml does not list it."
    advice = f"Add a line “- {page.file_name}” below navigation:, or delete this line."
    return Problem.warning("NAV-005", message, page.place("in_menu"), advice, path="in_menu")


def _too_many_pages(pages: Sequence[Entry]) -> Iterator[Problem]:
    asking = [page for page in in_order(pages) if page.in_menu and not page.front.draft]
    if len(asking) > MOST_OWN:
        message = f"{len(asking)} pages ask for a place in the main menu, and it has room for {MOST_OWN} of them."
        advice = "Delete this line, or choose the whole menu with navigation: in site_config.yaml."
        yield Problem.error("NAV-002", message, asking[MOST_OWN].place("in_menu"), advice, path="in_menu")
