"""Matches the pages of a site in several languages: which page in one language is which in another."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from microsite.load.chapters import PAGES, noun_of
from microsite.model.language_names import name_of_language

if TYPE_CHECKING:
    from microsite.model.site import Site

HOME = "index.html"


class SiteInLanguage(Struct, frozen=True, kw_only=True):
    """One language of a site: what the other languages need to know about it."""

    tag: str
    #: What the language calls itself.
    name: str
    #: Its folder below the output folder, with a slash at the end; empty for the output folder itself.
    folder: str
    #: The paths of its pages below that folder, by a key that is the same in all languages.
    pages: Mapping[str, str]
    #: Paths of the pages whose text stands in from another language.
    stand_ins: frozenset[str]
    #: If no language leads: what the page where readers choose a language says about it; else empty.
    offer: Mapping[str, str] = {}

    def path(self, key: str) -> str:
        """Return the path of a page in this language; its home page if it does not have that page."""
        return self.pages.get(key, HOME)


def in_language(site: Site, fixed: Collection[str]) -> SiteInLanguage:
    """Describe a site in one language.

    Args:
        site: the whole model in that language.
        fixed: the paths of the generated pages.
    """
    tag = str(site.consultation.language)
    pages = {path: path for path in sorted(fixed) if path not in site.absent_pages}
    pages |= {key_of_text(text.file): text.path for text in site.texts}
    return SiteInLanguage(
        tag=tag,
        name=name_of_language(tag),
        folder=site.folder,
        pages=pages,
        stand_ins=frozenset(text.path for text in site.texts if text.language),
    )


def key_of_text(file: str) -> str:
    """Return a chapter's or page's key in all languages: its file's name, for a page with its folder in front."""
    name = file.rsplit("/", 1)[-1]
    return f"{PAGES}/{name}" if noun_of(file) == "page" else name


def from_folder(path: str, folder: str) -> str:
    """Return the path of a published file relative to the folder of a language.

    Args:
        path: the path below the output folder.
        folder: the language's folder with a slash at its end; empty for the output folder itself.
    """
    if not folder:
        return path
    return path[len(folder) :] if path.startswith(folder) else f"../{path}"


def below_output(path: str, folder: str) -> str:
    """Return the path below the output folder for a path that is relative to the folder of a language."""
    return posixpath.normpath(folder + path) if folder else path


def paths_from(paths: Collection[str], folder: str) -> list[str]:
    """Return paths relative to the folder of a language; for its own files, also relative to a sibling folder."""
    return [
        *(from_folder(path, folder) for path in paths),
        *(f"../{path}" for path in paths if path.startswith(folder)),
    ]


def key_of_page(site: Site, path: str) -> str:
    """Return a page's key, which is the same in all languages."""
    return next((key_of_text(text.file) for text in site.texts if text.path == path), path)


def alternates_of(site: Site, path: str) -> list[tuple[str, str]]:
    """Return the languages that really have a page, not a stand-in, with its path relative to this page.

    Args:
        site: the whole model in the language of the page.
        path: the path of the page below its language's folder.

    Returns:
        Tag and path for each language; empty if only one language has the page, or its own text stands in.
    """
    if not site.languages:
        return []
    own = next(each for each in site.languages if each.tag == str(site.consultation.language))
    key = key_of_page(site, path)
    having = [each for each in site.languages if key in each.pages and each.pages[key] not in each.stand_ins]
    if own not in having or len(having) < 2:
        return []
    return [(each.tag, from_folder(each.folder + each.pages[key], site.folder)) for each in having]


def same_page_in(site: Site, path: str) -> list[tuple[SiteInLanguage, str]]:
    """Return each language of a site with the path of a page in it, or of its home page, relative to this page."""
    key = key_of_page(site, path)
    return [(each, from_folder(each.folder + each.path(key), site.folder)) for each in site.languages]
