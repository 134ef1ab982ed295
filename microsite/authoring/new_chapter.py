"""A new chapter: its number, its file name and its first content."""

from __future__ import annotations

import os
from collections.abc import Mapping

from msgspec.structs import replace

from microsite.load.chapters import file_number, stem_of
from microsite.load.site_files import SiteFiles
from microsite.model.fixed_pages import fixed_page_names
from microsite.model.lists import id_from_words
from microsite.model.ordering import address_problems, order_problems
from microsite.model.parse_facts import parse_front_matter
from microsite.model.read_facts import read_facts
from microsite.problems import Location, Problem, Severity
from microsite.source.slugs import slug_of
from microsite.store import Store
from microsite.validate.advice import yaml_text

TEXT = "The text of this chapter is to be supplied."


def chapter_content(fields: Mapping[str, str]) -> bytes:
    """Return the content of a new chapter: its front matter, and a line saying that the text is to be supplied."""
    front = "\n".join(f"{key}: {yaml_text(text)}" for key, text in fields.items() if text)
    return f"---\n{front}\n---\n\n{TEXT}\n".encode()


def chapter_problems(file: str, fields: Mapping[str, str]) -> list[Problem]:
    """Return what the checks of front matter find in a new chapter."""
    found = parse_front_matter(file, chapter_content(fields)).problems
    return [each for each in found if each.severity > Severity.HINT]


def problems_added_by(files: SiteFiles, file: str, content: bytes) -> list[Problem]:
    """Return the problems that a chapter brings: those that the site has with it and not without it."""
    before = _problems(files)
    after = _problems(replace(files, chapters={**files.chapters, file: content}))
    return [each for each in after if each not in before and each.severity > Severity.HINT]


def _problems(files: SiteFiles) -> list[Problem]:
    facts, found = read_facts(files, fixed_page_names(), Store())
    return [*found, *order_problems(facts.entries), *address_problems(facts.entries, facts.page_names, facts.media)]


def new_chapter(files: SiteFiles, title: str, after: str = "") -> tuple[str, Problem | None]:
    """Choose the path of a new chapter.

    Args:
        files: what is in the site's folder.
        title: its title.
        after: the file name of the chapter to put it after; empty to put it last.

    Returns:
        The path, or an empty path and why there can be no such file.
    """
    slug = slug_of(id_from_words(title))
    places = {file.rsplit("/", 1)[-1]: _place(file, content) for file, content in files.chapters.items()}
    same = next((name for name in places if slug_of(stem_of(name)).casefold() == slug.casefold()), "")
    if same:
        advice = "Edit that file, or give the new chapter another title."
        message = f"There is already a chapter of that name: {same}."
        return "", Problem.error("NEW-005", message, Location(file=f"content/{same}"), advice)
    if f"{slug}.html" in fixed_page_names():
        advice = "Give the chapter a longer title, so that it has an address of its own."
        message = f"Every site has a page {slug}.html already, so a chapter cannot have that name."
        return "", Problem.error("NEW-005", message, Location(file="content"), advice)
    numbers = sorted(
        {each for name, place in places.items() for each in (place, file_number(name)) if each is not None}
    )
    place = _number_of(places, after) if after else (numbers[-1] if numbers else 0)
    if place is None:
        names = ", ".join(sorted(places)) or "none yet"
        message = f"There is no chapter {after} with a number in its name. The chapters are: {names}."
        return "", Problem.error("LIST-004", message, Location(file="--after"), "Give the name of one of these files.")
    following = next((number for number in numbers if number > place), None)
    number = place + 1 if following is None else (place + following) // 2
    width = max([2, *(_digits(name) for name in places)])
    if number == place or len(str(number)) > width:
        return "", _no_room(place, following, width)
    return f"content/{number:0{width}}-{slug}.md", None


def _place(file: str, content: bytes) -> int | None:
    front = parse_front_matter(file, content).front
    return file_number(file.rsplit("/", 1)[-1]) if front is None or front.order is None else front.order


def _digits(name: str) -> int:
    return len(name) - len(name.lstrip("0123456789"))


def _number_of(places: Mapping[str, int | None], after: str) -> int | None:
    wanted = os.path.basename(after.replace("\\", "/"))
    return next((place for name, place in places.items() if wanted in (name, stem_of(name), name[:-3])), None)


def _no_room(place: int, following: int | None, width: int) -> Problem:
    where = f"after {place:0{width}}" if following is None else f"between {place:0{width}} and {following:0{width}}"
    message = f"There is no number free {where}."
    if following is None:
        advice = "Rename a chapter to a smaller number first: the numbers need not follow each other."
    else:
        advice = f"Rename the chapters from {following:0{width}} on to larger numbers first, beginning with the last."
    return Problem.error("NEW-006", message, Location(file="content"), advice)
