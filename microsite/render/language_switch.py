"""Links from a page to the same page in the other languages of a site."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from microsite.model.addresses import absolute_page
from microsite.model.chapter import Chapter
from microsite.model.directions import direction_of
from microsite.model.in_languages import HOME, alternates_of, from_folder, same_page_in
from microsite.model.language_names import name_of_language
from microsite.model.site import Site
from microsite.render.words import Words
from microsite.validate.field_types import StandInText

if TYPE_CHECKING:
    from microsite.render.pages import Page
    from microsite.render.wording import Wording

Options = dict[str, Any]


def languages_of_page(site: Site, page: Page, link: Callable[[str], str], words: Words) -> Options:
    """Return the languages that a page exists in.

    Returns:
        `entries`, the languages to choose from, with the page's address in each, empty for a site in one language;
        `alternates`, for search engines, the languages that really have the page; and the functions `stands_in` and
        `newer`, which say that a chapter is in a different language from the page, or newer in another language.
    """

    def stands_in(chapter: Chapter) -> str:
        return words("languages.stands_in", language=_named(chapter.language))

    def newer(chapter: Chapter, wording: Wording) -> str:
        language = _named(chapter.newer_in)
        if chapter.newer_since is None:
            return words("languages.newer", language=language)
        return words("languages.newer_on", language=language, day=wording.day(chapter.newer_since.day))

    notices = {"stands_in": stands_in, "newer": newer}
    if not site.languages:
        return {"entries": [], "alternates": [], **notices}
    own = str(site.consultation.language)
    entries = [
        {
            "text": each.name,
            "tag": each.tag,
            "direction": direction if (direction := direction_of(each.tag)) != direction_of(own) else "",
            "href": "" if each.tag == own else link(path),
        }
        for each, path in same_page_in(site, page.path)
    ]
    alternates = _alternates(site, page, link) if page.is_shared else []
    return {"entries": entries, "alternates": alternates, **notices}


def _named(tag: str) -> StandInText:
    """Return what a language calls itself, marked as being in that language."""
    return StandInText(name_of_language(tag), tag)


def _alternates(site: Site, page: Page, link: Callable[[str], str]) -> list[Options]:
    found = alternates_of(site, page.path)
    if not found:
        return []
    equal = site.languages_are_equal
    first = from_folder(HOME, site.folder) if equal and page.path == HOME else dict(found).get(site.languages[0].tag)
    everywhere = [("x-default", first)] if first and (not equal or page.path == HOME) else []
    address = site.site_address
    return [
        {"tag": tag, "href": absolute_page(address, path) if address else link(path)}
        for tag, path in [*found, *everywhere]
    ]
